-- On-call: who takes turns in which layer of a team's rota, who covers for whom, and what is handed over.

create schema if not exists escalation;
grant usage on schema escalation to wardline_app;

create table escalation.rota (
  org_id uuid not null,
  team_id uuid not null,
  -- Somebody has to be on call at every moment, not only in the hours of each layer.
  is_always boolean not null default true,
  -- How long a page waits for its acknowledgement before the next person is paged.
  acknowledge_minutes int not null default 10 check (acknowledge_minutes between 1 and 240),
  version int not null default 1 check (version > 0),
  updated_by uuid,
  updated_at timestamptz not null,
  primary key (org_id, team_id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, updated_by) references core.person (org_id, id)
);
call platform.tenant_table('escalation.rota');

create table escalation.rota_layer (
  org_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  position smallint not null check (position >= 0),
  name text not null check (length(name) between 1 and 100),
  time_zone text not null check (length(time_zone) between 1 and 64),
  -- The parts of the week that the layer covers; none means all of it.
  hours jsonb not null default '[]',
  primary key (org_id, id),
  foreign key (org_id, team_id) references escalation.rota (org_id, team_id)
);
create index rota_layer_team on escalation.rota_layer (org_id, team_id, position);
call platform.tenant_table('escalation.rota_layer');

create table escalation.rotation (
  org_id uuid not null,
  id uuid not null,
  layer_id uuid not null,
  from_date date not null,
  to_date date,
  handover_weekday smallint check (handover_weekday between 1 and 7),
  handover_minute smallint not null check (handover_minute between 0 and 1439),
  length_days smallint not null check (length_days between 1 and 366),
  primary key (org_id, id),
  foreign key (org_id, layer_id) references escalation.rota_layer (org_id, id),
  check (to_date > from_date)
);
create index rotation_layer on escalation.rotation (org_id, layer_id);
call platform.tenant_table('escalation.rotation');

-- One person may stand in a rotation more than once.
create table escalation.rotation_person (
  org_id uuid not null,
  rotation_id uuid not null,
  position smallint not null check (position >= 0),
  person_id uuid not null,
  primary key (org_id, rotation_id, position),
  foreign key (org_id, rotation_id) references escalation.rotation (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index rotation_person_person on escalation.rotation_person (org_id, person_id);
call platform.tenant_table('escalation.rotation_person');

-- A asks B to take a shift, and may offer to take one of B's. Nothing changes before B says yes.
create table escalation.swap (
  org_id uuid not null,
  id uuid not null,
  layer_id uuid not null,
  asker_id uuid not null,
  asked_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  back_starts_at timestamptz,
  back_ends_at timestamptz,
  state text not null check (state in ('asked', 'accepted', 'declined', 'withdrawn')),
  created_at timestamptz not null,
  answered_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, layer_id) references escalation.rota_layer (org_id, id),
  foreign key (org_id, asker_id) references core.person (org_id, id),
  foreign key (org_id, asked_id) references core.person (org_id, id),
  check (ends_at > starts_at),
  check (back_ends_at > back_starts_at)
);
create index swap_layer on escalation.swap (org_id, layer_id, ends_at);
create index swap_asked on escalation.swap (org_id, asked_id) where state = 'asked';
create index swap_asker on escalation.swap (org_id, asker_id) where state = 'asked';
call platform.tenant_table('escalation.swap');

create table escalation.cover (
  org_id uuid not null,
  id uuid not null,
  layer_id uuid not null,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  swap_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, layer_id) references escalation.rota_layer (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, swap_id) references escalation.swap (org_id, id),
  foreign key (org_id, created_by) references core.person (org_id, id),
  check (ends_at > starts_at)
);
create index cover_layer on escalation.cover (org_id, layer_id, ends_at);
create index cover_person on escalation.cover (org_id, person_id);
call platform.tenant_table('escalation.cover');

create table escalation.handover_note (
  org_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  author_id uuid not null,
  body text not null check (length(body) between 1 and 4000),
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, author_id) references core.person (org_id, id)
);
create index handover_note_team on escalation.handover_note (org_id, team_id, created_at desc, id desc);
call platform.tenant_table('escalation.handover_note');

-- The secret of the link by which a calendar program reads somebody's shifts; only its hash is kept.
create table escalation.calendar_feed (
  org_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  primary key (org_id, person_id),
  unique (org_id, token_hash),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('escalation.calendar_feed');
