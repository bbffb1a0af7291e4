/** The one way to write: validate, lock what is visible, permit, move, run, append the event; all or nothing. */
import { isDuplicate, raw, type Tx, write } from '../platform/db/transaction.ts'
import { conflict, forbidden, invalid, Problem, stepUpNeeded } from '../platform/http/problem.ts'
import { requireVerified } from './accounts.ts'
import type { Changes, Outcome, PlainAction, RecordAction } from './action.ts'
import { type Actor, permitted } from './actor.ts'
import type { App } from './app.ts'
import { audit, byKey } from './audit.ts'
import { askFollowers, eventData, type Facts, type Writing } from './followers.ts'
import { covered } from './guard.ts'
import { answerAgain, answeredBefore, fingerprintOf, keptAnswer } from './idempotency.ts'
import type { Category, Lifecycle } from './lifecycle.ts'
import { isOpenMove } from './lifecycle.ts'
import { lock, lockOthers } from './lock.ts'
import { type RecordRow, updateRecord } from './records/record.ts'
import { isToldOutside, seesInside } from './records/visible.ts'
import { apart, appendEvent, beginning, type Change, difference } from './timeline/event.ts'

const step_up_minutes = 10

export type Head = Pick<RecordRow, 'id' | 'kind' | 'number' | 'state' | 'category' | 'version' | 'updated_at'>

/**
 * Runs an action on a record and answers the record's head with the action's result.
 * `version` is the one that the caller saw; a newer one is a conflict and answers what is stored now.
 * `first` runs in the same transaction, for a job that must not do the same twice: when it throws, nothing is done.
 */
export async function execute(
  app: App,
  actor: Actor,
  action: RecordAction,
  input: unknown,
  id: string,
  options: { version?: number; first?: (tx: Tx) => Promise<void> } = {},
): Promise<Head & Record<string, unknown>> {
  try {
    return await write(app.pool, actor.orgId, async (tx) => {
      await options.first?.(tx)
      const asked = { orgId: actor.orgId, id, actor, input, now: app.clock.now().toISOString() }
      const reads = action.reads?.(asked)
      if (action.locksAlso) await lockOthers(tx, actor, action, id, action.locksAlso(asked))
      const { record, read } = await lock(tx, actor, action.life.kind, id, reads ?? [])
      if (!permitted(actor, (each) => action.permits(each, record))) throw forbidden()
      if (action.needsVersion && options.version === undefined)
        throw invalid(
          '#/if-match',
          'Send the version that you saw in the header If-Match, so that nothing is done twice.',
        )
      const isInside = seesInside(actor, record)
      const seen = head(record, isInside)
      if (options.version !== undefined && options.version !== seen.version)
        throw conflict(
          'Somebody else changed this in the meantime. Look at the present state and decide again.',
          isInside ? record : seen,
        )
      if (action.move !== undefined) requireOpen(action.life, record, action.move, seen)
      const now = laterThan(record.updated_at, app.clock.now())
      const asks = action.asks && { asked: await action.asks(tx, id) }
      const about = { action: action.name, schema: action.input, record, ...asks }
      const { input: words } = await covered({ app, tx, actor, now }, about, input)
      const outcome = await action.run({ app, tx, actor, input: words, now, record, read })
      if (outcome.audit) tx.send(audit(actor, now, action.name, outcome.audit, id))
      if (outcome.isSilent) return { ...seen, ...outcome.result }
      const after = await complete({ app, tx, actor, now }, action, record, outcome)
      return { ...head(after, isInside), ...outcome.result }
    })
  } catch (error) {
    await noteDenial(app, actor, action.name, error, id)
    throw error
  }
}

/**
 * Stores and tells, inside a write, what an action made of a record that its caller has locked and was permitted to
 * change: followers hear of it, the timeline is told. Answers the record as it is then; its next change in the same
 * write is made of that and later.
 */
export async function complete(
  { app, tx, actor, now }: Writing,
  action: Pick<RecordAction, 'name' | 'life' | 'move'>,
  record: RecordRow,
  outcome: Omit<Outcome<unknown>, 'result' | 'isSilent'>,
): Promise<RecordRow> {
  const to = action.move === undefined ? undefined : action.life.moves[action.move]?.to
  const changes: Changes = to === undefined ? (outcome.changes ?? {}) : { state: to, ...outcome.changes }
  const own = outcome.isInternal ? { isInternal: true, ...outcome.facts } : (outcome.facts ?? {})
  const { due, facts, next } = await askFollowers({ app, tx, actor, now }, action.name, own, {
    before: record,
    after: apply(action.life, record, changes, now),
    change: difference(record, changes),
  })
  const all: Changes = { ...changes, ...due }
  const after = apply(action.life, record, all, now)
  const change = difference(record, all)
  const isTold = !outcome.isInternal && isToldOutside(record.kind, action.name)
  tx.send(updateRecord(after, isTold))
  const told = outcome.forgetsWords ? apart(change).told : change
  tellEvent(app, tx, actor, action.name, after, told, facts, now)
  let last = counted(after, record, isTold)
  for (const follow of next) last = await follow(last)
  return last
}

/**
 * Runs an action that creates or that works on no record. With `idempotencyKey` the same call sent again
 * answers what the first one answered, and nothing is done twice.
 */
export async function executePlain(
  app: App,
  actor: Actor,
  action: PlainAction,
  input: unknown,
  options: { params?: Record<string, string>; idempotencyKey?: string } = {},
): Promise<unknown> {
  if (action.needsStepUp) requireStepUp(app, actor)
  if (!permitted(actor, action.permits)) {
    await noteDenial(app, actor, action.name, forbidden())
    throw forbidden()
  }
  const { params = {}, idempotencyKey: key } = options
  const fingerprint = key === undefined ? undefined : fingerprintOf(action.name, params, input)
  try {
    const prepared = await action.prepare?.(app, actor, params)
    return await write(app.pool, actor.orgId, async (tx) => {
      const now = app.clock.now().toISOString()
      const outcome = await runPlain({ app, tx, actor, now }, action, input, params, prepared)
      if (outcome.audit) tx.send(audit(actor, now, action.name, outcome.audit))
      if (key !== undefined)
        tx.send(
          raw(
            'insert into core.idempotency (org_id, person_id, key, fingerprint, answer, created_at) values ($1,$2,$3,$4,$5,$6)',
            [actor.orgId, actor.personId, key, fingerprint, keptAnswer(action, outcome.result), now],
          ),
        )
      return outcome.result
    })
  } catch (error) {
    // What was done the first time may stand in the way of doing it again, so that also a refusal asks.
    const isAgain = isDuplicate(error, 'idempotency_pkey') || error instanceof Problem
    const before =
      key !== undefined && isAgain ? await answeredBefore(app, actor, key, fingerprint as Buffer) : undefined
    if (before) return answerAgain(action, before.answer)
    await noteDenial(app, actor, action.name, error)
    throw error
  }
}

/** Runs an action that creates inside the write of something else: both are done, or neither is. */
export async function createWithin(writing: Writing, action: PlainAction, input: unknown): Promise<unknown> {
  if (!action.permits(writing.actor)) throw forbidden()
  return (await runPlain(writing, action, input, {})).result
}

async function runPlain(
  writing: Writing,
  action: PlainAction,
  input: unknown,
  params: Record<string, string>,
  prepared?: unknown,
) {
  const asks = action.asks && { asked: await action.asks(writing.tx, params.id ?? '') }
  const about = { action: action.name, schema: action.input, record: null, params, ...asks }
  const words = await covered(writing, about, input)
  const outcome = await action.run({ ...writing, input: words.input, params, prepared })
  await requireVerified(writing, action.accountAct, outcome.accounts)
  if (outcome.about) words.made?.(outcome.about)
  if (outcome.created) {
    words.made?.({ id: outcome.created.id })
    await tellCreated(writing, action.name, outcome.created, outcome.facts ?? {})
  }
  return outcome
}

async function tellCreated(writing: Writing, name: string, created: RecordRow, told: Facts): Promise<void> {
  const { due, facts } = await askFollowers(writing, name, told, {
    before: null,
    after: created,
    change: beginning(created),
  })
  const record = { ...created, ...due }
  if (due.due_at !== undefined && due.due_at !== created.due_at)
    writing.tx.send(
      raw('update core.record set due_at = $3 where org_id = $1 and id = $2', [
        record.org_id,
        record.id,
        record.due_at,
      ]),
    )
  tellEvent(writing.app, writing.tx, writing.actor, name, record, beginning(record), facts, writing.now)
}

function requireOpen(life: Lifecycle, record: RecordRow, move: string, seen: Head): void {
  if (isOpenMove(life, record.state, move)) return
  throw conflict(
    `This cannot be done now, because the state is “${record.state.replaceAll('_', ' ')}”.`,
    seen,
  )
}

/** Refuses unless the actor proved a few minutes ago who it is. */
export function requireStepUp(app: Pick<App, 'clock'>, actor: Actor): void {
  if (!isSteppedUp(app, actor)) throw stepUpNeeded()
}

/** True when the actor proved a short while ago who it is. */
export function isSteppedUp(app: Pick<App, 'clock'>, actor: Actor): boolean {
  const since =
    actor.steppedUpAt === null
      ? Number.POSITIVE_INFINITY
      : app.clock.now().getTime() - Date.parse(actor.steppedUpAt)
  return since <= step_up_minutes * 60_000
}

function apply(life: Lifecycle, record: RecordRow, changes: Changes, now: string): RecordRow {
  const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const after = { ...record, ...defined, updated_at: now } as RecordRow
  return { ...after, category: life.states[after.state] as Category }
}

// The versions as the database counts them up.
function counted(after: RecordRow, before: RecordRow, isTold: boolean): RecordRow {
  const outer = isTold
    ? { outer_version: (before.outer_version ?? before.version) + 1, outer_updated_at: after.updated_at }
    : {}
  return { ...after, version: before.version + 1, ...outer }
}

// Times of one record never go back, even when the clocks of two servers differ a little.
export function laterThan(previous: string, clock: Date): string {
  return new Date(Math.max(clock.getTime(), Date.parse(previous) + 1)).toISOString()
}

function tellEvent(
  app: App,
  tx: Tx,
  actor: Actor,
  name: string,
  record: RecordRow,
  change: Change,
  facts: Facts,
  now: string,
): void {
  const { told, words } = apart(change)
  tx.send(
    appendEvent({
      orgId: record.org_id,
      recordId: record.id,
      at: now,
      actorId: actor.personId,
      action: name,
      data: { ...eventData(told, facts), ...byKey(actor) },
      words: { ...(Object.keys(words).length > 0 ? { changes: words } : {}), ...facts.words },
    }),
  )
  tx.afterCommit(() =>
    app.live.publish({
      topic: 'record',
      org: record.org_id,
      id: record.id,
      kind: record.kind,
      action: name,
      by: actor.personId,
      team_id: record.team_id,
      owner_id: record.owner_id,
      requester_id: record.requester_id,
      audience: record.audience,
      restriction: record.restriction,
      isNew: record.version === 1 && record.created_at === now,
      ...(facts.isInternal ? { isInternal: true } : {}),
    }),
  )
}

/** What every answer tells of the record; who sees it from outside does not learn of what stays inside. */
export function head(record: RecordRow, isInside = true): Head {
  const { id, kind, number, state, category } = record
  const version = isInside ? record.version : (record.outer_version ?? record.version)
  const updated_at = isInside ? record.updated_at : (record.outer_updated_at ?? record.updated_at)
  return { id, kind, number, state, category, version, updated_at }
}

/** A refused write leaves its line in the audit log, in a transaction of its own since the write's is gone. */
export async function noteDenial(
  app: App,
  actor: Actor,
  name: string,
  error: unknown,
  recordId?: string,
): Promise<void> {
  if (!(error instanceof Problem) || (error.status !== 403 && error.status !== 404)) return
  await write(app.pool, actor.orgId, async (tx) => {
    tx.send(
      audit(actor, app.clock.now().toISOString(), 'denied', {
        action: name,
        status: error.status,
        ...(recordId ? { record: recordId } : {}),
      }),
    )
  }).catch((failure: Error) => app.log.error({ failure: failure.name }, 'a denial could not be audited'))
}
