-- The clocks of tickets. Due times are stored and indexed, so that nothing runs while nothing happens.

-- What a ticket follows now, and what the clocks must know of its past to go on from here.
create table escalation.following (
  org_id uuid not null,
  ticket_id uuid not null,
  policy_version_id uuid,
  calendar_version_id uuid,
  has_response boolean not null,
  is_awaited boolean not null,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, policy_version_id) references escalation.policy_version (org_id, id),
  foreign key (org_id, calendar_version_id) references escalation.calendar_version (org_id, id)
);
call platform.tenant_table('escalation.following', 'select, insert, update');

create table escalation.clock (
  org_id uuid not null,
  ticket_id uuid not null,
  kind text not null check (kind in ('first_response', 'next_response', 'resolution')),
  -- Each time that the requester writes again, the next response is promised anew.
  round int not null check (round > 0),
  state text not null check (state in ('running', 'paused', 'met', 'stopped')),
  policy_version_id uuid not null,
  calendar_version_id uuid not null,
  target_minutes int not null check (target_minutes > 0),
  warn_percent int check (warn_percent between 1 and 99),
  started_at timestamptz not null,
  ended_at timestamptz,
  -- When it will have run out, as long as it runs; of what has ended, when it would have.
  due_at timestamptz,
  warn_at timestamptz,
  -- When that was passed, and whether it was told.
  warned_at timestamptz,
  breached_at timestamptz,
  is_warning_fired boolean not null,
  is_breach_fired boolean not null,
  -- The next of the two that has to be told.
  fires_at timestamptz,
  -- How the time was spent: running and paused, by which policy and calendar.
  spans jsonb not null,
  primary key (org_id, ticket_id, kind, round),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, policy_version_id) references escalation.policy_version (org_id, id),
  foreign key (org_id, calendar_version_id) references escalation.calendar_version (org_id, id)
) with (fillfactor = 85);
create index clock_fires on escalation.clock (org_id, fires_at, ticket_id) where fires_at is not null;
create index clock_due on escalation.clock (org_id, due_at) where state = 'running';
call platform.tenant_table('escalation.clock', 'select, insert, update');

-- When the one job that fires will wake; a write that is due earlier sets it earlier.
create table escalation.alarm (
  org_id uuid not null references core.organization (id),
  wakes_at timestamptz not null,
  primary key (org_id)
);
call platform.tenant_table('escalation.alarm', 'select, insert, update');

-- Counting all open tickets anew after a change of policies or calendars, with how far it is.
create table escalation.recount (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  total int not null default 0,
  done int not null default 0,
  changed int not null default 0,
  after_id uuid,
  started_by uuid,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id)
);
create index recount_recent on escalation.recount (org_id, started_at desc);
call platform.tenant_table('escalation.recount', 'select, insert, update');
