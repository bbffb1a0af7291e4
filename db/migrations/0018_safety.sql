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
