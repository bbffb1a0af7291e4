/** What rules ask of tickets, read for many at once. */

import { sql } from 'kysely'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { aspectsOf } from '../tickets/index.ts'
import type { Facts } from './conditions.ts'

export type Known = { record: RecordRow; facts: Facts }

type Circumstance = { id: string; body: string | null; department_ids: string[] }

/** The query for the first words of the tickets and the departments of their requesters, with those above. */
function circumstances(orgId: string, ids: readonly string[]) {
  return raw<Circumstance>(
    `select r.id,
       (select m.body from core.message m where m.org_id = r.org_id and m.record_id = r.id and not m.is_internal order by m.created_at, m.id limit 1) as body,
       array(with recursive above (id, parent_id, level) as (
           select d.id, d.parent_id, 1 from core.person p join core.department d on d.org_id = p.org_id and d.id = p.department_id
             where p.org_id = r.org_id and p.id = r.requester_id
           union all
           select d.id, d.parent_id, a.level + 1 from above a join core.department d on d.org_id = $1 and d.id = a.parent_id where a.level < 20)
         select id from above) as department_ids
     from core.record r where r.org_id = $1 and r.id = any($2)`,
    [orgId, ids],
  )
}

/** The tickets of these ids as they are now, in the order of the ids. */
export async function knownTickets(tx: Tx, ids: readonly string[]): Promise<Known[]> {
  if (ids.length === 0) return []
  const [records, aspects, around] = await tx.many(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = any(${ids}::uuid[]) order by r.id`,
    aspectsOf(tx.orgId, ids),
    circumstances(tx.orgId, ids),
  )
  const aspectOf = new Map(aspects.map((each) => [each.id, each]))
  const aroundOf = new Map(around.map((each) => [each.id, each]))
  return records.flatMap((record) => {
    const ticket = aspectOf.get(record.id)
    const circumstance = aroundOf.get(record.id)
    if (!ticket || !circumstance) return []
    const { priority, team_id, owner_id, tags, state, created_at, updated_at } = record
    const { ticket_kind, application, category_ids, channel, place_id, site_id, reopened_count } = ticket
    const facts: Facts = {
      kind: ticket_kind,
      priority,
      category_ids,
      application,
      team_id,
      owner_id,
      tags,
      channel,
      place_id,
      site_id,
      department_ids: circumstance.department_ids,
      state,
      words: `${record.title}\n${circumstance.body ?? ''}`,
      created_at,
      updated_at,
      reopened_count,
    }
    return [{ record, facts }]
  })
}
