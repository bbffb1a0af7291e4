/** Legal holds: what must stay as it is, all of a person or one record, until somebody lifts it. */
import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { lockOrganization } from '../../../core/people/store.ts'
import { visible } from '../../../core/records/visible.ts'
import { isDuplicate, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { goOnWithout } from './go-on.ts'

type Held = { id: string; holds: string[] }

/**
 * Of the records that `chosen` selects by their `id` those under a legal hold, each with its holds: by themselves, or
 * since somebody whose data is held asked, works on or wrote there.
 */
export function heldAmong(tx: Tx, chosen: RawBuilder<unknown>): Promise<Held[]> {
  return tx.all(sql<Held>`
    with chosen as (${chosen}), held as (
      select h.id as hold, e.id from privacy.hold h join core.person p on p.org_id = h.org_id and p.id = h.person_id
        join core.person e on e.org_id = p.org_id and coalesce(p.merged_into_id, p.id) in (e.id, e.merged_into_id)
      where h.org_id = ${tx.orgId} and h.lifted_at is null
    ), found as (
      select record_id as id, id as hold from privacy.hold where org_id = ${tx.orgId} and record_id in (select id from chosen) and lifted_at is null
      union select r.id, held.hold from core.record r join held on held.id in (r.requester_id, r.owner_id)
        where r.org_id = ${tx.orgId} and r.id in (select id from chosen)
      union select m.record_id, held.hold from core.message m join held on held.id = m.author_id
        where m.org_id = ${tx.orgId} and m.record_id in (select id from chosen)
    ) select id, array_agg(hold) as holds from found group by id`)
}

const listed = (ids: readonly string[]) => sql`select unnest(${ids}::uuid[]) as id`

/** The records whose words stay, with the holds that keep them; with none where a capability needs them as they are. */
export type Kept = ReadonlyMap<string, readonly string[]>

/** Of the records those whose words stay. */
export async function keptAsTheyAre(app: App, tx: Tx, ids: readonly string[]): Promise<Kept> {
  if (ids.length === 0) return new Map()
  const kept = new Map((await heldAmong(tx, listed(ids))).map(({ id, holds }) => [id, holds]))
  for (const { keepsWords } of app.registry.capabilities)
    for (const id of (await keepsWords?.(tx, ids)) ?? []) if (!kept.has(id)) kept.set(id, [])
  return kept
}

/** The holds on any of the entries. */
export async function holdsOn(tx: Tx, personIds: readonly string[]): Promise<string[]> {
  const holds = await tx.all(
    raw<{ id: string }>(
      'select id from privacy.hold where org_id = $1 and person_id = any($2::uuid[]) and lifted_at is null',
      [tx.orgId, personIds],
    ),
  )
  return holds.map(({ id }) => id)
}

/** Refuses to take words out of a record that a legal hold keeps as it is. */
export async function requireUnheld(tx: Tx, recordId: string): Promise<void> {
  if ((await heldAmong(tx, listed([recordId]))).length > 0)
    throw conflict(
      'This is under a legal hold, and has to stay as it is. A privacy officer can lift the hold.',
    )
}

export const placeHold = plainAction({
  name: 'privacy.place_hold',
  summary: 'Keep all of a person, or one record, as it is: nothing of it is erased until the hold is lifted.',
  input: Body({ person_id: Type.Optional(Id), record_id: Type.Optional(Id), reason: Line(500) }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ tx, actor, input, now }) => {
    const { person_id, record_id, reason } = input
    if ((person_id === undefined) === (record_id === undefined))
      throw invalid('#/person_id', 'Name a person or a record.')
    // An erasure is begun, and entries are merged, with the organization locked.
    lockOrganization(tx)
    const [people, records, erased] = await tx.many(
      raw<{ id: string }>(
        'select coalesce(merged_into_id, id) as id from core.person where org_id = $1 and id = $2',
        [tx.orgId, person_id ?? null],
      ),
      sql`select 1 from core.record r where r.id = ${record_id ?? null}::uuid and ${visible(actor)}`,
      raw(
        `select 1 from core.person p join core.person e on e.org_id = p.org_id and e.id in (p.id, p.merged_into_id)
         where p.org_id = $1 and p.id = $2 and e.erased_at is not null`,
        [tx.orgId, person_id ?? null],
      ),
    )
    if (people.length + records.length === 0) throw notFound(person_id ? 'This person' : 'This record')
    // A double that was merged stands for who it is: all of the person is held.
    const heldId = people[0]?.id ?? null
    if (erased.length > 0) throw conflict('The data of this person is being erased, or is erased already.')
    const id = newId()
    try {
      await tx.all(
        raw(
          'insert into privacy.hold (org_id, id, person_id, record_id, reason, placed_by, placed_at) values ($1,$2,$3,$4,$5,$6,$7)',
          [tx.orgId, id, heldId, record_id ?? null, reason, actor.personId, now],
        ),
      )
    } catch (error) {
      if (isDuplicate(error)) throw conflict('This is under a legal hold already.')
      throw error
    }
    return {
      result: { id },
      audit: { hold: id, ...(heldId ? { person: heldId } : {}), ...(record_id ? { record: record_id } : {}) },
    }
  },
})

export const liftHold = plainAction({
  name: 'privacy.lift_hold',
  summary: 'Lift a legal hold.',
  input: Body({ id: Id }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ app, tx, actor, input, now }) => {
    const hold = await tx.maybe(
      raw<{ person_id: string | null; record_id: string | null }>(
        'update privacy.hold set lifted_by = $3, lifted_at = $4 where org_id = $1 and id = $2 and lifted_at is null returning person_id, record_id',
        [tx.orgId, input.id, actor.personId, now],
      ),
    )
    if (!hold) throw notFound('This hold')
    await goOnWithout(app, tx, input.id)
    return {
      result: { id: input.id },
      audit: {
        hold: input.id,
        ...(hold.person_id ? { person: hold.person_id } : {}),
        ...(hold.record_id ? { record: hold.record_id } : {}),
      },
    }
  },
})
