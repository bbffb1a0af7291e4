-- Restricted records: kept from those who would see them, but for the team, for those who are named, or for those who
-- work on security; with grants that end, and broken glass that somebody else reviews.

alter table core.record add column restriction text check (restriction in ('team', 'listed', 'security'));
-- They are few, and are counted and looked for on their own.
create index record_restricted on core.record (org_id, kind) where restriction is not null;

-- Who is let in to a restricted record, by name or by a team. What has an end ends by itself.
create table core.admission (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  record_id uuid not null,
  person_id uuid,
  team_id uuid,
  -- Named when the record was restricted, granted for a time, or taken by breaking the glass.
  way text not null check (way in ('named', 'granted', 'glass')),
  given_by_id uuid not null,
  given_at timestamptz not null,
  until timestamptz,
  ended_at timestamptz,
  ended_by_id uuid,
  primary key (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, given_by_id) references core.person (org_id, id),
  foreign key (org_id, ended_by_id) references core.person (org_id, id),
  check ((person_id is null) <> (team_id is null)),
  check ((way = 'named') = (until is null)),
  check (way <> 'glass' or person_id is not null)
);
create index admission_record on core.admission (org_id, record_id, given_at);
create index admission_person on core.admission (org_id, person_id) where ended_at is null;
create index admission_team on core.admission (org_id, team_id) where ended_at is null;
call platform.tenant_table('core.admission', 'select, insert, update');

create schema restriction;
grant usage on schema restriction to wardline_app;

create table restriction.setting (
  org_id uuid primary key references core.organization (id),
  version int not null default 1,
  -- How long a broken glass stays open, and how long its review may take.
  glass_minutes int not null check (glass_minutes between 5 and 480),
  review_hours int not null check (review_hours between 1 and 720)
);
call platform.tenant_table('restriction.setting', 'select, insert, update');

-- Why a record was restricted, opened, or given to somebody. The audit log names the row.
create table restriction.reason (
  org_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  -- The admission that it is for; null when it is for the level.
  admission_id uuid,
  level text check (level in ('team', 'listed', 'security')),
  by_id uuid not null,
  at timestamptz not null,
  body text not null check (length(body) between 1 and 500),
  primary key (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, admission_id) references core.admission (org_id, id),
  foreign key (org_id, by_id) references core.person (org_id, id)
);
create index reason_record on restriction.reason (org_id, record_id, at desc);
create index reason_admission on restriction.reason (org_id, admission_id);
call platform.tenant_table('restriction.reason', 'select, insert, update');

-- Glass that was broken, and what somebody else says of it. It stays open until then.
create table restriction.glass (
  org_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  person_id uuid not null,
  admission_id uuid not null,
  broken_at timestamptz not null,
  review_due_at timestamptz not null,
  reminded_at timestamptz,
  verdict text check (verdict in ('justified', 'not_justified')),
  note text check (length(note) between 1 and 2000),
  reviewed_by_id uuid,
  reviewed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, admission_id) references core.admission (org_id, id),
  foreign key (org_id, reviewed_by_id) references core.person (org_id, id),
  check ((verdict is null) = (reviewed_at is null)),
  check ((verdict is null) = (reviewed_by_id is null))
);
create index glass_open on restriction.glass (org_id, review_due_at) where verdict is null;
create index glass_broken on restriction.glass (org_id, broken_at desc);
create index glass_record on restriction.glass (org_id, record_id);
call platform.tenant_table('restriction.glass', 'select, insert, update');

-- Sees nothing but which organizations wait for a review that is late.
create function restriction.organizations_waiting(due timestamptz) returns setof uuid
language sql stable security definer set search_path = restriction, pg_temp
as $$
  select distinct org_id from restriction.glass 
  where verdict is null and review_due_at <= due and (reminded_at is null or reminded_at <= due - interval '1 day')
$$;
revoke all on function restriction.organizations_waiting(timestamptz) from public;
grant execute on function restriction.organizations_waiting(timestamptz) to wardline_app;
