-- People and sign-in: search in the directory, mail that waits, resets that somebody answers for.

-- ---------------------------------------------------------------- the directory

-- Text as people search for it: lower case, without accents. Declared immutable, since the dictionary is named.
create function core.fold(words text) returns text
language sql immutable strict parallel safe
as $$ select lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

-- The order of lists is the same on every server, so that a page's key means the same everywhere; the words
-- begin with a blank, so that the beginning of each word is found by one pattern.
alter table core.person
  add column sort_name text collate "C" generated always as (core.fold(name)) stored,
  add column words text collate "C" generated always as (
    ' ' || core.fold(name) || ' ' || core.fold(coalesce(email, '')) || ' ' || regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')
  ) stored;
create index person_sort on core.person (org_id, sort_name, id);
create index person_words on core.person using gin (org_id, words public.gin_trgm_ops);
create index person_manager on core.person (org_id, manager_id) where manager_id is not null;
create index role_assignment_role on core.role_assignment (org_id, role_id);

-- The people whose words begin like all patterns or read like the wanted text, best first. Row security keeps
-- `like` and `<%` from using an index, so this door looks past it and holds to the organization itself.
create function core.find_people(wanted text, patterns text[], found_max int)
returns table (id uuid, closeness int)
language sql stable security definer
set search_path = core, public, pg_temp
set pg_trgm.word_similarity_threshold = 0.5
as $$
  select p.id,
    case when p.words like all (patterns) then 2000 else 0 end
      + (1000 * word_similarity(wanted, p.words))::int as closeness
  from core.person p
  where p.org_id = nullif(current_setting('app.org_id', true), '')::uuid
    and ((p.words like patterns[1] and p.words like all (patterns)) or wanted <% p.words)
  order by closeness desc, p.sort_name, p.id
  limit least(found_max, 1000)
$$;
revoke all on function core.find_people(text, text[], int) from public;
grant execute on function core.find_people(text, text[], int) to wardline_app;

alter table core.skill add column archived_at timestamptz;
alter table core.role add column archived_at timestamptz;

-- ---------------------------------------------------------------- sign-in

-- Who had a password or a second step of somebody else reset, on whose word it was that person.
create table core.credential_reset (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  by_id uuid not null,
  what text not null check (what in ('password', 'factor')),
  verified_by text not null check (verified_by in ('call_back', 'manager', 'in_person')),
  reason text not null check (length(reason) between 1 and 2000),
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, by_id) references core.person (org_id, id)
);
create index credential_reset_person on core.credential_reset (org_id, person_id, created_at);
call platform.tenant_table('core.credential_reset', 'select, insert');

create index login_token_person on core.login_token (org_id, person_id) where used_at is null;
create index throttle_window on core.throttle (org_id, window_at);
create index audit_recent on core.audit (org_id, at, id, action);

-- ---------------------------------------------------------------- mail that waits

-- A mail is claimed for some minutes before it goes out, so that two workers never send it at once. Its message
-- id never changes, so that the one repetition that SMTP cannot exclude (killed between the server's yes and our
-- note of it) is recognized by the receiving side. A link that opens an account is taken out of the body as soon
-- as the mail is sent or the link has expired.
alter table core.outbox
  add column message_id text,
  add column is_secret boolean not null default false,
  add column expires_at timestamptz,
  add column claimed_until timestamptz,
  add column next_try_at timestamptz;
create index outbox_waiting on core.outbox (org_id, created_at) where state = 'queued';
create index outbox_secret on core.outbox (org_id, expires_at) where is_secret;

-- Schedules run for the whole installation and then work for one organization after the other.
create function core.organization_ids() returns setof uuid
language sql stable security definer set search_path = core, pg_temp
as $$ select id from core.organization order by id $$;
revoke all on function core.organization_ids() from public;
grant execute on function core.organization_ids() to wardline_app;
