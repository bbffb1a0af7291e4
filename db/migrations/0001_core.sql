-- The core: organizations, people, sign-in, records, timeline, messages, files, search.
-- Every table of an organization starts its key with org_id and is locked to it twice:
-- by the queries and, should one forget, by row-level security (platform.tenant_table).

create schema if not exists platform;
create schema core;

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;
create extension if not exists btree_gin with schema public;

grant usage on schema platform, core to wardline_app;

-- The organization of the present transaction; null when nobody set it, so that a forgotten
-- setting finds nothing instead of failing.
create function platform.current_org() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;

-- Locks a table to its organization, grants the application what it may do with it and, on a
-- database with Citus, spreads it by organization. Call it right after the table is created.
create procedure platform.tenant_table(target regclass, privileges text default 'select, insert, update, delete', key text default 'org_id')
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy tenant on %s to wardline_app using (%I = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (%I = nullif(current_setting(''app.org_id'', true), '''')::uuid)',
    target, key, key);
  execute format('grant %s on %s to wardline_app', privileges, target);
  if exists (select from pg_extension where extname = 'citus') then
    if target = 'core.organization'::regclass then
      execute format('select create_distributed_table(%L, %L)', target, key);
    else
      execute format('select create_distributed_table(%L, %L, colocate_with => ''core.organization'')', target, key);
    end if;
  end if;
end $$;

-- ---------------------------------------------------------------- organization and places

create table core.organization (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  time_zone text not null default 'UTC',
  language text not null default 'en' check (language in ('en', 'es')),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
call platform.tenant_table('core.organization', 'select, insert, update', 'id');

create table core.site (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, name)
);
call platform.tenant_table('core.site');

create table core.department (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  parent_id uuid,
  site_id uuid,
  name text not null check (length(name) between 1 and 200),
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, name),
  foreign key (org_id, parent_id) references core.department (org_id, id),
  foreign key (org_id, site_id) references core.site (org_id, id),
  check (parent_id <> id)
);
call platform.tenant_table('core.department');

create table core.place (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  site_id uuid,
  department_id uuid,
  name text not null check (length(name) between 1 and 200),
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, name),
  foreign key (org_id, site_id) references core.site (org_id, id),
  foreign key (org_id, department_id) references core.department (org_id, id)
);
call platform.tenant_table('core.place');

-- A workstation is where somebody sat, kept apart from who it was and from the login that was used.
create table core.workstation (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  place_id uuid,
  name text not null check (length(name) between 1 and 200),
  is_shared boolean not null default false,
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, name),
  foreign key (org_id, place_id) references core.place (org_id, id)
);
call platform.tenant_table('core.workstation');

-- ---------------------------------------------------------------- people, teams, roles

create table core.person (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  kind text not null default 'staff' check (kind in ('staff', 'patient_learner', 'contact', 'service')),
  name text not null check (length(name) between 1 and 200),
  email text check (email = lower(email) and length(email) between 3 and 320),
  phone text check (length(phone) <= 60),
  title text check (length(title) <= 200),
  department_id uuid,
  site_id uuid,
  place_id uuid,
  manager_id uuid,
  -- Who answers for a service identity.
  custodian_id uuid,
  language text check (language in ('en', 'es')),
  external_key text,
  is_active boolean not null default true,
  merged_into_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, department_id) references core.department (org_id, id),
  foreign key (org_id, site_id) references core.site (org_id, id),
  foreign key (org_id, place_id) references core.place (org_id, id),
  foreign key (org_id, manager_id) references core.person (org_id, id),
  foreign key (org_id, custodian_id) references core.person (org_id, id),
  foreign key (org_id, merged_into_id) references core.person (org_id, id),
  check (kind <> 'service' or custodian_id is not null),
  check (merged_into_id is null or not is_active)
);
create unique index person_email on core.person (org_id, email) where email is not null and merged_into_id is null;
create index person_name on core.person (org_id, lower(name) text_pattern_ops);
create index person_department on core.person (org_id, department_id);
create unique index person_external_key on core.person (org_id, external_key) where external_key is not null;
call platform.tenant_table('core.person', 'select, insert, update');

create table core.skill (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  primary key (org_id, id),
  unique (org_id, name)
);
call platform.tenant_table('core.skill');

create table core.person_skill (
  org_id uuid not null,
  person_id uuid not null,
  skill_id uuid not null,
  level smallint not null default 1 check (level between 1 and 4),
  primary key (org_id, person_id, skill_id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, skill_id) references core.skill (org_id, id)
);
call platform.tenant_table('core.person_skill');

create table core.team (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  tier smallint not null default 1 check (tier between 1 and 3),
  email text check (email = lower(email)),
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, name)
);
call platform.tenant_table('core.team');

create table core.team_member (
  org_id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  is_lead boolean not null default false,
  primary key (org_id, team_id, person_id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index team_member_person on core.team_member (org_id, person_id);
call platform.tenant_table('core.team_member');

create table core.team_skill (
  org_id uuid not null,
  team_id uuid not null,
  skill_id uuid not null,
  primary key (org_id, team_id, skill_id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, skill_id) references core.skill (org_id, id)
);
call platform.tenant_table('core.team_skill');

create table core.role (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  title text not null check (length(title) between 1 and 200),
  family text not null default 'own',
  summary text not null default '',
  home text not null default 'portal' check (home in ('portal', 'desk', 'flow', 'knowledge', 'organization')),
  permissions text[] not null default '{}',
  duties jsonb not null default '[]',
  idle_minutes int check (idle_minutes between 1 and 1440),
  is_builtin boolean not null default false,
  primary key (org_id, id),
  unique (org_id, key)
);
call platform.tenant_table('core.role');

create table core.role_assignment (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role_id uuid not null,
  department_id uuid,
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, role_id) references core.role (org_id, id),
  foreign key (org_id, department_id) references core.department (org_id, id),
  check (valid_to is null or valid_to > valid_from)
);
create index role_assignment_person on core.role_assignment (org_id, person_id);
call platform.tenant_table('core.role_assignment');

-- ---------------------------------------------------------------- sign-in

create table core.password (
  org_id uuid not null,
  person_id uuid not null,
  hash text not null,
  changed_at timestamptz not null default now(),
  primary key (org_id, person_id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('core.password');

-- The secret is encrypted with the installation's key, which is never in the database.
create table core.second_factor (
  org_id uuid not null,
  person_id uuid not null,
  secret_sealed bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  primary key (org_id, person_id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('core.second_factor');

create table core.recovery_code (
  org_id uuid not null,
  person_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (org_id, person_id, code_hash),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('core.recovery_code');

create table core.session (
  org_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  user_agent text not null default '',
  address text not null default '',
  idle_minutes int not null check (idle_minutes between 1 and 1440),
  created_at timestamptz not null,
  last_active_at timestamptz not null,
  expires_at timestamptz not null,
  stepped_up_at timestamptz,
  -- A session between the password and the second factor may do nothing but give the factor.
  is_pending boolean not null default false,
  ended_at timestamptz,
  primary key (org_id, id),
  unique (org_id, token_hash),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index session_person on core.session (org_id, person_id) where ended_at is null;
call platform.tenant_table('core.session', 'select, insert, update');

create table core.login_token (
  org_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  purpose text not null check (purpose in ('invitation', 'reset')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, token_hash),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('core.login_token');

-- How often something was tried from one key (a person, an address) in one window.
create table core.throttle (
  org_id uuid not null references core.organization (id),
  key text not null,
  window_at timestamptz not null,
  tries int not null default 1,
  primary key (org_id, key, window_at)
);
call platform.tenant_table('core.throttle');

-- ---------------------------------------------------------------- records

-- One sequence for the human numbers of all organizations: it never makes two creations wait.
create sequence core.record_number start 1001;
grant usage on sequence core.record_number to wardline_app;

create table core.record (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  kind text not null,
  number bigint not null,
  title text not null check (length(title) between 1 and 500),
  state text not null,
  category text not null check (category in ('waiting', 'active', 'paused', 'done')),
  priority smallint check (priority between 1 and 4),
  team_id uuid,
  owner_id uuid,
  requester_id uuid,
  tags text[] not null default '{}',
  -- Beside its parties and those who work on its kind: who may see the record.
  audience text not null default 'parties' check (audience in ('parties', 'internal', 'staff', 'public')),
  due_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, kind, number),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, owner_id) references core.person (org_id, id),
  foreign key (org_id, requester_id) references core.person (org_id, id)
) with (fillfactor = 85);
-- Everything by last update; what is not done by last update, with the columns that views count by;
-- and the same for one team, one owner, one requester.
create index record_recent on core.record (org_id, kind, updated_at desc, id desc);
create index record_undone on core.record (org_id, kind, updated_at desc, id desc)
  include (state, team_id, owner_id, priority, due_at, requester_id) where category <> 'done';
create index record_team on core.record (org_id, team_id, kind, updated_at desc, id desc) where category <> 'done';
create index record_owner on core.record (org_id, owner_id, kind, updated_at desc, id desc) where category <> 'done';
create index record_requester on core.record (org_id, requester_id, kind, updated_at desc, id desc);
create index record_due on core.record (org_id, kind, due_at, id) where category <> 'done' and due_at is not null;
create index record_created on core.record (org_id, kind, created_at);
call platform.tenant_table('core.record', 'select, insert, update');

-- The timeline. The application may add to it and read it, and nothing else.
create table core.event (
  org_id uuid not null,
  record_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  actor_id uuid,
  action text not null,
  data jsonb not null default '{}',
  primary key (org_id, record_id, at, id),
  foreign key (org_id, record_id) references core.record (org_id, id)
) partition by range (at);
create index event_at on core.event (org_id, at, action);
create table core.event_other partition of core.event default;
call platform.tenant_table('core.event', 'select, insert');

-- What happened beside the records: sign-ins, denials, searches, exports, changes of people and roles.
create table core.audit (
  org_id uuid not null references core.organization (id),
  at timestamptz not null,
  id uuid not null,
  actor_id uuid,
  action text not null,
  record_id uuid,
  address text,
  data jsonb not null default '{}',
  primary key (org_id, at, id)
) partition by range (at);
create index audit_actor on core.audit (org_id, actor_id, at);
create index audit_record on core.audit (org_id, record_id, at);
create table core.audit_other partition of core.audit default;
call platform.tenant_table('core.audit', 'select, insert');

-- Makes the monthly partitions of the timeline and the audit log from one date to another.
-- Run by the owner at start and by the importer; the default partitions catch the rest.
create function platform.make_partitions(from_date date, to_date date) returns int
language plpgsql
as $$
declare
  first_day date := date_trunc('month', from_date);
  parent text;
  made int := 0;
begin
  while first_day <= to_date loop
    foreach parent in array array['event', 'audit'] loop
      if to_regclass(format('core.%s_%s', parent, to_char(first_day, 'YYYY_MM'))) is null then
        execute format(
          'create table core.%I partition of core.%I for values from (%L) to (%L)',
          parent || '_' || to_char(first_day, 'YYYY_MM'), parent,
          first_day::timestamp at time zone 'UTC', (first_day + interval '1 month')::timestamp at time zone 'UTC');
        made := made + 1;
      end if;
    end loop;
    first_day := first_day + interval '1 month';
  end loop;
  return made;
end $$;

create table core.message (
  org_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  author_id uuid,
  is_internal boolean not null,
  channel text not null default 'web',
  body text not null check (length(body) <= 100000),
  created_at timestamptz not null,
  redacted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, author_id) references core.person (org_id, id)
);
create index message_record on core.message (org_id, record_id, created_at, id);
call platform.tenant_table('core.message', 'select, insert, update');

create table core.link (
  org_id uuid not null,
  from_id uuid not null,
  type text not null,
  to_id uuid not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, from_id, type, to_id),
  foreign key (org_id, from_id) references core.record (org_id, id),
  foreign key (org_id, to_id) references core.record (org_id, id),
  check (from_id <> to_id)
);
create index link_to on core.link (org_id, to_id, type);
call platform.tenant_table('core.link');

-- Who follows a record. A participant also belongs to it: he may see its public side and answer.
create table core.watcher (
  org_id uuid not null,
  record_id uuid not null,
  person_id uuid not null,
  is_participant boolean not null default false,
  created_at timestamptz not null,
  primary key (org_id, record_id, person_id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index watcher_person on core.watcher (org_id, person_id, record_id);
call platform.tenant_table('core.watcher');

-- A file first belongs to who uploaded it, then to the record and message that it is sent with.
create table core.attachment (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  record_id uuid,
  message_id uuid,
  uploaded_by uuid not null,
  name text not null check (length(name) between 1 and 255),
  media_type text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 bytea not null,
  storage_key text not null,
  is_inline boolean not null default false,
  created_at timestamptz not null,
  removed_at timestamptz,
  removed_by uuid,
  primary key (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, message_id) references core.message (org_id, id),
  foreign key (org_id, uploaded_by) references core.person (org_id, id)
);
create index attachment_record on core.attachment (org_id, record_id) where record_id is not null;
call platform.tenant_table('core.attachment', 'select, insert, update');

create table core.file_link (
  org_id uuid not null,
  token_hash bytea not null,
  attachment_id uuid not null,
  person_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, token_hash),
  foreign key (org_id, attachment_id) references core.attachment (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('core.file_link');

-- The answer to a create that may be sent twice.
create table core.idempotency (
  org_id uuid not null,
  person_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  fingerprint bytea not null,
  answer jsonb not null,
  created_at timestamptz not null,
  primary key (org_id, person_id, key),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('core.idempotency');

create table core.saved_view (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  kind text not null,
  name text not null check (length(name) between 1 and 100),
  filter jsonb not null,
  columns text[] not null default '{}',
  owner_id uuid not null,
  is_shared boolean not null default false,
  position int not null default 0,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references core.person (org_id, id)
);
create index saved_view_owner on core.saved_view (org_id, kind, owner_id);
call platform.tenant_table('core.saved_view');

-- Unsent words, kept on the server so that a shared workstation keeps none.
create table core.draft (
  org_id uuid not null,
  person_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  body text not null check (length(body) <= 100000),
  updated_at timestamptz not null,
  primary key (org_id, person_id, key),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('core.draft');

create table core.notification (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  record_id uuid,
  reason text not null,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id)
);
create index notification_person on core.notification (org_id, person_id, created_at desc, id desc);
create index notification_unread on core.notification (org_id, person_id) where read_at is null;
call platform.tenant_table('core.notification');

create table core.outbox (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  to_person_id uuid,
  to_address text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'held', 'failed')),
  tries int not null default 0,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, to_person_id) references core.person (org_id, id)
);
create index outbox_recent on core.outbox (org_id, created_at desc, id desc);
call platform.tenant_table('core.outbox');

-- ---------------------------------------------------------------- search

-- English stemming after the accents are taken off, so that «jose» finds José.
create text search configuration core.english (copy = pg_catalog.english);
alter text search configuration core.english alter mapping for hword, hword_part, word with public.unaccent, english_stem;
create text search configuration core.spanish (copy = pg_catalog.spanish);
alter text search configuration core.spanish alter mapping for hword, hword_part, word with public.unaccent, spanish_stem;

create table core.search_entry (
  org_id uuid not null,
  -- The message or article that the words come from; the record's own id for its title.
  entry_id uuid not null,
  record_id uuid not null,
  kind text not null,
  is_internal boolean not null,
  at timestamptz not null,
  words tsvector not null,
  primary key (org_id, entry_id),
  foreign key (org_id, record_id) references core.record (org_id, id)
);
create index search_entry_words on core.search_entry using gin (org_id, words) with (fastupdate = on, gin_pending_list_limit = 4096);
create index search_entry_recent on core.search_entry (org_id, at desc, entry_id desc);
create index search_entry_record on core.search_entry (org_id, record_id);
call platform.tenant_table('core.search_entry');

-- The words that an organization uses, for typing errors and completion; filled in the background.
create table core.search_word (
  org_id uuid not null references core.organization (id),
  word text not null check (length(word) between 2 and 60),
  uses int not null,
  primary key (org_id, word)
);
create index search_word_similar on core.search_word using gin (org_id, word public.gin_trgm_ops);
call platform.tenant_table('core.search_word');

create table core.synonym (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  words text[] not null check (cardinality(words) between 2 and 20),
  primary key (org_id, id)
);
call platform.tenant_table('core.synonym');

-- ---------------------------------------------------------------- doors for who is not signed in yet

-- The organization that a visitor means: by its slug, or the only one of the installation.
create function core.find_organization(wanted text) returns table (id uuid, name text, slug text, language text, time_zone text)
language sql stable security definer set search_path = core, pg_temp
as $$
  select o.id, o.name, o.slug, o.language, o.time_zone from core.organization o
  where case when wanted is null then (select count(*) from (select from core.organization limit 2) two) = 1 else o.slug = wanted end
$$;
revoke all on function core.find_organization(text) from public;
grant execute on function core.find_organization(text) to wardline_app;

create function core.count_organizations() returns bigint
language sql stable security definer set search_path = core, pg_temp
as $$ select count(*) from core.organization $$;
revoke all on function core.count_organizations() from public;
grant execute on function core.count_organizations() to wardline_app;
