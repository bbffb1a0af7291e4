-- Files that belong to no record and tell of a person: what proves that something was learned.
alter table core.attachment
  add column about_person_id uuid,
  add foreign key (org_id, about_person_id) references core.person (org_id, id),
  add check (about_person_id is null or record_id is null);
create index attachment_about_person on core.attachment (org_id, about_person_id) where about_person_id is not null;
drop index core.attachment_unsent;
create index attachment_unsent on core.attachment (org_id, created_at)
  where record_id is null and about_person_id is null and removed_at is null;
create or replace function core.organizations_with_unsent_files(before timestamptz) returns table (org_id uuid)
language sql stable security definer set search_path = core, pg_temp
as $$
  select distinct a.org_id from core.attachment a
  where a.record_id is null and a.about_person_id is null and a.removed_at is null and a.created_at < before
  union
  select distinct l.org_id from core.file_link l where l.expires_at < before
$$;

create table training.evidence_file (
  org_id uuid not null,
  line_id uuid not null,
  attachment_id uuid not null,
  primary key (org_id, attachment_id),
  foreign key (org_id, line_id) references training.learning_record (org_id, id),
  foreign key (org_id, attachment_id) references core.attachment (org_id, id)
);
create index evidence_file_line on training.evidence_file (org_id, line_id);
call platform.tenant_table('training.evidence_file', 'select, insert');
