/** Makes and removes links between two records, with a line in the timeline of both. */
import { sql } from 'kysely'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../platform/http/problem.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import { type RecordRow, recordColumns } from '../records/record.ts'
import { isSealed, seesInside, visible } from '../records/visible.ts'
import { tellOther } from '../timeline/tell-other.ts'
import { type LinkType, linkTypeOf, readsAs } from './types.ts'

type Context = { app: App; tx: Tx; actor: Actor; now: string }

const chain_length_max = 10_000

/**
 * Links the record, which is locked and which the actor may link, to another by a name of either direction.
 * Answers false when that link is there already. The other end must be visible to the actor, and where it is
 * somebody's own matter, be his to work on.
 */
export async function addLink(
  context: Context,
  record: RecordRow,
  name: string,
  otherId: string,
  action: string,
): Promise<boolean> {
  const { tx, actor, now } = context
  const other = await lockOther(tx, actor, otherId, '#/to_id')
  const { type, from, to } = direction(name, record, other)
  if (type.toKinds && !type.toKinds.includes(to.kind))
    throw invalid(
      '#/to_id',
      `A link “${sentence(type.name)}” leads to ${type.toKinds.join(' or ')}, and this is none.`,
    )
  const known = await tx.all(
    raw<{ from_id: string }>(
      'select from_id from core.link where org_id = $1 and type = $2 and ((from_id = $3 and to_id = $4) or ($5 and from_id = $4 and to_id = $3))',
      [actor.orgId, type.name, from.id, to.id, type.name === type.inverse],
    ),
  )
  if (known.length > 0) return false
  await requireShape(tx, actor.orgId, type, from, to)
  tx.send(
    raw(
      'insert into core.link (org_id, from_id, type, to_id, created_by, created_at) values ($1,$2,$3,$4,$5,$6)',
      [actor.orgId, from.id, type.name, to.id, actor.personId, now],
    ),
  )
  tellOther(context, other, action, { type: readsAs(type.name, other.id === from.id), to: record.id })
  return true
}

/** Removes a link; answers false when there was none. */
export async function removeLink(
  context: Context,
  record: RecordRow,
  name: string,
  otherId: string,
  action: string,
): Promise<boolean> {
  const { tx, actor } = context
  const other = await lockOther(tx, actor, otherId, '#/to_id')
  const { type, from, to } = direction(name, record, other)
  const removed = await tx.all(
    raw<{ from_id: string }>(
      'delete from core.link where org_id = $1 and type = $2 and ((from_id = $3 and to_id = $4) or ($5 and from_id = $4 and to_id = $3)) returning from_id',
      [actor.orgId, type.name, from.id, to.id, type.name === type.inverse],
    ),
  )
  if (removed.length === 0) return false
  tellOther(context, other, action, { type: readsAs(type.name, other.id === from.id), to: record.id })
  return true
}

async function lockOther(tx: Tx, actor: Actor, id: string, pointer: string): Promise<RecordRow> {
  const other = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and ${visible(actor)} for no key update of r`,
  )
  if (!other) {
    // The field is named, and the answer is the same whether the record exists or may not be seen.
    const problem = notFound('The record that you want to link')
    throw Object.assign(problem, { errors: [{ pointer, detail: problem.message }] })
  }
  if (isSealed(other.kind))
    throw invalid(
      pointer,
      'Both ends of a link tell of it, so this record is linked from its own page alone.',
    )
  if (other.audience === 'parties' && !seesInside(actor, other))
    throw forbidden('You may link only to what you work on. This one is handled by others.')
  return other
}

function direction(name: string, record: RecordRow, other: RecordRow) {
  const found = linkTypeOf(name)
  if (!found) throw invalid('#/type', 'There is no such type of link.')
  if (record.id === other.id) throw invalid('#/to_id', 'A record cannot be linked to itself.')
  const { type, isReversed } = found
  return { type, from: isReversed ? other : record, to: isReversed ? record : other }
}

async function requireShape(
  tx: Tx,
  orgId: string,
  type: LinkType,
  from: RecordRow,
  to: RecordRow,
): Promise<void> {
  if (!type.isAcyclic && !type.isOnlyOne) return
  // Two links made at once could close a circle together, so links of such a type are made one after another.
  tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`link ${orgId} ${type.name}`]))
  const [existing, circle] = await tx.many(
    raw<{ to_id: string }>(
      'select to_id from core.link where org_id = $1 and from_id = $2 and type = $3 limit 1',
      [orgId, from.id, type.name],
    ),
    raw<{ id: string }>(
      `with recursive chain (id) as (
         select $2::uuid
         union
         select l.to_id from chain c join core.link l on l.org_id = $1 and l.from_id = c.id and l.type = $3)
       select id from (select id from chain limit ${chain_length_max}) reached where id = $4`,
      [orgId, to.id, type.name, from.id],
    ),
  )
  if (type.isOnlyOne && existing.length > 0)
    throw conflict(`This has a ${sentence(type.name)} already. Remove that link first.`)
  if (type.isAcyclic && circle.length > 0)
    throw conflict(
      `This would go round in a circle: the other one already leads back here by “${sentence(type.name)}”.`,
    )
}

function sentence(name: string): string {
  return name.replaceAll('_', ' ')
}
