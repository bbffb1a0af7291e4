/** Making, changing and ordering policies. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { reorder } from '../../../core/order.ts'
import { storeOr } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { ticketKinds, ticketLife } from '../../tickets/index.ts'
import { addWorkingTime } from '../calendars/calendar.ts'
import { compiledVersions } from '../calendars/store.ts'
import { believed_ms, expectPolicies } from '../clocks/follow.ts'
import { beginReckoning } from '../clocks/reckon.ts'
import { recountAll } from '../clocks/recount.ts'
import { lockRules } from '../lock.ts'
import { type Book, clockKinds, type PolicyRules } from './policy.ts'
import { loadBook, policies_max } from './store.ts'

export const managesPolicies = (actor: Actor) => may(actor, 'organization.manage')
/** The states in which a ticket is not done yet: a policy may pause in some of them. */
export const openStates = Object.entries(ticketLife.states)
  .filter(([, category]) => category !== 'done')
  .map(([state]) => state)

const Ids = Type.Array(Id, { maxItems: 200 })
const Target = Nullable(
  Type.Integer({ minimum: 1, maximum: 525_600, description: 'Working minutes; null promises nothing.' }),
)
export const Rules = {
  name: Line(200),
  when: Body({
    kinds: Type.Array(OneOf(ticketKinds), { maxItems: 10 }),
    priorities: Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), { maxItems: 4 }),
    category_ids: Ids,
    applications: Type.Array(Line(200), { maxItems: 200 }),
    team_ids: Ids,
    department_ids: Ids,
    role_ids: Ids,
  }),
  targets: Body({ first_response: Target, next_response: Target, resolution: Target }),
  warn_percent: Nullable(Type.Integer({ minimum: 1, maximum: 99 })),
  pausing_states: Type.Array(Type.Unsafe<string>({ type: 'string', enum: openStates }), { maxItems: 20 }),
  calendar_id: Nullable(Type.String({ format: 'uuid' })),
}
const Input = Body(Rules)
type Input = Static<typeof Input>
const Params = Body({ id: Id })
const double = { policy_name: () => invalid('#/name', 'There is a policy of this name already.') }

export const createPolicy = plainAction({
  name: 'policies.create',
  summary: 'Make a policy; it is asked after all others until the order is changed.',
  input: Input,
  output: Type.Object({ id: Id }),
  permits: managesPolicies,
  run: async ({ app, tx, actor, input, now }) => {
    lockRules(tx)
    const book = await loadBook(tx)
    if (book.policies.length >= policies_max)
      throw conflict(`There are ${policies_max} policies already. Put some of them together first.`)
    await requireSound(tx, input, book, now)
    const id = newId()
    await storeOr(
      tx,
      raw(
        `insert into escalation.policy (org_id, id, name, position, calendar_id)
         select $1, $2, $3, coalesce(max(position), 0) + 1, $4 from escalation.policy where org_id = $1`,
        [tx.orgId, id, input.name, input.calendar_id],
      ),
      double,
    )
    insertVersion(tx, id, 1, input, actor.personId, now)
    await recountAll({ app, tx, now }, actor.personId)
    if (book.policies.length === 0) countOnceMore(app, tx, now)
    return { result: { id }, audit: { policy: id } }
  },
})

// Other servers may have written to tickets in the belief that there was no policy yet.
function countOnceMore(app: App, tx: Tx, now: string): void {
  tx.afterCommit(() => expectPolicies(tx.orgId))
  const runAt = new Date(Date.parse(now) + 3 * believed_ms).toISOString()
  app.jobs.add(tx, 'escalation.recount_late', {}, { runAt })
}

export const editPolicy = plainAction({
  name: 'policies.edit',
  summary: 'Change a policy. Open tickets follow it from now on; what their clocks have counted stays.',
  path: '/api/policies/:id',
  method: 'PUT',
  params: Params,
  input: Input,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: managesPolicies,
  run: async ({ app, tx, actor, input, now, params }) => {
    const id = params.id as string
    lockRules(tx)
    const { version } = await lockPolicy(tx, id)
    await requireSound(tx, input, await loadBook(tx), now)
    await storeOr(
      tx,
      raw(
        'update escalation.policy set name = $3, calendar_id = $4, version = $5 where org_id = $1 and id = $2',
        [tx.orgId, id, input.name, input.calendar_id, version + 1],
      ),
      double,
    )
    insertVersion(tx, id, version + 1, input, actor.personId, now)
    await recountAll({ app, tx, now }, actor.personId)
    return { result: { id, version: version + 1 }, audit: { policy: id, version: version + 1 } }
  },
})

export const archivePolicy = plainAction({
  name: 'policies.archive',
  summary: 'Take a policy out of use; open tickets get the next one that fits.',
  path: '/api/policies/:id',
  method: 'DELETE',
  params: Params,
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: managesPolicies,
  run: async ({ app, tx, actor, now, params }) => {
    const id = params.id as string
    lockRules(tx)
    await lockPolicy(tx, id)
    tx.send(
      raw('update escalation.policy set archived_at = $3 where org_id = $1 and id = $2', [tx.orgId, id, now]),
    )
    await recountAll({ app, tx, now }, actor.personId)
    return { result: { id }, audit: { policy: id } }
  },
})

export const orderPolicies = plainAction({
  name: 'policies.order',
  summary: 'Set the order in which policies are asked: the first that fits a ticket is its policy.',
  path: '/api/policies/order',
  method: 'PUT',
  input: Body({ ids: Type.Array(Id, { maxItems: policies_max }) }),
  output: Type.Object({ ids: Type.Array(Id) }),
  permits: managesPolicies,
  run: async ({ app, tx, actor, input, now }) => {
    lockRules(tx)
    const { policies } = await loadBook(tx)
    reorder(
      tx,
      'escalation.policy',
      policies,
      input.ids,
      'Name each policy once. Somebody may have added or removed one: look again.',
    )
    await recountAll({ app, tx, now }, actor.personId)
    return { result: { ids: input.ids }, audit: { policies: input.ids.length } }
  },
})

export const recountTickets = plainAction({
  name: 'policies.recount',
  summary: 'Look at all open tickets again, such as after an import: each gets the policy that fits it now.',
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: managesPolicies,
  run: async ({ app, tx, actor, now }) => {
    const id = await recountAll({ app, tx, now }, actor.personId)
    return { result: { id }, audit: { recount: id } }
  },
})

export const reckonTickets = plainAction({
  name: 'policies.reckon',
  summary:
    'Reckon the clocks of imported tickets that have ended, from their timelines, as if the policies of now had held then. Nobody is told of what was late.',
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: managesPolicies,
  run: async ({ app, tx, actor, now }) => {
    const { policies } = await loadBook(tx)
    if (policies.length === 0)
      throw conflict('There is no policy yet by which they could be reckoned. Make one first.')
    const id = await beginReckoning({ tx, now }, actor.personId)
    app.jobs.add(tx, 'escalation.reckon', { recount: id })
    return { result: { id }, audit: { recount: id } }
  },
})

async function lockPolicy(tx: Tx, id: string): Promise<{ version: number }> {
  const policy = await tx.maybe(
    raw<{ version: number }>(
      'select version from escalation.policy where org_id = $1 and id = $2 and archived_at is null for update',
      [tx.orgId, id],
    ),
  )
  if (!policy) throw notFound('This policy')
  return policy
}

async function requireSound(tx: Tx, rules: Input, book: Book, now: string): Promise<void> {
  const targets = clockKinds.filter((kind) => rules.targets[kind] !== null)
  if (targets.length === 0)
    throw invalid('#/targets', 'This policy promises nothing. Give at least one target a time.')
  const calendars = book.calendars.filter(({ id }) => rules.calendar_id === null || id === rules.calendar_id)
  if (rules.calendar_id !== null && calendars.length === 0)
    throw invalid('#/calendar_id', 'This calendar does not exist any more. Choose another one.')
  if (rules.calendar_id === null && !calendars.some(({ is_default }) => is_default))
    throw invalid(
      '#/calendar_id',
      'This policy has no calendar, and the organization has none to fall back on. Choose a calendar, or make one the organization’s.',
    )
  await requireReachable(tx, rules, calendars, now)
}

/** A target that takes a century of the calendar's hours is a slip of the pen. */
async function requireReachable(
  tx: Tx,
  rules: Input,
  calendars: Book['calendars'],
  now: string,
): Promise<void> {
  const versions = await compiledVersions(
    tx,
    calendars.map(({ version_id }) => version_id),
  )
  const longest = Math.max(...clockKinds.map((kind) => rules.targets[kind] ?? 0))
  for (const { calendar, name } of versions.values()) {
    try {
      addWorkingTime(calendar, Date.parse(now), longest)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw invalid(
        '#/targets',
        `The calendar “${name}” has too few hours for so long a target. Make it shorter.`,
      )
    }
  }
}

function insertVersion(
  tx: Tx,
  policyId: string,
  number: number,
  input: Input,
  byId: string,
  now: string,
): void {
  const { name, when, targets, warn_percent, pausing_states, calendar_id } = input
  const rules: PolicyRules = { name, when, targets, warn_percent, pausing_states, calendar_id }
  tx.send(
    raw(
      'insert into escalation.policy_version (org_id, id, policy_id, number, rules, created_by, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
      [tx.orgId, newId(), policyId, number, JSON.stringify(rules), byId, now],
    ),
  )
}
