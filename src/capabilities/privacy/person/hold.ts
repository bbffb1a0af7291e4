/** Legal holds: what must stay as it is, all of a person or one record, until somebody lifts it. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { visible } from '../../../core/records/visible.ts'
import { isDuplicate, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { goOnWithAll } from './ask.ts'

/** Of the records those under a legal hold: by themselves, or since somebody whose data is held asked or wrote there. */
export async function heldAmong(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const held = await tx.all(
    raw<{ id: string }>(
      `with held as (
         select p.id from privacy.hold h join core.person p on p.org_id = h.org_id and (p.id = h.person_id or p.merged_into_id = h.person_id)
         where h.org_id = $1 and h.lifted_at is null)
       select record_id as id from privacy.hold where org_id = $1 and record_id = any($2::uuid[]) and lifted_at is null
       union select id from core.record where org_id = $1 and id = any($2::uuid[]) and (requester_id in (select id from held) or owner_id in (select id from held))
       union select record_id from core.message where org_id = $1 and record_id = any($2::uuid[]) and author_id in (select id from held)`,
      [tx.orgId, ids],
    ),
  )
  return held.map(({ id }) => id)
}

/** Of the records those whose words stay: they are held, or a capability needs them as they are. */
export async function keptAsTheyAre(app: App, tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const kept = new Set(await heldAmong(tx, ids))
  for (const { keepsWords } of app.registry.capabilities)
    for (const id of (await keepsWords?.(tx, ids)) ?? []) kept.add(id)
  return kept
}

/** Refuses to take words out of a record that a legal hold keeps as it is. */
export async function requireUnheld(tx: Tx, recordId: string): Promise<void> {
  if ((await heldAmong(tx, [recordId])).length > 0)
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
    const [people, records, erasures] = await tx.many(
      raw('select 1 from core.person where org_id = $1 and id = $2 for no key update', [
        tx.orgId,
        person_id ?? null,
      ]),
      sql`select 1 from core.record r where r.id = ${record_id ?? null}::uuid and ${visible(actor)}`,
      raw(
        "select 1 from privacy.erasure where org_id = $1 and person_id = $2 and state not in ('asked', 'refused')",
        [tx.orgId, person_id ?? null],
      ),
    )
    if (people.length + records.length === 0) throw notFound(person_id ? 'This person' : 'This record')
    if (erasures.length > 0) throw conflict('The data of this person is being erased, or is erased already.')
    const id = newId()
    try {
      await tx.all(
        raw(
          'insert into privacy.hold (org_id, id, person_id, record_id, reason, placed_by, placed_at) values ($1,$2,$3,$4,$5,$6,$7)',
          [tx.orgId, id, person_id ?? null, record_id ?? null, reason, actor.personId, now],
        ),
      )
    } catch (error) {
      if (isDuplicate(error)) throw conflict('This is under a legal hold already.')
      throw error
    }
    return { result: { id }, audit: { hold: id, person: person_id, record: record_id } }
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
    await goOnWithAll(app, tx)
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
