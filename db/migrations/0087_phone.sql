-- The phone desk: callers are found by extension and badge too, and calls are noted.

alter table core.person
  add column extension text check (length(extension) <= 20),
  add column badge text check (length(badge) <= 60);

-- What a person is searched by: also the extension, its own or at the end of the phone number, and the badge.
alter table core.person drop column words;
alter table core.person add column words text collate "C" generated always as (
  ' ' || core.fold(name) || ' ' || core.fold(coalesce(email, '')) || ' ' || regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')
  || ' ' || core.fold(coalesce(extension, substring(phone from '(?i)(?:ext|x)[. ]*([0-9]{2,10}) *$'), ''))
  || ' ' || core.fold(coalesce(badge, ''))
) stored;
create index person_words on core.person using gin (org_id, words public.gin_trgm_ops);

-- The open tickets of a workstation's callers, and who used it last.
create index ticket_workstation on tickets.ticket (org_id, workstation_id, id desc) where workstation_id is not null;

-- One call that was logged: its id is given by the page, so that the same call sent again is one ticket and one time.
create table tickets.phone_call (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  agent_id uuid not null,
  seconds int not null check (seconds between 0 and 86400),
  logged_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, agent_id) references core.person (org_id, id)
);
create index phone_call_agent on tickets.phone_call (org_id, agent_id, logged_at desc);
call platform.tenant_table('tickets.phone_call', 'select, insert, update');

-- Callers whose words begin like all patterns, some of them, while somebody types: without the weighing of
-- `core.find_people`, which reads everybody who is only similar.
create function core.find_callers(patterns text[], found_max int) returns table (id uuid)
language sql stable security definer
set search_path = core, public, pg_temp
set enable_seqscan = off
set enable_indexscan = off
as $$
  select p.id from core.person p
  where p.org_id = nullif(current_setting('app.org_id', true), '')::uuid
    and p.words like patterns[1] and p.words like all (patterns)
    and p.is_active and p.merged_into_id is null and p.kind <> 'service'
  limit least(found_max, 200)
$$;
revoke all on function core.find_callers(text[], int) from public;
grant execute on function core.find_callers(text[], int) to wardline_app;
