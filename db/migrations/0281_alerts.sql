-- Alerts of monitoring: where they come from, what waits to be taken in, and which are firing. What an alert says
-- stands in its ticket alone; here are hashes, states and times.

create table channels.alert_source (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  prefix text not null check (length(prefix) = 6),
  token_hash bytea not null check (length(token_hash) = 32),
  team_id uuid,
  category_id uuid,
  -- Which word of the source is which level, 1 the highest: [{"severity": "critical", "level": 1}].
  severities jsonb not null,
  -- Which labels make one group where the source says none.
  group_by text[] not null check (cardinality(group_by) <= 10),
  -- Where the parts of an alert stand in a message of no known form; JSON pointers.
  mapping jsonb,
  on_over text not null check (on_over in ('note', 'resolve')),
  quiet_minutes int not null check (quiet_minutes between 0 and 1440),
  storm_max int not null check (storm_max between 1 and 1000),
  is_on boolean not null,
  last_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, category_id) references tickets.category (org_id, id)
);
call platform.tenant_table('channels.alert_source', 'select, insert, update');
create unique index alert_source_token on channels.alert_source (org_id, token_hash);

-- What came in one message, until it is taken in; what cannot be is parked for a person.
create table channels.alert_batch (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  source_id uuid not null,
  form text not null check (form in ('alertmanager', 'api_v2', 'mapped', 'icinga')),
  -- Encrypted with the installation's key: these are words that nobody has looked at.
  body_sealed bytea not null,
  state text not null check (state in ('waiting', 'parked')),
  reason text check (reason in ('no_alerts', 'not_mapped', 'not_filed', 'no_automation')),
  received_at timestamptz not null,
  primary key (org_id, id),
  check ((state = 'parked') = (reason is not null)),
  foreign key (org_id, source_id) references channels.alert_source (org_id, id)
);
call platform.tenant_table('channels.alert_batch');
create index alert_batch_source on channels.alert_batch (org_id, source_id, state, id);

-- Alerts that are told on one ticket. A group has one open ticket.
create table channels.alert_group (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  source_id uuid not null,
  key_hash bytea not null check (length(key_hash) = 32),
  is_storm boolean not null,
  record_id uuid not null,
  is_open boolean not null,
  opened_at timestamptz not null,
  -- How often one of its alerts came back, and whether something changed that no note tells yet.
  returns int not null default 0,
  is_untold boolean not null default false,
  noted_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, source_id) references channels.alert_source (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id)
);
call platform.tenant_table('channels.alert_group');
create unique index alert_group_open on channels.alert_group (org_id, source_id, key_hash) where is_open;
create index alert_group_opened on channels.alert_group (org_id, source_id, opened_at);
create index alert_group_record on channels.alert_group (org_id, record_id);

create table channels.alert (
  org_id uuid not null references core.organization (id),
  source_id uuid not null,
  -- Of its labels, which may be words.
  fingerprint bytea not null check (length(fingerprint) = 32),
  group_id uuid not null,
  is_firing boolean not null,
  starts_at timestamptz not null,
  seen_at timestamptz not null,
  -- From when it counts as over although nothing said so.
  expires_at timestamptz,
  primary key (org_id, source_id, fingerprint),
  foreign key (org_id, source_id) references channels.alert_source (org_id, id),
  foreign key (org_id, group_id) references channels.alert_group (org_id, id)
);
call platform.tenant_table('channels.alert');
create index alert_of_group on channels.alert (org_id, group_id) where is_firing;
create index alert_expires on channels.alert (org_id, expires_at) where is_firing and expires_at is not null;
create index alert_over on channels.alert (org_id, seen_at) where not is_firing;
