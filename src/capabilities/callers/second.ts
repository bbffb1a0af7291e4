/** The second person: somebody else who verified too, before anything high-risk is done. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import type { Writing } from '../../core/followers.ts'
import { isEmergencyAccount } from '../../core/people/policy.ts'
import { raw } from '../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../platform/http/schema.ts'
import { countOften } from './limits.ts'
import { settingOf } from './setting.ts'
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
    await countOften(tx, 'second', of.id, now)
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
  run: async ({ app, tx, actor, input, params, now }) => {
    const of = await verificationOf(tx, params.id ?? '', now, true)
    if ([of.agent_id, of.person_id, of.asked_id].includes(actor.personId))
      throw forbidden(
        'Two different people have to verify, and neither of them is the caller. Ask a colleague.',
      )
    if (of.state !== 'passed')
      throw conflict('This verification is over, or has not passed yet.', { state: of.state })
    await requireIndependent({ app, tx, actor, now }, of.agent_id)
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

/**
 * Refuses a second person whom the agent could have made up: two accounts that one administrator holds are not two
 * people. The audit log knows when and by whom a role was really given, whatever day it is said to hold from.
 */
async function requireIndependent({ tx, actor, now }: Writing, agentId: string): Promise<void> {
  for (const id of [actor.personId, agentId])
    if (await isEmergencyAccount(tx, id))
      throw forbidden(
        'An emergency account does not verify with another person. Ask somebody who has an own account.',
      )
  const { contact_days } = await settingOf(tx)
  const since = new Date(Date.parse(now) - contact_days * 86_400_000).toISOString()
  const known = await tx.maybe(
    raw(
      `select 1 as one from core.person p
       join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $4)
       join core.role o on o.org_id = a.org_id and o.id = a.role_id and o.permissions @> '{callers.verify}'
       where p.org_id = $1 and p.id = $2 and p.created_at <= $3
         and not exists (select from core.audit x where x.org_id = p.org_id and (x.at > $3 or x.actor_id = $5)
           and ((x.action = 'roles.assign' and x.data ->> 'assignment' = a.id::text)
             or (x.action = 'roles.edit' and x.data ->> 'role' = o.id::text and x.data -> 'added' ? 'callers.verify')))
       limit 1`,
      [tx.orgId, actor.personId, since, now, agentId],
    ),
  )
  if (!known)
    throw forbidden(
      'Who came lately, may verify callers since lately, or may do so by whoever verified this one, does not confirm it. Ask another colleague.',
    )
}
