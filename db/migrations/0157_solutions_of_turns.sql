-- A rating is about one solution, and about the team, the person, the category and the articles that this solution had:
-- a ticket that was passed on and solved by others afterwards must not blame them for it. Solutions that nobody rated
-- count too, since their requesters may have been asked.
alter table surveys.earlier rename to solution;
alter table surveys.solution rename constraint earlier_pkey to solution_pkey;
alter table surveys.solution rename constraint earlier_rating_check to solution_rating_check;
alter table surveys.solution rename constraint earlier_reopened_count_check to solution_reopened_count_check;
alter table surveys.solution rename constraint earlier_org_id_ticket_id_fkey to solution_org_id_ticket_id_fkey;
alter index surveys.earlier_resolved rename to solution_resolved;
alter table surveys.solution
  alter column rating drop not null,
  add column team_id uuid,
  add column owner_id uuid,
  add column category_id uuid,
  -- Of the solution that stands those alone that were named when it was given; the others are the links of the ticket.
  add column article_ids uuid[] not null default '{}',
  add foreign key (org_id, team_id) references core.team (org_id, id),
  add foreign key (org_id, owner_id) references core.person (org_id, id);
grant update on surveys.solution to wardline_app;

-- The solutions so far that did not last stand in the timeline, and so does what was changed after each.
create temporary table reopening on commit drop as
select e.org_id, e.record_id as ticket_id, (e.data #>> '{fields,reopened_count,0}')::int as turn,
  (e.data #>> '{fields,resolved_at,0}')::timestamptz as resolved_at, (e.data #>> '{fields,rating,0}')::smallint as rating, e.at,
  lag(e.at, 1, '-infinity') over (partition by e.org_id, e.record_id order by e.at) as former_at
from core.event e join tickets.ticket t on t.org_id = e.org_id and t.id = e.record_id
where e.action = 'tickets.reopen' and e.data #>> '{fields,resolved_at,0}' is not null and e.data #>> '{fields,reopened_count,0}' is not null;

insert into surveys.solution (org_id, ticket_id, reopened_count, rating, resolved_at)
select org_id, ticket_id, turn, rating, resolved_at from reopening on conflict do nothing;

update surveys.solution s
set team_id = case when x.team is null then r.team_id else (x.team ->> 0)::uuid end,
  owner_id = case when x.owner is null then r.owner_id else (x.owner ->> 0)::uuid end,
  category_id = case when x.category is null then t.category_id else (x.category ->> 0)::uuid end,
  article_ids = x.article_ids
from (
  select o.org_id, o.ticket_id, o.turn,
    (select e.data #> '{changes,team_id}' from core.event e
      where e.org_id = o.org_id and e.record_id = o.ticket_id and e.at > o.resolved_at and e.data #> '{changes,team_id}' is not null
      order by e.at, e.id limit 1) as team,
    (select e.data #> '{changes,owner_id}' from core.event e
      where e.org_id = o.org_id and e.record_id = o.ticket_id and e.at > o.resolved_at and e.data #> '{changes,owner_id}' is not null
      order by e.at, e.id limit 1) as owner,
    (select e.data #> '{fields,category_id}' from core.event e
      where e.org_id = o.org_id and e.record_id = o.ticket_id and e.at > o.resolved_at and e.data #> '{fields,category_id}' is not null
      order by e.at, e.id limit 1) as category,
    array(select k.to_id from core.link k
      where k.org_id = o.org_id and k.from_id = o.ticket_id and k.type = 'solved_by' and k.created_at >= o.former_at and k.created_at < o.at) as article_ids
  from reopening o
) x
join core.record r on r.org_id = x.org_id and r.id = x.ticket_id
join tickets.ticket t on t.org_id = x.org_id and t.id = x.ticket_id
where s.org_id = x.org_id and s.ticket_id = x.ticket_id and s.reopened_count = x.turn;

create or replace view reporting.solution with (security_invoker = true) as
select s.org_id, s.ticket_id, s.resolved_at, s.rating,
  exists (
    select from surveys.invitation i
    where i.org_id = s.org_id and i.ticket_id = s.ticket_id and i.reopened_count = s.reopened_count and i.sent_at is not null) as is_asked,
  coalesce((
    select i.answered_at is not null from surveys.invitation i
    where i.org_id = s.org_id and i.ticket_id = s.ticket_id and i.reopened_count = s.reopened_count and i.sent_at is not null
    order by i.sent_at desc limit 1), false) as is_answered,
  s.reopened_count, s.team_id
from (
  -- What was taken over from elsewhere has no solution of its own: it counts for the team that has it.
  select t.org_id, t.id as ticket_id, t.resolved_at, t.rating, t.reopened_count, case when n.ticket_id is null then r.team_id else n.team_id end as team_id
  from tickets.ticket t
    join core.record r on r.org_id = t.org_id and r.id = t.id
    left join surveys.solution n on n.org_id = t.org_id and n.ticket_id = t.id and n.reopened_count = t.reopened_count
  where t.resolved_at is not null
  union all
  select n.org_id, n.ticket_id, n.resolved_at, n.rating, n.reopened_count, n.team_id
  from surveys.solution n join tickets.ticket t on t.org_id = n.org_id and t.id = n.ticket_id
  where n.reopened_count < t.reopened_count
) s;

-- The articles that solved it, solution by solution. One that an earlier solution used up counts again when it is named again.
create view reporting.solution_article with (security_invoker = true) as
select k.org_id, k.from_id as ticket_id, t.reopened_count, k.to_id as article_id
from core.link k join tickets.ticket t on t.org_id = k.org_id and t.id = k.from_id
where k.type = 'solved_by' and not exists (
  select from surveys.solution n
  where n.org_id = k.org_id and n.ticket_id = k.from_id and n.reopened_count < t.reopened_count and k.to_id = any(n.article_ids)
    and not exists (
      select from surveys.solution p
      where p.org_id = k.org_id and p.ticket_id = k.from_id and p.reopened_count = t.reopened_count and k.to_id = any(p.article_ids)))
union all
select n.org_id, n.ticket_id, n.reopened_count, a.article_id
from surveys.solution n join tickets.ticket t on t.org_id = n.org_id and t.id = n.ticket_id, unnest(n.article_ids) as a (article_id)
where n.reopened_count < t.reopened_count;
grant select on reporting.solution_article to wardline_app;
