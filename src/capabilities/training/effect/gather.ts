/** Who took what, their colleagues, and when each of them filed tickets. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { todayOf } from '../today.ts'
import { type Matched, type Member, matched } from './match.ts'

const back_days = 730
const took_max = 1_000
const members_max = 5_000
const tickets_max = 200_000

/** What was learned, by its competency or by its title, and the tickets that it should have changed. */
export type Asked = { competency?: string; title?: string; application?: string; days: number }

/** A line that shows it, of somebody (alias `q`, or whom that was merged into); taken back, it shows nothing. */
const shown = `
  from training.learning_record l join core.person q on q.org_id = l.org_id and q.id = l.person_id
  where l.org_id = $1 and l.verb in ('completed', 'passed') and l.happened_on > $2::date - ${back_days} and l.happened_on <= $2::date
    and not exists (select from training.learning_record v where v.org_id = $1 and v.revokes_id = l.id)`

const took = `
  select coalesce(q.merged_into_id, q.id) as person_id, min(l.happened_on) as on_day ${shown}
    and ($3::uuid is null or exists (select from training.learning_grant g where g.org_id = $1 and g.line_id = l.id and g.competency_id = $3 and g.level > 0))
    and ($4::text is null or exists (select from training.record_words w where w.org_id = $1 and w.line_id = l.id and lower(w.title) = lower($4)))
  group by 1 order by 2 desc, 1 limit ${took_max}`

type Row = { id: string; unit: string; took_on: number | null; since_on: number }

/**
 * Matches who took it within two years with their colleagues. The newest 1,000 of them, and 5,000 people with their
 * colleagues, are looked at; who left is not.
 */
export async function gather(
  tx: Tx,
  now: string,
  { competency, title, application, days }: Asked,
): Promise<Matched> {
  const today = await todayOf(tx, now)
  const rows = await tx.all(
    raw<Row>(
      `with took as materialized (${took}),
       unit as materialized (select distinct p.department_id, lower(coalesce(p.title, '')) as job from took k join core.person p on p.org_id = $1 and p.id = k.person_id where p.department_id is not null)
       select p.id, p.department_id::text || ' ' || u.job as unit, k.on_day - '1970-01-01'::date as took_on,
         (least(p.created_at, (select min(r.created_at) from core.record r where r.org_id = $1 and r.kind = 'ticket' and r.requester_id = p.id)) at time zone o.time_zone)::date - '1970-01-01'::date as since_on
       from unit u join core.person p on p.org_id = $1 and p.department_id = u.department_id and lower(coalesce(p.title, '')) = u.job and p.is_active and p.kind = 'staff'
         join core.organization o on o.id = $1 left join took k on k.person_id = p.id
       order by k.on_day desc nulls last, p.id limit ${members_max}`,
      [tx.orgId, today, competency ?? null, title ?? null],
    ),
  )
  const filed = await filedBy(tx, rows, days, application)
  const members: Member[] = rows.map(({ id, unit, took_on, since_on }) => ({
    id,
    unit,
    tookOn: took_on,
    sinceOn: since_on,
    filedOn: filed.get(id) ?? [],
  }))
  return matched(members, days, dayOf(today))
}

/** Days since 1970. */
export const dayOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

async function filedBy(
  tx: Tx,
  rows: readonly Row[],
  days: number,
  application: string | undefined,
): Promise<Map<string, number[]>> {
  const first = Math.min(...rows.flatMap(({ took_on }) => took_on ?? []))
  if (!Number.isFinite(first)) return new Map()
  const filed = await tx.all(
    raw<{ person_id: string; on_day: number }>(
      `select r.requester_id as person_id, (r.created_at at time zone o.time_zone)::date - '1970-01-01'::date as on_day ${counted}
         and r.requester_id = any($2::uuid[]) and r.created_at > '1970-01-01'::timestamptz + make_interval(days => $3)
       order by r.created_at desc limit ${tickets_max}`,
      [tx.orgId, rows.map(({ id }) => id), first - days - 1, application?.trim().toLowerCase() ?? null],
    ),
  )
  const byPerson = new Map<string, number[]>()
  for (const { person_id, on_day } of filed) {
    const days_filed = byPerson.get(person_id)
    if (days_filed) days_filed.push(on_day)
    else byPerson.set(person_id, [on_day])
  }
  return byPerson
}

/** The tickets (alias `r`) that count: $1 is the organization, $4 the application or null. Restricted ones are in no count. */
const counted = `
  from core.record r join core.organization o on o.id = r.org_id join reporting.ticket_topic t on t.org_id = r.org_id and t.ticket_id = r.id
  where r.org_id = $1 and r.kind = 'ticket' and r.restriction is null and r.state not in ('cancelled', 'merged') and ($4::text is null or t.application = $4)`

export type Choice = { competency: string | null; title: string | null; name: string; people: number }

/** What enough people learned within two years to look whether it worked; by its title only what is not called as what it grants. */
export function choicesOf(tx: Tx, today: string, people_min: number): Promise<Choice[]> {
  return tx.all(
    raw<Choice>(
      `with shown as materialized (select l.id, coalesce(q.merged_into_id, q.id) as person_id ${shown})
       (select g.competency_id as competency, null as title, max(k.name) as name, count(distinct s.person_id)::int as people
        from shown s join training.learning_grant g on g.org_id = $1 and g.line_id = s.id and g.level > 0
          join training.competency k on k.org_id = $1 and k.id = g.competency_id
        group by g.competency_id having count(distinct s.person_id) >= $3)
       union all
       (select null, min(w.title), min(w.title), count(distinct s.person_id)::int from shown s
          join training.record_words w on w.org_id = $1 and w.line_id = s.id where w.title <> ''
        group by lower(w.title) having count(distinct s.person_id) >= $3)
       order by people desc, name limit 200`,
      [tx.orgId, today, people_min],
    ),
  )
}
