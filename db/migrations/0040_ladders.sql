-- Ladders: what happens to a ticket that nobody takes care of, step by step, and each step exactly once.

create table escalation.ladder (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- Asked in this order; the first that fits a ticket is its ladder.
  position int not null check (position > 0),
  version int not null default 1 check (version > 0),
  archived_at timestamptz,
  primary key (org_id, id)
);
create unique index ladder_name on escalation.ladder (org_id, lower(name)) where archived_at is null;
call platform.tenant_table('escalation.ladder', 'select, insert, update');

create table escalation.ladder_version (
  org_id uuid not null,
  id uuid not null,
  ladder_id uuid not null,
  number int not null check (number > 0),
  rules jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, ladder_id, number),
  foreign key (org_id, ladder_id) references escalation.ladder (org_id, id)
);
call platform.tenant_table('escalation.ladder_version', 'select, insert');

-- Where a ticket is on its ladder, and from when its times are counted.
create table escalation.climb (
  org_id uuid not null,
  ticket_id uuid not null,
  -- Null when no ladder fits it, or when it is over.
  version_id uuid,
  filed_at timestamptz not null,
  team_at timestamptz not null,
  -- Count up with each reopening, and with each other team: what is counted anew may come anew.
  filings int not null check (filings > 0),
  movings int not null check (movings > 0),
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, version_id) references escalation.ladder_version (org_id, id)
);
create index climb_version on escalation.climb (org_id, version_id) where version_id is not null;
call platform.tenant_table('escalation.climb', 'select, insert, update');

-- One step of one ticket for one cause: it waits, is held while the ticket is paused, and is taken or left out once.
create table escalation.rung (
  org_id uuid not null,
  ticket_id uuid not null,
  step_id uuid not null,
  cause text not null check (length(cause) <= 100),
  version_id uuid not null,
  position int not null check (position > 0),
  state text not null check (state in ('waiting', 'held', 'done', 'skipped')),
  due_at timestamptz not null,
  is_by_hand boolean not null default false,
  tries int not null default 0,
  why text check (length(why) <= 40),
  ended_at timestamptz,
  primary key (org_id, ticket_id, step_id, cause),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, version_id) references escalation.ladder_version (org_id, id)
) with (fillfactor = 85);
create index rung_due on escalation.rung (org_id, due_at, ticket_id, position) where state = 'waiting';
call platform.tenant_table('escalation.rung', 'select, insert, update, delete');

-- When the one job that takes steps will wake.
create table escalation.ladder_alarm (
  org_id uuid not null references core.organization (id),
  wakes_at timestamptz not null,
  primary key (org_id)
);
call platform.tenant_table('escalation.ladder_alarm', 'select, insert, update');
