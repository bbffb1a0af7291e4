-- A question is about one solution, and a ticket that is reopened gets another one: how often it had been reopened says
-- which. Of the questions so far the newest is about the present solution, and each before it about one before.
alter table surveys.invitation add column reopened_count int not null default 0 check (reopened_count >= 0);
update surveys.invitation i set reopened_count = x.turn
from (select v.org_id, v.id, greatest(0, t.reopened_count + 1 - row_number() over (partition by v.org_id, v.ticket_id order by v.due_at desc, v.id desc)) as turn
  from surveys.invitation v join tickets.ticket t on t.org_id = v.org_id and t.id = v.ticket_id) x
where i.org_id = x.org_id and i.id = x.id;
alter table surveys.invitation alter column reopened_count drop default;
