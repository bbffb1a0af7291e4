-- Keys with which programs come in: in the name of one person or one service identity, and never with more than that may.

create table channels.api_key (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  -- In whose name it acts. It is never moved to somebody else.
  person_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  -- The beginning of the secret, by which people tell keys apart; the secret itself is stored nowhere.
  prefix text not null check (length(prefix) = 6),
  token_hash bytea not null check (length(token_hash) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 100),
  minute_max int not null check (minute_max between 1 and 6000),
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_address text,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (org_id, id),
  check ((revoked_at is null) = (revoked_by is null)),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, created_by) references core.person (org_id, id),
  foreign key (org_id, revoked_by) references core.person (org_id, id)
);
call platform.tenant_table('channels.api_key', 'select, insert');
-- Whose key it is, what it opens and until when can not be changed, also by a merge of people.
grant update (name, last_used_at, last_address, revoked_at, revoked_by) on channels.api_key to wardline_app;
create unique index api_key_token on channels.api_key (org_id, token_hash);
create index api_key_person on channels.api_key (org_id, person_id);

update core.role set permissions = permissions || '{keys.own}'
  where key in (
    'system-administrator',
    'database-administrator',
    'programmer',
    'network-administrator',
    'web-developer',
    'storage-engineer',
    'information-security-officer',
    'implementation-support-specialist',
    'technical-support',
    'him-exchange-specialist',
    'health-it-engineer',
    'team-lead',
    'administrator')
  and not permissions @> '{keys.own}';
