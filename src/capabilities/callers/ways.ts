/** The ways to verify a caller: each is done by somebody, leaves its proof, and is refused where it proves nothing. */
import { Type } from 'typebox'
import { type PlainOutcome, plainAction } from '../../core/action.ts'
import { requireStepUp } from '../../core/execute.ts'
import type { Writing } from '../../core/followers.ts'
import { raw } from '../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../platform/http/schema.ts'
import { noteContacts } from './contacts.ts'
import { fail } from './fail.ts'
import { countOften, requireCalm } from './limits.ts'
import { settingOf } from './setting.ts'
import { verifies, waysFor } from './start.ts'
import { tellAsked } from './tell.ts'
import {
  matchOf,
  ownStarted,
  pass,
  requireStarted,
  type Verification,
  verificationOf,
} from './verification.ts'
import { type Method, states } from './words.ts'

export const Params = Body({ id: Id })
export const Decided = Type.Object({ id: Id, state: OneOf(states) })
export type Decided = { id: string; state: (typeof states)[number] }

const closedSentences = {
  not_enough: 'Your organization does not hold this way enough for this. Choose another one.',
  nothing_on_file: 'Nothing stands in the directory for this. Choose another way.',
  changed_lately:
    'This was changed in the directory lately, so that it proves nothing: a stranger may have changed it. Choose another way.',
  no_account: 'There is nobody who could sign in to confirm it. Choose another way.',
  is_you: 'Nobody confirms what they do themself. Choose another way, or let a colleague do it.',
  inactive: 'This person cannot sign in now. Choose another way.',
} as const

/** The verification, the way being open to it. */
export async function opened(writing: Writing, id: string, method: Method) {
  const verification = await ownStarted(writing, id)
  await requireCalm(writing, verification.person_id)
  // What was changed since it began proves nothing either, and is kept as changed from now on.
  await noteContacts(writing.tx, writing.now, verification.person_id)
  const setting = await settingOf(writing.tx)
  const ways = await waysFor(writing.tx, verification, setting, writing.now)
  const why = ways.closed[method]
  if (why !== null) throw conflict(closedSentences[why])
  return { verification, setting, ways }
}

export const calledBack = plainAction({
  name: 'callers.called_back',
  summary: 'Say that the person was called back by the number on file, answered, and asks for it.',
  path: '/api/callers/verifications/:id/called-back',
  params: Params,
  input: Body({
    field: OneOf(['phone', 'extension']),
    has_answered: Type.Literal(true),
    has_asked_for_it: Type.Literal(true),
  }),
  output: Decided,
  permits: verifies,
  run: async ({ app, tx, actor, input, params, now }) => {
    const writing = { app, tx, actor, now }
    const { verification, setting, ways } = await opened(writing, params.id ?? '', 'call_back')
    if (!ways.numbers.some(({ field }) => field === input.field))
      throw invalid('#/field', 'This number was changed lately, or is not on file. Use the other one.')
    pass(writing, verification, { method: 'call_back', evidence: { field: input.field } }, setting)
    return decided(verification, 'passed')
  },
})

export const sawBadge = plainAction({
  name: 'callers.saw_badge',
  summary:
    'Say that the person stands here with their badge; a number that is not theirs fails the verification.',
  path: '/api/callers/verifications/:id/badge',
  params: Params,
  input: Body({
    badge: Type.String({ minLength: 1, maxLength: 60 }),
    has_seen_photo: Type.Literal(true),
    site_id: Id,
  }),
  output: Decided,
  permits: verifies,
  run: async ({ app, tx, actor, input, params, now }) => {
    const writing = { app, tx, actor, now }
    const { verification, setting, ways } = await opened(writing, params.id ?? '', 'badge')
    const site = await tx.maybe(
      raw('select 1 as one from core.site where org_id = $1 and id = $2', [tx.orgId, input.site_id]),
    )
    if (!site) throw invalid('#/site_id', 'Choose where you saw the badge.')
    const plain = (badge: string) => badge.replaceAll(/\s/g, '').toLowerCase()
    if (plain(input.badge) !== plain(ways.person.badge ?? '')) {
      await fail(writing, verification, 'wrong_badge')
      return decided(verification, 'failed')
    }
    pass(writing, verification, { method: 'badge', evidence: { site: input.site_id } }, setting)
    return decided(verification, 'passed')
  },
})

export const ask = plainAction({
  name: 'callers.ask',
  summary: 'Ask the manager, or the person in their own session, to confirm it.',
  path: '/api/callers/verifications/:id/ask',
  params: Params,
  input: Body({ method: OneOf(['manager', 'session']) }),
  output: Decided,
  permits: verifies,
  run: async ({ app, tx, actor, input, params, now }) => {
    const writing = { app, tx, actor, now }
    const { verification, ways } = await opened(writing, params.id ?? '', input.method)
    const asked = input.method === 'manager' ? ways.person.manager_id : ways.person.id
    // Whom they are asked by and for what stands on their own page; the way is open, so there is somebody.
    if (asked === null) throw notFound('This person')
    await countOften(tx, 'asked', asked, now)
    tx.send(
      raw(
        `update callers.verification set method = $3, asked_id = $4, evidence = jsonb_build_object('asked_at', $5::text) where org_id = $1 and id = $2`,
        [tx.orgId, verification.id, input.method, asked, now],
      ),
    )
    tellAsked(app, tx, asked, actor.personId, now)
    return {
      result: { id: verification.id, state: 'started' as const },
      audit: { verification: verification.id, person: verification.person_id, asked, method: input.method },
    }
  },
})

export const answer = plainAction({
  name: 'callers.answer',
  summary:
    'Confirm, freshly signed in, that it is oneself or somebody one manages who called, or that it is not.',
  path: '/api/callers/verifications/:id/answer',
  params: Params,
  input: Body({
    is_right: Type.Boolean(),
    match: Type.Optional(
      Type.Integer({ minimum: 10, maximum: 99, description: 'The number that the agent read out.' }),
    ),
  }),
  output: Decided,
  permits: () => true,
  run: async ({ app, tx, actor, input, params, now }) => {
    const writing = { app, tx, actor, now }
    const verification = await verificationOf(tx, params.id ?? '', now, true)
    if (verification.asked_id !== actor.personId) throw notFound('This verification')
    requireStarted(verification)
    if (!input.is_right) return failed(writing, verification, 'declined')
    requireStepUp(app, actor)
    const setting = await settingOf(tx)
    await noteContacts(tx, now, verification.person_id)
    const ways = await waysFor(tx, verification, setting, now)
    const method = verification.method as 'manager' | 'session'
    // Who manages the person may have changed since they were asked.
    if (ways.closed[method] !== null || (method === 'manager' && ways.person.manager_id !== actor.personId))
      throw conflict('This can be confirmed in this way no longer. Nothing was done; tell the help desk.')
    if (method === 'session' && input.match !== matchOf(app.config.secret, verification.id).right)
      return failed(writing, verification, 'number')
    const evidence = { ...verification.evidence, asked: actor.personId }
    pass(writing, verification, { method, evidence }, setting)
    return decided(verification, 'passed')
  },
})

async function failed(
  writing: Writing,
  verification: Verification,
  why: 'declined' | 'number',
): Promise<PlainOutcome<Decided>> {
  const byManager = verification.method === 'manager'
  await fail(
    writing,
    verification,
    why === 'number' ? 'wrong_number' : byManager ? 'manager_declined' : 'person_declined',
  )
  return decided(verification, 'failed')
}

function decided(verification: Verification, state: 'passed' | 'failed'): PlainOutcome<Decided> {
  return {
    result: { id: verification.id, state },
    audit: { verification: verification.id, person: verification.person_id, state },
  }
}
