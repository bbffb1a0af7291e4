-- Verification of callers: who was claimed to call, how it was verified, and what may be done on it.

create schema callers;
grant usage on schema callers to wardline_app;

create table callers.setting (
  org_id uuid primary key references core.organization (id),
  version int not null default 1,
  -- For each act the methods that are enough: {"password": ["call_back", …]}.
  methods jsonb not null,
  valid_minutes int not null check (valid_minutes between 5 and 240),
  hold_hours int not null check (hold_hours between 1 and 168),
  contact_days int not null check (contact_days between 1 and 90),
  -- True where files of people come from the staff office itself, so that a new address in one needs no call.
  is_import_trusted boolean not null,
  -- The organization's own words to say, by method and language: {"badge": {"en": "…"}}.
  scripts jsonb not null default '{}'
);
call platform.tenant_table('callers.setting', 'select, insert, update');

-- Roles that the organization itself called high-risk, or not. Of others it is told by what they may do.
create table callers.role_risk (
  org_id uuid not null,
  role_id uuid not null,
  is_high boolean not null,
  primary key (org_id, role_id),
  foreign key (org_id, role_id) references core.role (org_id, id)
);
call platform.tenant_table('callers.role_risk', 'select, insert, update');

create table callers.verification (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  agent_id uuid not null,
  act text not null check (act in ('password', 'factor', 'contact', 'access', 'role', 'merge')),
  role_id uuid,
  ticket_id uuid,
  state text not null default 'started' check (state in ('started', 'passed', 'failed', 'abandoned')),
  -- What a person knows is no method, and never will be one.
  method text check (method in ('call_back', 'manager', 'badge', 'session', 'server')),
  -- Choices and ids alone, never words or numbers of anybody.
  evidence jsonb not null default '{}',
  failure text check (failure in ('wrong_badge', 'not_reached', 'manager_declined', 'person_declined', 'wrong_number', 'unsure', 'refused')),
  asked_id uuid,
  -- The number that the call came from, hashed with the installation's secret: only whether it is the same again.
  caller_hash bytea,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  decided_at timestamptz,
  second_id uuid,
  second_how text check (second_how in ('joined', 'called', 'saw')),
  seconded_at timestamptz,
  uses int not null default 0,
  used_at timestamptz,
  primary key (org_id, id),
  check ((state = 'failed') = (failure is not null)),
  check (method is not null or state <> 'passed'),
  -- Nobody verifies themself.
  check (person_id <> agent_id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, agent_id) references core.person (org_id, id),
  foreign key (org_id, asked_id) references core.person (org_id, id),
  foreign key (org_id, second_id) references core.person (org_id, id),
  foreign key (org_id, role_id) references core.role (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id)
);
create index verification_person on callers.verification (org_id, person_id, started_at desc);
create index verification_time on callers.verification (org_id, started_at desc, id desc);
create index verification_asked on callers.verification (org_id, asked_id, ends_at) where state = 'started';
create index verification_failed on callers.verification (org_id, caller_hash, decided_at) where state = 'failed';
call platform.tenant_table('callers.verification', 'select, insert');
-- Whom it is about, who made it and for what can never be changed.
grant update (state, method, evidence, failure, ends_at, decided_at, asked_id, second_id, second_how, seconded_at, uses, used_at) on callers.verification to wardline_app;

-- Since when somebody is reached, or vouched for, as they are: a number that was changed lately verifies nobody. Only
-- the hash of what stands in the directory.
create table callers.contact (
  org_id uuid not null,
  person_id uuid not null,
  field text not null check (field in ('phone', 'extension', 'badge', 'email', 'manager')),
  since timestamptz not null,
  value_hash bytea not null,
  primary key (org_id, person_id, field, since),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('callers.contact', 'select, insert, delete');

-- How a reset was verified stands in the verification now.
alter table core.credential_reset alter column verified_by drop not null;

-- Whoever may change accounts may verify callers and confirm for another; officers of privacy and administrators hear of what failed.
update core.role set permissions = permissions || '{callers.verify}'
  where permissions && '{people.manage,roles.manage,people.merge,people.import,privacy.review}' and not permissions @> '{callers.verify}';
update core.role set permissions = permissions || '{callers.alerts}'
  where permissions && '{privacy.review,roles.manage}' and not permissions @> '{callers.alerts}';
update core.role set permissions = permissions || '{callers.manage}'
  where permissions @> '{privacy.manage}' and not permissions @> '{callers.manage}';
