-- Needs of training that the queue shows: what was taught or asked again and again, by application, task and department.

-- What a ticket is about, as far as it can be counted, without its words.
create view reporting.ticket_topic with (security_invoker = true) as
select org_id, id as ticket_id, ticket_kind, resolution_code, lower(btrim(application)) as application, category_id,
  btrim(application) as application_name from tickets.ticket;
grant select on reporting.ticket_topic to wardline_app;

create view reporting.ticket_category with (security_invoker = true) as
select org_id, id, name from tickets.category;
grant select on reporting.ticket_category to wardline_app;

-- When something big was broken: what was asked then is no lack of training.
create view reporting.outage with (security_invoker = true) as
select i.org_id, i.id as incident_id, i.category_id, i.began_at, i.resolved_at,
  array(select lower(btrim(a)) from unnest(i.applications) a) as applications
from incidents.incident i join core.record r on r.org_id = i.org_id and r.id = i.id
where i.declared_at is not null and r.state not in ('declined', 'cancelled');
grant select on reporting.outage to wardline_app;

create table training.need (
  org_id uuid not null,
  id uuid not null,
  -- In small letters, and as most of several people spelled it on their tickets.
  application text not null check (length(application) between 1 and 200),
  application_name text not null check (length(application_name) between 1 and 200),
  category_id uuid,
  department_id uuid not null,
  -- What was counted last: tickets of how many people, among how many who use it, in how many days.
  tickets int not null check (tickets >= 0),
  people int not null check (people >= 0),
  users int not null check (users >= 0),
  days int not null check (days > 0),
  counted_at timestamptz not null,
  -- Why it was declined.
  reason text check (length(reason) between 1 and 2000),
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, id) references core.record (org_id, id),
  foreign key (org_id, category_id) references tickets.category (org_id, id),
  foreign key (org_id, department_id) references core.department (org_id, id)
);
-- One at a time; the next one counts what came after the last.
create unique index need_open on training.need
  (org_id, application, coalesce(category_id, '00000000-0000-0000-0000-000000000000'), department_id) where ended_at is null;
create index need_ended on training.need (org_id, application, department_id, ended_at) where ended_at is not null;
call platform.tenant_table('training.need', 'select, insert, update');

-- The tickets that show it.
create table training.need_ticket (
  org_id uuid not null,
  need_id uuid not null,
  ticket_id uuid not null,
  primary key (org_id, need_id, ticket_id),
  foreign key (org_id, need_id) references training.need (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id)
);
create index need_ticket_ticket on training.need_ticket (org_id, ticket_id);
call platform.tenant_table('training.need_ticket', 'select, insert, delete');
