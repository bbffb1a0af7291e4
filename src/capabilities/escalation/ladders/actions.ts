/** Making, changing and ordering ladders, and the link of the bridge that they open. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { reorder } from '../../../core/order.ts'
import { ensureAutomation } from '../../../core/people/automation.ts'
import { storeOr } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, invalidFields, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, NullableId, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { lockRules } from '../lock.ts'
import { Rules as PolicyFields } from '../policies/actions.ts'
import { clockKinds } from '../policies/policy.ts'
import { ladderErrors } from './check.ts'
import { bridgeLink } from './deeds.ts'
import { believed_ms, expectLadders } from './follow.ts'
import { knownFor } from './known.ts'
import { type CurrentLadder, deeds, type LadderRules, targetKinds, triggers } from './ladder.ts'
import { requirePermitted } from './may.ts'
import { replanAll } from './replan.ts'
import { currentLadders, ladders_max } from './store.ts'

export const managesLadders = (actor: Actor) => may(actor, 'organization.manage')

const steps_max = 20
const Minutes = Nullable(Type.Integer({ minimum: 0, maximum: 525_600 }))
const step = {
  when: Body({
    on: OneOf(triggers),
    minutes: Minutes,
    is_working_time: Type.Boolean({ description: 'Minutes of the ticket’s calendar, not of the clock.' }),
    is_untaken_only: Type.Boolean({ description: 'Only while nobody has taken the ticket.' }),
    clock: Nullable(OneOf(clockKinds)),
  }),
  deed: OneOf(deeds),
  to: Type.Union([Body({ kind: OneOf(targetKinds), id: NullableId }), Type.Null()]),
}
export const Rules = {
  name: Line(200),
  when: PolicyFields.when,
  steps: Type.Array(
    Body({ id: Type.Optional({ ...Id, description: 'Of a step that is there already.' }), ...step }),
    { maxItems: steps_max },
  ),
}
const Input = Body(Rules)
type Input = Static<typeof Input>
const Params = Body({ id: Id })
const double = { ladder_name: () => invalid('#/name', 'There is a ladder of this name already.') }

export const createLadder = plainAction({
  name: 'ladders.create',
  summary: 'Make a ladder; it is asked after all others until the order is changed.',
  input: Input,
  output: Type.Object({ id: Id }),
  permits: managesLadders,
  run: async ({ app, tx, actor, input, now }) => {
    requirePermitted(actor, input.steps)
    lockRules(tx)
    const ladders = await tx.all(currentLadders(tx.orgId))
    if (ladders.length >= ladders_max)
      throw conflict(`There are ${ladders_max} ladders already. Put some of them together first.`)
    const rules = rulesOf(input, [])
    await requireSound(tx, rules, ladders, now)
    // Whoever makes the first ladder answers for what it does by itself.
    await ensureAutomation(tx, actor.personId, now)
    const id = newId()
    await storeOr(
      tx,
      raw(
        `insert into escalation.ladder (org_id, id, name, position)
         select $1, $2, $3, coalesce(max(position), 0) + 1 from escalation.ladder where org_id = $1`,
        [tx.orgId, id, input.name],
      ),
      double,
    )
    insertVersion(tx, id, 1, rules, actor.personId, now)
    replanAll(app, tx)
    if (ladders.length === 0) lookOnceMore(app, tx, now)
    return { result: { id }, audit: { ladder: id } }
  },
})

// Other servers may have written to tickets in the belief that there was no ladder yet.
function lookOnceMore(app: App, tx: Tx, now: string): void {
  tx.afterCommit(() => expectLadders(tx.orgId))
  replanAll(app, tx, new Date(Date.parse(now) + 3 * believed_ms).toISOString())
}

export const editLadder = plainAction({
  name: 'ladders.edit',
  summary: 'Change a ladder. Open tickets climb it as it is now; steps that were taken stay taken.',
  path: '/api/ladders/:id',
  method: 'PUT',
  params: Params,
  input: Input,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: managesLadders,
  run: async ({ app, tx, actor, input, now, params }) => {
    const id = params.id as string
    lockRules(tx)
    const ladders = await tx.all(currentLadders(tx.orgId))
    const ladder = ladders.find((each) => each.id === id)
    if (!ladder) throw notFound('This ladder')
    requirePermitted(actor, input.steps)
    const rules = rulesOf(input, ladder.rules.steps)
    await requireSound(
      tx,
      rules,
      ladders.filter((each) => each.id !== id),
      now,
    )
    const version = ladder.version + 1
    await storeOr(
      tx,
      raw('update escalation.ladder set name = $3, version = $4 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        input.name,
        version,
      ]),
      double,
    )
    insertVersion(tx, id, version, rules, actor.personId, now)
    replanAll(app, tx)
    return { result: { id, version }, audit: { ladder: id, version } }
  },
})

export const archiveLadder = plainAction({
  name: 'ladders.archive',
  summary: 'Take a ladder out of use; open tickets climb the next one that fits.',
  path: '/api/ladders/:id',
  method: 'DELETE',
  params: Params,
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: managesLadders,
  run: async ({ app, tx, now, params }) => {
    const id = params.id as string
    lockRules(tx)
    const archived = await tx.maybe(
      raw(
        'update escalation.ladder set archived_at = $3 where org_id = $1 and id = $2 and archived_at is null returning id',
        [tx.orgId, id, now],
      ),
    )
    if (!archived) throw notFound('This ladder')
    replanAll(app, tx)
    return { result: { id }, audit: { ladder: id } }
  },
})

export const orderLadders = plainAction({
  name: 'ladders.order',
  summary: 'Set the order in which ladders are asked: the first that fits a ticket is its ladder.',
  path: '/api/ladders/order',
  method: 'PUT',
  input: Body({ ids: Type.Array(Id, { maxItems: ladders_max }) }),
  output: Type.Object({ ids: Type.Array(Id) }),
  permits: managesLadders,
  run: async ({ app, tx, input }) => {
    lockRules(tx)
    const ladders = await tx.all(currentLadders(tx.orgId))
    reorder(
      tx,
      'escalation.ladder',
      ladders,
      input.ids,
      'Name each ladder once. Somebody may have added or removed one: look again.',
    )
    replanAll(app, tx)
    return { result: { ids: input.ids }, audit: { ladders: input.ids.length } }
  },
})

export const setBridge = plainAction({
  name: 'ladders.set_bridge',
  summary: 'The link that a step which opens a bridge puts on the ticket, such as a standing video call.',
  path: '/api/ladders/bridge',
  method: 'PUT',
  input: Body({ link: Nullable(Type.String({ maxLength: 500 })) }),
  output: Type.Object({ link: Nullable(Type.String()) }),
  permits: managesLadders,
  run: async ({ tx, input }) => {
    lockRules(tx)
    const link = input.link === null || input.link.trim() === '' ? null : secureLink(input.link.trim())
    if (link === null && (await opensBridge(tx)))
      throw conflict('A ladder opens the bridge. Take that step out before you remove the link.')
    tx.send(
      raw(
        `update core.organization set settings = case when $2::text is null then settings - 'bridge_link'
           else jsonb_set(settings, '{bridge_link}', to_jsonb($2::text)) end where id = $1`,
        [tx.orgId, link],
      ),
    )
    return { result: { link }, audit: { has_link: link !== null } }
  },
})

function secureLink(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw invalid('#/link', 'This is no link to a bridge. Write it like https://meet.example.org/it-bridge.')
  return url.href
}

async function opensBridge(tx: Tx): Promise<boolean> {
  const ladders = await tx.all(currentLadders(tx.orgId))
  return ladders.some(({ rules }) => rules.steps.some(({ deed }) => deed === 'bridge'))
}

/** What is stored: a step that was there keeps its id, so that what was taken of it stays taken. */
function rulesOf(input: Input, before: LadderRules['steps']): LadderRules {
  const free = new Set(before.map(({ id }) => id))
  const steps = input.steps.map(({ id, ...rest }) => {
    const isKept = id !== undefined && free.delete(id)
    return { ...rest, id: isKept ? id : newId() }
  })
  return { name: input.name, when: input.when, steps: steps as LadderRules['steps'] }
}

async function requireSound(
  tx: Tx,
  rules: LadderRules,
  others: readonly CurrentLadder[],
  now: string,
): Promise<void> {
  const known = await knownFor(tx, rules, (await bridgeLink(tx)) !== null, now)
  const errors = ladderErrors(rules, others, known)
  if (errors.length > 0) throw invalidFields(errors)
}

function insertVersion(
  tx: Tx,
  ladderId: string,
  number: number,
  rules: LadderRules,
  byId: string,
  now: string,
): void {
  tx.send(
    raw(
      'insert into escalation.ladder_version (org_id, id, ladder_id, number, rules, created_by, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
      [tx.orgId, newId(), ladderId, number, JSON.stringify(rules), byId, now],
    ),
  )
}
