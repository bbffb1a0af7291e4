-- Each solution of a ticket with what was said of it: the one that stands, and those that did not last. The results of
-- the surveys and the queue ask the same, so that the list behind a figure holds just what was counted.
create view reporting.solution with (security_invoker = true) as
select s.org_id, s.ticket_id, s.resolved_at, s.rating,
  exists (
    select from surveys.invitation i
    where i.org_id = s.org_id and i.ticket_id = s.ticket_id and i.reopened_count = s.reopened_count and i.sent_at is not null) as is_asked,
  coalesce((
    select i.answered_at is not null from surveys.invitation i
    where i.org_id = s.org_id and i.ticket_id = s.ticket_id and i.reopened_count = s.reopened_count and i.sent_at is not null
    order by i.sent_at desc limit 1), false) as is_answered
from (
  select org_id, id as ticket_id, resolved_at, rating, reopened_count from tickets.ticket where resolved_at is not null
  union all
  select org_id, ticket_id, resolved_at, rating, reopened_count from surveys.earlier
) s;
grant select on reporting.solution to wardline_app;
