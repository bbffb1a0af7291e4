-- Tickets in daily use: the order of saved views, one notification an event, abandoned uploads.

alter table core.saved_view add column sort text check (length(sort) <= 40);
alter table core.saved_view add column is_reversed boolean not null default false;

-- Where a message waits for its files: what nobody sent is found by its age.
create index attachment_unsent on core.attachment (org_id, created_at) where record_id is null and removed_at is null;
create index attachment_message on core.attachment (org_id, message_id) where message_id is not null;
create index file_link_expires on core.file_link (org_id, expires_at);

-- Schedules belong to no organization, so the job that tidies up asks here whose uploads were never sent.
create function core.organizations_with_unsent_files(before timestamptz) returns table (org_id uuid)
language sql stable security definer set search_path = core, pg_temp
as $$
  select distinct a.org_id from core.attachment a
  where a.record_id is null and a.removed_at is null and a.created_at < before
  union
  select distinct l.org_id from core.file_link l where l.expires_at < before
$$;
revoke all on function core.organizations_with_unsent_files(timestamptz) from public;
grant execute on function core.organizations_with_unsent_files(timestamptz) to wardline_app;

-- Which of these stored files an attachment of any organization still needs. It tells no more than that.
create function core.files_in_use(keys text[]) returns table (storage_key text)
language sql stable security definer set search_path = core, pg_temp
as $$ select a.storage_key from core.attachment a where a.storage_key = any(keys) and a.removed_at is null $$;
revoke all on function core.files_in_use(text[]) from public;
grant execute on function core.files_in_use(text[]) to wardline_app;
create index attachment_storage_key on core.attachment (storage_key);
