-- Packaged courses (SCORM, cmi5), what learners did in them, and statements of xAPI.

create table training.package (
  org_id uuid not null,
  id uuid not null,
  format text not null check (format in ('scorm12', 'scorm2004', 'cmi5')),
  -- What the package calls itself.
  identifier text not null check (length(identifier) between 1 and 2000),
  title text not null check (length(title) between 1 and 200),
  size_bytes bigint not null check (size_bytes >= 0),
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  -- Nobody begins it any more; who began goes on.
  retired_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, uploaded_by) references core.person (org_id, id)
);
call platform.tenant_table('training.package', 'select, insert, update');

-- What is opened one by one: a SCO, or an assignable unit.
create table training.package_unit (
  org_id uuid not null,
  id uuid not null,
  package_id uuid not null,
  position smallint not null,
  identifier text not null check (length(identifier) between 1 and 2000),
  title text not null check (length(title) between 1 and 200),
  path text not null check (length(path) between 1 and 500),
  -- What stands behind the question mark or the number sign of its address.
  parameters text not null default '' check (length(parameters) <= 1000),
  launch_data text not null default '' check (length(launch_data) <= 4096),
  mastery_percent numeric(5, 2) check (mastery_percent between 0 and 100),
  -- When it counts as done.
  move_on text not null check (move_on in ('Passed', 'Completed', 'CompletedAndPassed', 'CompletedOrPassed', 'NotApplicable')),
  primary key (org_id, id),
  unique (org_id, package_id, position),
  foreign key (org_id, package_id) references training.package (org_id, id)
);
call platform.tenant_table('training.package_unit', 'select, insert');

create table training.package_file (
  org_id uuid not null,
  package_id uuid not null,
  path text not null check (length(path) between 1 and 500),
  storage_key text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  primary key (org_id, package_id, path),
  foreign key (org_id, package_id) references training.package (org_id, id)
);
create index package_file_storage_key on training.package_file (storage_key);
call platform.tenant_table('training.package_file', 'select, insert');

-- What who has done it can.
create table training.package_grant (
  org_id uuid not null,
  package_id uuid not null,
  competency_id uuid not null,
  level smallint not null check (level between 1 and 10),
  primary key (org_id, package_id, competency_id),
  foreign key (org_id, package_id) references training.package (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id)
);
call platform.tenant_table('training.package_grant', 'select, insert, delete');

-- One person in one package.
create table training.registration (
  org_id uuid not null,
  id uuid not null,
  package_id uuid not null,
  person_id uuid not null,
  started_at timestamptz not null,
  -- The best of its outcomes that stands among what was learned, so that none does so twice.
  recorded text check (recorded in ('failed', 'completed', 'passed')),
  primary key (org_id, id),
  unique (org_id, package_id, person_id),
  foreign key (org_id, package_id) references training.package (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index registration_person on training.registration (org_id, person_id);
call platform.tenant_table('training.registration', 'select, insert, update');

-- How far a person is in one unit, and what the package keeps of it: bookmarks and answers as they were given.
create table training.unit_progress (
  org_id uuid not null,
  registration_id uuid not null,
  unit_id uuid not null,
  kept jsonb not null default '{}',
  is_completed boolean not null default false,
  success text check (success in ('passed', 'failed')),
  score_percent numeric(5, 2) check (score_percent between 0 and 100),
  saved_at timestamptz not null,
  primary key (org_id, registration_id, unit_id),
  foreign key (org_id, registration_id) references training.registration (org_id, id),
  foreign key (org_id, unit_id) references training.package_unit (org_id, id)
);
call platform.tenant_table('training.unit_progress', 'select, insert, update');

-- A unit that was opened: its token opens the files of the package, and writes for its person alone.
create table training.launch (
  org_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  registration_id uuid not null,
  unit_id uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (org_id, token_hash),
  foreign key (org_id, registration_id) references training.registration (org_id, id),
  foreign key (org_id, unit_id) references training.package_unit (org_id, id)
);
create index launch_expires on training.launch (org_id, expires_at);
call platform.tenant_table('training.launch', 'select, insert, delete');

-- Statements of xAPI. They are added and never changed; what voids one is another one.
create table training.statement (
  org_id uuid not null,
  id uuid not null,
  -- Who did it, where that is somebody of here.
  person_id uuid,
  registration_id uuid,
  verb text not null check (length(verb) between 1 and 2000),
  activity text check (length(activity) between 1 and 2000),
  voids_id uuid,
  sent_by uuid not null,
  stored_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, sent_by) references core.person (org_id, id),
  foreign key (org_id, registration_id) references training.registration (org_id, id)
);
create index statement_stored on training.statement (org_id, stored_at desc, id desc);
create index statement_voids on training.statement (org_id, voids_id) where voids_id is not null;
create index statement_person on training.statement (org_id, person_id) where person_id is not null;
create index statement_sent_by on training.statement (org_id, sent_by);
create index statement_registration on training.statement (org_id, registration_id) where registration_id is not null;
call platform.tenant_table('training.statement', 'select, insert');

-- What a statement says in its own words, which can be taken out when it has to.
create table training.statement_words (
  org_id uuid not null,
  statement_id uuid not null,
  document jsonb not null,
  primary key (org_id, statement_id),
  foreign key (org_id, statement_id) references training.statement (org_id, id)
);
call platform.tenant_table('training.statement_words', 'select, insert, delete');

-- Outcomes of packages, and what statements tell, are learned too. What other rules name stays named.
do $$
declare
  rule text := (select pg_get_constraintdef(oid) from pg_constraint
    where conrelid = 'training.learning_record'::regclass and conname = 'learning_record_origin_check');
begin
  execute 'alter table training.learning_record drop constraint learning_record_origin_check, add constraint learning_record_origin_check '
    || replace(rule, 'ARRAY[', 'ARRAY[''package''::text, ''statement''::text, ');
end $$;

-- A stored file is in use while an attachment, a mail or a package has it.
create or replace function core.files_in_use(keys text[]) returns table (storage_key text)
language sql stable security definer set search_path = core, pg_temp
as $$
  select a.storage_key from core.attachment a where a.storage_key = any(keys) and a.removed_at is null
  union all select m.storage_key from channels.mail_in m where m.storage_key = any(keys)
  union all select f.storage_key from training.package_file f where f.storage_key = any(keys)
$$;
