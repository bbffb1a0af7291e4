/** The second person: somebody else who verified too, before anything high-risk is done. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { raw } from '../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../platform/http/schema.ts'
import { verifies } from './start.ts'
import { tellSecond } from './tell.ts'
import { verificationOf } from './verification.ts'
import { secondWays } from './words.ts'

const Params = Body({ id: Id })

export const askSecond = plainAction({
  name: 'callers.ask_second',
  summary: 'Ask colleagues to confirm a verification that needs two people.',
  path: '/api/callers/verifications/:id/ask-second',
  params: Params,
  input: Body({}),
  output: Type.Object({ id: Id }),
  permits: verifies,
  run: async ({ app, tx, actor, params, now }) => {
    const of = await verificationOf(tx, params.id ?? '', now, true)
    if (of.agent_id !== actor.personId) throw forbidden('Only whoever verified the caller asks for this.')
    if (of.state !== 'passed')
      throw conflict('This verification is over, or has not passed yet.', { state: of.state })
    await tellSecond({ app, tx, actor, now }, of.person_id)
    return { result: { id: of.id }, audit: { verification: of.id, person: of.person_id } }
  },
})

export const second = plainAction({
  name: 'callers.second',
  summary: 'Confirm, as another person than who verified the caller, that one made sure of it oneself.',
  path: '/api/callers/verifications/:id/second',
  params: Params,
  input: Body({ how: OneOf(secondWays) }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: verifies,
  run: async ({ tx, actor, input, params, now }) => {
    const of = await verificationOf(tx, params.id ?? '', now, true)
    if ([of.agent_id, of.person_id, of.asked_id].includes(actor.personId))
      throw forbidden(
        'Two different people have to verify, and neither of them is the caller. Ask a colleague.',
      )
    if (of.state !== 'passed')
      throw conflict('This verification is over, or has not passed yet.', { state: of.state })
    if (of.second_id !== null) throw conflict('Somebody confirmed this already.')
    tx.send(
      raw(
        'update callers.verification set second_id = $3, second_how = $4, seconded_at = $5 where org_id = $1 and id = $2',
        [tx.orgId, of.id, actor.personId, input.how, now],
      ),
    )
    return { result: { id: of.id }, audit: { verification: of.id, person: of.person_id, how: input.how } }
  },
})
