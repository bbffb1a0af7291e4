-- Patient safety: what harmed a patient or nearly did, seen by those alone who work on it.

create schema safety;
grant usage on schema safety to wardline_app;

-- How an organization works on it: hours until the first assessment, who owns what is new, and the risk matrix.
create table safety.setting (
  org_id uuid not null references core.organization (id),
  version int not null default 1 check (version > 0),
  hours jsonb not null,
  matrix jsonb not null,
  owner_id uuid,
  primary key (org_id),
  foreign key (org_id, owner_id) references core.person (org_id, id)
);
call platform.tenant_table('safety.setting', 'select, insert, update');

-- Numbers of their own, without gaps that others could count in the numbers of tickets.
create table safety.numbering (
  org_id uuid not null references core.organization (id),
  kind text not null check (kind in ('safety_event', 'hazard')),
  last int not null check (last > 0),
  primary key (org_id, kind)
);
call platform.tenant_table('safety.numbering', 'select, insert, update');

create table safety.event (
  org_id uuid not null,
  id uuid not null,
  -- Kept here and not as a link: what is linked tells so in its timeline.
  ticket_id uuid not null,
  outcome text not null check (outcome in ('severe_harm', 'harm', 'near_miss')),
  description text not null check (length(description) <= 20000),
  reported_by uuid not null,
  reported_at timestamptz not null,
  -- When the first assessment has to be there; that it is late is told once.
  due_at timestamptz not null,
  is_late_told boolean not null default false,
  assessed_at timestamptz,
  severity smallint check (severity between 1 and 5),
  likelihood smallint check (likelihood between 1 and 5),
  findings text check (length(findings) <= 20000),
  -- Why it is no safety event, or what was learned when it was closed.
  reason text check (length(reason) <= 20000),
  primary key (org_id, id),
  foreign key (org_id, id) references core.record (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, reported_by) references core.person (org_id, id)
);
create index event_ticket on safety.event (org_id, ticket_id);
create index event_due on safety.event (due_at) where assessed_at is null and not is_late_told;
call platform.tenant_table('safety.event', 'select, insert');
-- Who reported what about which ticket, and when, stays as it was.
grant update (description, is_late_told, assessed_at, severity, likelihood, findings, reason) on safety.event to wardline_app;

-- What those who work on it write down; never in the search, whose words all share.
create table safety.note (
  org_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  author_id uuid not null,
  body text not null check (length(body) <= 20000),
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, event_id) references safety.event (org_id, id),
  foreign key (org_id, author_id) references core.person (org_id, id)
);
create index note_event on safety.note (org_id, event_id, created_at);
call platform.tenant_table('safety.note', 'select, insert, update');

-- A schedule learns which organizations have something that is late and not told.
create function safety.organizations_late(at timestamptz) returns setof uuid
language sql stable security definer set search_path = safety, pg_temp
as $$ select distinct org_id from safety.event where assessed_at is null and not is_late_told and due_at <= at $$;
revoke all on function safety.organizations_late(timestamptz) from public;
grant execute on function safety.organizations_late(timestamptz) to wardline_app;
