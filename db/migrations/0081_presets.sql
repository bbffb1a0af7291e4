-- What agents do again and again: macros, canned replies and ticket templates, and how replies are signed.

create table tickets.preset (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  kind text not null check (kind in ('macro', 'reply', 'template')),
  name text not null check (length(name) between 1 and 100),
  -- Whose own it is; null when everybody who works on tickets has it.
  owner_id uuid,
  -- The team for which it is meant; null for all.
  team_id uuid,
  content jsonb not null,
  uses int not null default 0,
  used_at timestamptz,
  updated_by uuid not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references core.person (org_id, id),
  foreign key (org_id, updated_by) references core.person (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id)
);
create unique index preset_shared_name on tickets.preset (org_id, kind, lower(name)) where owner_id is null and archived_at is null;
create index preset_own on tickets.preset (org_id, owner_id, kind) where archived_at is null;
call platform.tenant_table('tickets.preset', 'select, insert, update');

-- What is put under replies: of a team, and a line of a person's own.
create table tickets.team_signature (
  org_id uuid not null,
  team_id uuid not null,
  en text not null default '' check (length(en) <= 1000),
  es text not null default '' check (length(es) <= 1000),
  primary key (org_id, team_id),
  foreign key (org_id, team_id) references core.team (org_id, id)
);
call platform.tenant_table('tickets.team_signature', 'select, insert, update');

create table tickets.person_signature (
  org_id uuid not null,
  person_id uuid not null,
  en text not null default '' check (length(en) <= 200),
  es text not null default '' check (length(es) <= 200),
  primary key (org_id, person_id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('tickets.person_signature');
