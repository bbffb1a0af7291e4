-- Rules: when something happens to a ticket, if it is like this, then do that. What they did is kept.

create schema rules;
grant usage on schema rules to wardline_app;

create table rules.rule (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- Rules are asked in this order; a later one sees what an earlier one did.
  position int not null,
  version int not null default 1 check (version > 0),
  is_on boolean not null default false,
  -- Who answers for it, and is told when it had to be stopped.
  keeper_id uuid not null,
  stopped_at timestamptz,
  -- It fired too often for one ticket, or in the whole organization.
  stopped_because text check (stopped_because in ('ticket', 'organization')),
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, keeper_id) references core.person (org_id, id),
  check ((stopped_at is null) = (stopped_because is null)),
  check (archived_at is null or not is_on)
);
create unique index rule_name on rules.rule (org_id, name) where archived_at is null;
call platform.tenant_table('rules.rule', 'select, insert, update');

-- What a rule said at a time stays for good: its firings name the version.
create table rules.rule_version (
  org_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  number int not null check (number > 0),
  statement jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, rule_id, number),
  foreign key (org_id, rule_id) references rules.rule (org_id, id)
);
call platform.tenant_table('rules.rule_version', 'select, insert');

-- Something happened to a ticket that rules have to look at. It is gone when all of them have.
create table rules.task (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  happened text[] not null,
  -- For what is due by time: the one rule that waits for it, and when it was due.
  rule_id uuid,
  due_at timestamptz,
  -- The rules whose doing it was, the first one first.
  chain uuid[] not null default '{}',
  -- The rules that have looked at it.
  looked uuid[] not null default '{}',
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, rule_id) references rules.rule (org_id, id)
);
create index task_ticket on rules.task (org_id, ticket_id, id);
create index task_due on rules.task (org_id, due_at, id) where due_at is not null;
call platform.tenant_table('rules.task');

create table rules.firing (
  org_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  version_id uuid not null,
  ticket_id uuid not null,
  task_id uuid not null,
  happened text not null,
  chain uuid[] not null default '{}',
  -- Which of the conditions held: numbers into those of the version.
  held int[] not null default '{}',
  fired_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id),
  -- A rule fires once for what happened, whatever runs twice.
  unique (org_id, task_id, rule_id),
  foreign key (org_id, rule_id) references rules.rule (org_id, id),
  foreign key (org_id, version_id) references rules.rule_version (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id)
);
create index firing_rule on rules.firing (org_id, rule_id, fired_at desc, id desc);
create index firing_ticket on rules.firing (org_id, ticket_id, fired_at desc, id desc);
call platform.tenant_table('rules.firing', 'select, insert, update');

-- Each thing that a firing did, written in the same transaction as the deed itself.
create table rules.deed (
  org_id uuid not null,
  firing_id uuid not null,
  position smallint not null check (position between 0 and 9),
  outcome text not null check (outcome in ('done', 'refused')),
  -- Why it was refused: a sentence of the product.
  why text check (length(why) <= 2000),
  done_at timestamptz not null,
  primary key (org_id, firing_id, position),
  foreign key (org_id, firing_id) references rules.firing (org_id, id)
);
call platform.tenant_table('rules.deed', 'select, insert');
