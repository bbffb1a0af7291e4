/** The nightly count of what became of articles. */
import type { App } from '../../../core/app.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'

export const reopen_days_default = 7
export const reopen_days_max = 60
export const window_days = 90
export const quiet_days = 7
const kept_days = 400

/** Counts in every organization. Done twice it counts the same. */
export async function foldAll(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows) await foldMeasures(app, id)
}

/** How many days a ticket must stay solved for the article to count as a success. */
export async function reopenDays(tx: Tx): Promise<number> {
  const row = await tx.maybe(
    raw<{ reopen_days: number }>('select reopen_days from knowledge.measure_setting where org_id = $1', [
      tx.orgId,
    ]),
  )
  return row?.reopen_days ?? reopen_days_default
}

/**
 * Counts for one organization. A link is judged when the days are over in which its ticket could have been
 * reopened; a reading at the form when seven days went by in which the reader could have filed a ticket.
 */
export async function foldMeasures(app: App, orgId: string): Promise<void> {
  const now = app.clock.now().toISOString()
  const days = await read(app.pool, orgId, reopenDays)
  await write(app.pool, orgId, async (tx) => {
    tx.send(raw(foldStatement, [orgId, now, days, window_days, quiet_days]))
    tx.send(
      raw(
        'delete from knowledge.form_read where org_id = $1 and at < $2::timestamptz - make_interval(days => $3)',
        [orgId, now, kept_days],
      ),
    )
  })
}

const foldStatement = `
with solved as (
  select k.to_id as article_id, k.from_id as ticket_id, k.created_at as at
  from core.link k where k.org_id = $1 and k.type = 'solved_by'
), judged as (
  select s.article_id, s.at,
    not exists (select from core.event e where e.org_id = $1 and e.record_id = s.ticket_id and e.action = 'tickets.reopen'
      and e.at > s.at and e.at <= s.at + make_interval(days => $3)) as is_kept
  from solved s where s.at <= $2::timestamptz - make_interval(days => $3)
), links as (
  select article_id, count(*)::int as links from solved group by article_id
), success as (
  select article_id, count(*)::int as judged, count(*) filter (where is_kept)::int as kept,
    count(*) filter (where at < $2::timestamptz - make_interval(days => $4))::int as judged_before,
    count(*) filter (where is_kept and at < $2::timestamptz - make_interval(days => $4))::int as kept_before
  from judged group by article_id
), seen as (
  select article_id, coalesce(sum(views) filter (where day > $2::date - $4::int), 0)::int as views, max(day) as last_on
  from knowledge.view where org_id = $1 group by article_id
), forms as (
  select f.article_id, count(*)::int as form_reads,
    count(*) filter (where not exists (select from core.record t where t.org_id = $1 and t.kind = 'ticket' and t.requester_id = f.person_id
      and t.created_at > f.at and t.created_at < f.at + make_interval(days => $5)))::int as deflections
  from knowledge.form_read f
  where f.org_id = $1 and f.at <= $2::timestamptz - make_interval(days => $5) and f.at > $2::timestamptz - make_interval(days => $5 + $4)
  group by f.article_id
), bad as (
  select article_id, count(*)::int as times from knowledge.use where org_id = $1 and verdict = 'did_not_help' group by article_id
)
insert into knowledge.measure (org_id, article_id, views_90_days, last_viewed_on, form_reads, deflections, links, judged, kept, judged_before, kept_before, did_not_help, computed_at)
select $1, a.id, coalesce(v.views, 0), v.last_on, coalesce(f.form_reads, 0), coalesce(f.deflections, 0), coalesce(l.links, 0),
  coalesce(s.judged, 0), coalesce(s.kept, 0), coalesce(s.judged_before, 0), coalesce(s.kept_before, 0), coalesce(b.times, 0), $2
from knowledge.article a
left join seen v on v.article_id = a.id left join forms f on f.article_id = a.id left join links l on l.article_id = a.id
left join success s on s.article_id = a.id left join bad b on b.article_id = a.id
where a.org_id = $1
on conflict (org_id, article_id) do update set views_90_days = excluded.views_90_days, last_viewed_on = excluded.last_viewed_on,
  form_reads = excluded.form_reads, deflections = excluded.deflections, links = excluded.links, judged = excluded.judged, kept = excluded.kept,
  judged_before = excluded.judged_before, kept_before = excluded.kept_before, did_not_help = excluded.did_not_help, computed_at = excluded.computed_at`
