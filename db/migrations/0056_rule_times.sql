-- Rules that wait for a time, and trials of rules over what happened last month.

-- Not before this moment of each day; what a killed worker had looked at by then is behind the cursor.
alter table rules.rule add column daily_at timestamptz;
alter table rules.rule add column daily_after uuid;

create table rules.timer (
  org_id uuid not null,
  rule_id uuid not null,
  ticket_id uuid not null,
  due_at timestamptz not null,
  primary key (org_id, rule_id, ticket_id),
  foreign key (org_id, rule_id) references rules.rule (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id)
);
create index timer_due on rules.timer (org_id, due_at, ticket_id);
call platform.tenant_table('rules.timer');

-- When the one job that looks at the time will wake; a write that is due earlier sets it earlier.
create table rules.alarm (
  org_id uuid not null references core.organization (id),
  wakes_at timestamptz not null,
  primary key (org_id)
);
call platform.tenant_table('rules.alarm', 'select, insert, update');

-- A trial changes nothing but its own row.
create table rules.trial (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  rule_id uuid,
  statement jsonb not null,
  since timestamptz not null,
  total int not null default 0,
  done int not null default 0,
  firings int not null default 0,
  tickets int not null default 0,
  -- The first ones: ticket, time and what would have come of each action.
  hits jsonb not null default '[]',
  after_id uuid,
  started_by uuid not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, rule_id) references rules.rule (org_id, id),
  foreign key (org_id, started_by) references core.person (org_id, id)
);
create index trial_recent on rules.trial (org_id, started_at desc);
call platform.tenant_table('rules.trial');
