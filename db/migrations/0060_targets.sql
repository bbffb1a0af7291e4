-- Targets as they were kept or missed: when that was certain, by which policy, and what the timeline shows of the missed ones.

create schema if not exists reporting;
grant usage on schema reporting to wardline_app;

-- The moment from which it is known whether a target was met: it was missed then, or what was promised was done.
alter table escalation.clock add column judged_at timestamptz
  generated always as (coalesce(breached_at, case when state = 'met' then ended_at end)) stored;
create index clock_judged on escalation.clock (org_id, judged_at)
  include (ticket_id, kind, policy_version_id, breached_at) where judged_at is not null;

-- A run through the open tickets, or through the ended ones that another system brought.
alter table escalation.recount add column covers text not null default 'open' check (covers in ('open', 'imported'));

-- Whether the organization's calendar has people at work. A target that ends with the day is missed in it.
create function escalation.is_worked(org uuid, moment timestamptz) returns boolean
language sql stable
as $$
  select coalesce((
    select exists (
        select from jsonb_array_elements(v.rules -> 'week' -> (extract(isodow from l.at)::int - 1)) s
        where s ->> 0 <= l.clock and l.clock < s ->> 1)
      and not exists (
        select from jsonb_array_elements(v.rules -> 'holidays') h
        where h ->> 'date' = l.day and coalesce(h ->> 'from', '00:00') <= l.clock and l.clock < coalesce(h ->> 'to', '24:00'))
    from escalation.calendar_use u
    join escalation.calendar c on c.org_id = u.org_id and c.id = u.calendar_id
    join escalation.calendar_version v on v.org_id = c.org_id and v.calendar_id = c.id and v.number = c.version
    cross join lateral (
      select t.at, to_char(t.at, 'YYYY-MM-DD') as day, to_char(t.at, 'HH24:MI') as clock
      from (select (moment - interval '1 second') at time zone (v.rules ->> 'time_zone') as at) t) l
    where u.org_id = org and u.scope_id = org), true)
$$;

-- What the reports and the queue ask of the clocks. A column that is not asked for costs nothing.
create view reporting.target with (security_invoker = true) as
select c.org_id, c.ticket_id, c.kind, c.round, v.policy_id, c.state, c.due_at, c.judged_at, c.breached_at is not null as is_missed,
  -- Nobody had it when it was missed.
  c.breached_at is not null and (
    select e.data -> 'changes' -> 'owner_id' ->> 1 from core.event e
    where e.org_id = c.org_id and e.record_id = c.ticket_id and e.at <= c.breached_at and e.data -> 'changes' ? 'owner_id'
    order by e.at desc, e.id desc limit 1) is null as was_unassigned,
  -- Nobody had begun when it was missed.
  c.breached_at is not null and coalesce((
    select s.span ->> 'state' from jsonb_array_elements(c.spans) with ordinality s (span, place)
    where (s.span ->> 'from')::timestamptz <= c.breached_at order by s.place desc limit 1) = 'new', false) as was_untouched,
  exists (
    select from jsonb_array_elements(c.spans) s
    where s ->> 'state' in ('waiting_on_requester', 'waiting_on_vendor', 'scheduled') and (s ->> 'from')::timestamptz <= c.breached_at) as had_waited,
  exists (
    select from tickets.hand h where h.org_id = c.org_id and h.ticket_id = c.ticket_id and h.created_at <= c.breached_at) as was_passed_on,
  exists (
    select from tickets.hand h
    where h.org_id = c.org_id and h.ticket_id = c.ticket_id and h.created_at <= c.breached_at and h.direction = 'back') as was_bounced,
  c.breached_at is not null and not escalation.is_worked(c.org_id, c.breached_at) as was_outside_hours
from escalation.clock c
left join escalation.policy_version v on v.org_id = c.org_id and v.id = c.policy_version_id;
grant select on reporting.target to wardline_app;

-- What another system said of its tickets: where they are from, and whether its own target was met.
create view reporting.imported_ticket with (security_invoker = true) as
select org_id, id as ticket_id, imported ->> 'origin' as origin, imported -> 'fields' ->> 'madeSla' as made_target
from tickets.ticket where imported_key is not null;
grant select on reporting.imported_ticket to wardline_app;

-- When a ticket was resolved, as far as it is.
create view reporting.resolution with (security_invoker = true) as
select org_id, id as ticket_id, resolved_at from tickets.ticket where resolved_at is not null;
grant select on reporting.resolution to wardline_app;

-- Each passing from team to team, without the words.
create view reporting.hand with (security_invoker = true) as
select org_id, ticket_id, direction, from_team_id, to_team_id, created_at from tickets.hand;
grant select on reporting.hand to wardline_app;

-- Who was called for which ticket, and when the call was acknowledged.
create view reporting.call with (security_invoker = true) as
select c.org_id, p.record_id as ticket_id, c.page_id, c.person_id, c.called_at,
  case when p.acknowledged_by = c.person_id then p.acknowledged_at end as acknowledged_at
from escalation.page_call c join escalation.page p on p.org_id = c.org_id and p.id = c.page_id;
grant select on reporting.call to wardline_app;

-- A list by promise: of what is paused no time runs, so it comes last.
drop index core.record_due;
create index record_due on core.record
  (org_id, kind, (case when category = 'paused' then 'infinity'::timestamptz else due_at end), id)
  where category <> 'done' and due_at is not null;

-- Passing back from team to team, and calls by page, over a period.
create index hand_at on tickets.hand (org_id, direction, created_at);
create index page_call_at on escalation.page_call (org_id, called_at);
