/** Who hears what became of a page: who paged, or those who answer for the ticket where that was nobody. */
import type { RecordRow } from '../../../../core/records/record.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { whoSees } from './responders.ts'

const members_max = 500

/**
 * Each person once. A page that was sent by itself is told to the owner of the ticket and to who leads the paged team
 * or the ticket's, and where none of those leads sees the ticket, to all of these teams who do.
 */
export async function callersOf(
  tx: Tx,
  record: RecordRow,
  pages: readonly { by_id: string; team_id: string }[],
  now: string,
): Promise<string[]> {
  const services = await tx.all(
    raw<{ id: string }>(
      "select id from core.person where org_id = $1 and id = any($2::uuid[]) and kind = 'service'",
      [tx.orgId, pages.map(({ by_id }) => by_id)],
    ),
  )
  const isByItself = (page: { by_id: string }) => services.some(({ id }) => id === page.by_id)
  const people = pages.filter((page) => !isByItself(page)).map(({ by_id }) => by_id)
  const teamIds = pages.filter(isByItself).map(({ team_id }) => team_id)
  return [...new Set([...people, ...(teamIds.length > 0 ? await insteadOf(tx, record, teamIds, now) : [])])]
}

async function insteadOf(tx: Tx, record: RecordRow, teamIds: readonly string[], now: string) {
  const found = await tx.all(
    raw<{ id: string; is_owner: boolean; is_lead: boolean }>(
      `select p.id, coalesce(p.id = $3, false) as is_owner, coalesce(bool_or(m.is_lead), false) as is_lead
       from core.person p left join core.team_member m on m.org_id = p.org_id and m.person_id = p.id and m.team_id = any($2::uuid[])
       where p.org_id = $1 and p.is_active and p.kind <> 'service' and (m.person_id is not null or p.id = $3)
       group by p.id order by is_owner desc, is_lead desc, p.id limit ${members_max}`,
      [tx.orgId, record.team_id === null ? teamIds : [...teamIds, record.team_id], record.owner_id],
    ),
  )
  const ids = found.map(({ id }) => id)
  const sees = await whoSees(tx, record, ids, now)
  const there = found.filter(({ id }) => sees.has(id))
  const hasLead = there.some((person) => person.is_lead)
  return there.filter((person) => person.is_owner || person.is_lead || !hasLead).map(({ id }) => id)
}
