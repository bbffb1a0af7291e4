-- Webhooks: what happens to tickets is sent to addresses elsewhere, in the order in which it happened to each ticket.

create table channels.webhook (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  -- Whoever saved it last: no more is sent than this person may see.
  owner_id uuid not null,
  format text not null check (format in ('wardline', 'slack', 'teams')),
  -- An address is often a secret itself, so that it is encrypted; its host is what pages show.
  url_sealed bytea not null,
  host text not null check (length(host) between 1 and 260),
  secret_sealed bytea not null,
  -- The secret before, by which is signed too until then.
  former_sealed bytea,
  former_until timestamptz,
  kinds text[] not null,
  -- Empty lists leave nothing out.
  team_ids uuid[] not null default '{}',
  category_ids uuid[] not null default '{}',
  priorities int[] not null default '{}',
  sends_restricted boolean not null default false,
  is_on boolean not null default true,
  -- Paused by itself; what happens meanwhile waits.
  paused_at timestamptz,
  paused_because text check (paused_because in ('failing', 'owner')),
  failing_since timestamptz,
  failures int not null default 0,
  -- The other side could not be reached: nothing is tried before.
  rest_until timestamptz,
  sent_at timestamptz,
  kept_days int not null default 14 check (kept_days between 1 and 90),
  version int not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  check ((paused_at is null) = (paused_because is null)),
  check ((former_sealed is null) = (former_until is null)),
  foreign key (org_id, owner_id) references core.person (org_id, id)
);
create index webhook_owner on channels.webhook (org_id, owner_id);
call platform.tenant_table('channels.webhook');

create table channels.webhook_delivery (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  webhook_id uuid not null,
  -- Null for a test.
  record_id uuid,
  at timestamptz not null,
  -- Ascends within one moment of one process.
  event_id uuid not null,
  kind text not null,
  -- Ids and states, never words. What is sent is made of it when it is sent, and kept nowhere.
  facts jsonb not null default '{}',
  state text not null check (state in ('waiting', 'sent', 'dead', 'withheld')),
  tries int not null default 0,
  due_at timestamptz not null,
  claimed_until timestamptz,
  status int,
  took_ms int,
  size_bytes int,
  -- A sentence of ours, never one of the other side.
  failure text,
  ended_at timestamptz,
  primary key (org_id, id),
  check ((state = 'waiting') = (ended_at is null)),
  foreign key (org_id, webhook_id) references channels.webhook (org_id, id) on delete cascade,
  foreign key (org_id, record_id) references core.record (org_id, id)
);
create index webhook_delivery_next on channels.webhook_delivery (org_id, webhook_id, record_id, at, event_id) where state = 'waiting';
create index webhook_delivery_log on channels.webhook_delivery (org_id, webhook_id, at desc, id desc);
create index webhook_delivery_record on channels.webhook_delivery (org_id, record_id) where record_id is not null;
create index webhook_delivery_late on channels.webhook_delivery (org_id, due_at) where state = 'waiting';
call platform.tenant_table('channels.webhook_delivery');
