-- Callers: how often who was not verified is told of, and codes that somebody reads to the help desk out of their own session.

-- What was told of a failure, so that a burst of them is told once: of itself, or as an attack.
alter table callers.verification add column told text check (told in ('failed', 'pattern'));
grant update (told) on callers.verification to wardline_app;
create index verification_failing on callers.verification (org_id, agent_id, decided_at) where state = 'failed';

-- The newest code of a person: for one act, for two minutes, used once. Only its hash.
create table callers.code (
  org_id uuid not null,
  person_id uuid not null,
  act text not null check (act in ('password', 'factor', 'contact', 'access', 'role', 'merge')),
  code_hash bytea not null,
  ends_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz,
  primary key (org_id, person_id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('callers.code', 'select, insert, update');
