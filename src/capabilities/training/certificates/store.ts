/** What a certificate says, read from the line that it proves, so that words which were taken out are in none. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/transaction.ts'
import { dayOf } from '../requirements/state.ts'
import { todayOf } from '../today.ts'

export const certificateStates = ['valid', 'expired', 'revoked'] as const

export type Certificate = {
  org_id: string
  line_id: string
  person_id: string
  person: string
  organization: string
  number: string
  token: string
  is_public: boolean
  title: string
  version: string
  provider: string
  achieved_on: string
  valid_until: string | null
  /** When the days of the two begin where the organization is. */
  begins_at: string
  ends_at: string | null
  issued_at: string
  competencies: { name: string; code: string; level: string }[]
  state: (typeof certificateStates)[number]
}

/** The number on a certificate (alias `c`) of an organization (alias `o`). */
export const certificateNumber = sql.raw(
  "to_char(c.issued_at at time zone o.time_zone, 'YYYY') || '-' || lpad(c.number::text, greatest(5, length(c.number::text)), '0')",
)

/** The certificate of the condition, in which `c` is the certificate. */
export async function certificateWhere(
  tx: Tx,
  now: string,
  condition: RawBuilder<unknown>,
): Promise<Certificate | undefined> {
  const today = await todayOf(tx, now)
  return tx.maybe(sql<Certificate>`
    select c.org_id, c.line_id, c.person_id, p.name as person, o.name as organization,
      ${certificateNumber} as number,
      c.token, c.is_public, coalesce(w.title, '') as title, coalesce(w.version, '') as version, coalesce(w.provider, '') as provider,
      to_char(l.happened_on, 'YYYY-MM-DD') as achieved_on, ${dayOf('c.valid_until')} as valid_until,
      l.happened_on::timestamp at time zone o.time_zone as begins_at,
      case when c.valid_until <> 'infinity' then c.valid_until::timestamp at time zone o.time_zone end as ends_at, c.issued_at,
      coalesce((select json_agg(json_build_object('name', k.name, 'code', k.code, 'level', coalesce(f.levels[g.level], '')) order by k.code)
        from training.learning_grant g join training.competency k on k.org_id = g.org_id and k.id = g.competency_id
          join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
        where g.org_id = c.org_id and g.line_id = c.line_id), '[]') as competencies,
      case when exists (select from training.learning_record v where v.org_id = c.org_id and v.revokes_id = c.line_id) then 'revoked'
        when c.valid_until <= ${today}::date then 'expired' else 'valid' end as state
    from training.certificate c join core.organization o on o.id = c.org_id
      join core.person p on p.org_id = c.org_id and p.id = c.person_id
      join training.learning_record l on l.org_id = c.org_id and l.id = c.line_id
      left join training.record_words w on w.org_id = c.org_id and w.line_id = c.line_id
    where c.org_id = ${tx.orgId} and ${condition}`)
}

/** What it is for, in words: its title, or else its competencies. */
export const aboutOf = ({ title, competencies, number }: Certificate): string =>
  title || competencies.map(({ name }) => name).join(', ') || number
