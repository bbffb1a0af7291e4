-- Safety: what those outside may know of a record's changes, words of the timeline that a redaction reaches,
-- and where somebody signed in lately.

-- ---------------------------------------------------------------- what those outside see of a change

-- Who sees a record from outside must not notice that something happened inside, not even by a number that jumps.
-- Null means that they see the same as those inside.
alter table core.record add column outer_version int, add column outer_updated_at timestamptz;
drop index core.record_requester;
create index record_requester on core.record
  (org_id, requester_id, kind, (coalesce(outer_updated_at, updated_at)) desc, id desc);
-- The few records that more people see than their parties.
create index record_shown on core.record (org_id, kind, id) where audience in ('staff', 'public');

-- ---------------------------------------------------------------- words of the timeline

-- The timeline itself is for good and tells of words only that there are any. What they were and became is kept
-- here, in the shape of the event's data, where a redaction reaches it.
create table core.event_words (
  org_id uuid not null,
  record_id uuid not null,
  event_id uuid not null,
  words jsonb not null,
  primary key (org_id, record_id, event_id),
  foreign key (org_id, record_id) references core.record (org_id, id)
);
call platform.tenant_table('core.event_words', 'select, insert, update');

-- The note beside noted time is words too; who worked for how long stays as it was told.
grant update (note) on tickets.time_entry to wardline_app;

-- ---------------------------------------------------------------- where somebody signed in lately

create index session_known on core.session (org_id, person_id, address, created_at) where not is_pending;

-- ---------------------------------------------------------------- who it was

-- Merging doubles moves whatever points to a person by a foreign key, so every column that names one has it.
alter table core.attachment add foreign key (org_id, removed_by) references core.person (org_id, id);
alter table core.link add foreign key (org_id, created_by) references core.person (org_id, id);
alter table tickets.hand add foreign key (org_id, by_id) references core.person (org_id, id);
alter table tickets.ticket add foreign key (org_id, last_word_by_id) references core.person (org_id, id);
