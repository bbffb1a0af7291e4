-- Working time: calendars with their versions, and who works by which.

create schema escalation;
grant usage on schema escalation to wardline_app;

create table escalation.calendar (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- The number of its present version.
  version int not null default 1 check (version > 0),
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, name)
);
call platform.tenant_table('escalation.calendar', 'select, insert, update');

-- What a calendar said at a time stays for good: clocks name the version that they were counted with.
create table escalation.calendar_version (
  org_id uuid not null,
  id uuid not null,
  calendar_id uuid not null,
  number int not null check (number > 0),
  rules jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, calendar_id, number),
  foreign key (org_id, calendar_id) references escalation.calendar (org_id, id)
);
call platform.tenant_table('escalation.calendar_version', 'select, insert');

-- Who works by a calendar: a team, a site, or with neither the whole organization. The scope is the id of that.
create table escalation.calendar_use (
  org_id uuid not null,
  scope_id uuid not null,
  calendar_id uuid not null,
  site_id uuid,
  team_id uuid,
  primary key (org_id, scope_id),
  foreign key (org_id, calendar_id) references escalation.calendar (org_id, id),
  foreign key (org_id, site_id) references core.site (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id)
);
create index calendar_use_calendar on escalation.calendar_use (org_id, calendar_id);
call platform.tenant_table('escalation.calendar_use');
