/** The teams that a ticket could be passed to, and which of them has the skill that it asks for. */
import { sql } from 'kysely'
import type { RecordRow } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { subjectsOf } from '../tickets/index.ts'

export type Target = {
  id: string
  name: string
  tier: number
  skills: string[]
  /** One of its skills is named like the ticket's application or category, or a category above it. */
  fits: boolean
  /** It has the ticket now. */
  is_present: boolean
  is_archived: boolean
}

const teams_max = 500

export async function targetsFor(tx: Tx, record: Pick<RecordRow, 'id' | 'team_id'>): Promise<Target[]> {
  const subjects = await subjectsOf(tx, record.id)
  return tx.all(
    sql<Target>`
      select t.id, t.name, t.tier, t.archived_at is not null as is_archived, coalesce(t.id = ${record.team_id}, false) as is_present,
        coalesce(array_agg(k.name order by k.name) filter (where k.id is not null), '{}') as skills,
        coalesce(bool_or(lower(k.name) = any(${subjects}::text[])), false) as fits
      from core.team t
      left join core.team_skill s on s.org_id = t.org_id and s.team_id = t.id
      left join core.skill k on k.org_id = s.org_id and k.id = s.skill_id
      where t.org_id = ${tx.orgId}
      group by t.org_id, t.id order by t.tier, t.name limit ${teams_max}`,
  )
}

export async function isMember(tx: Tx, teamId: string, personId: string): Promise<boolean> {
  const member = await tx.maybe(
    raw<{ id: string }>(
      'select p.id from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id where m.org_id = $1 and m.team_id = $2 and m.person_id = $3 and p.is_active',
      [tx.orgId, teamId, personId],
    ),
  )
  return member !== undefined
}
