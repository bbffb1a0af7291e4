-- What somebody is seen to do: rubrics in versions that stay, and check-offs that an assessor has signed.

create table training.rubric (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  archived_at timestamptz,
  primary key (org_id, id)
);
call platform.tenant_table('training.rubric', 'select, insert, update');

create table training.rubric_version (
  org_id uuid not null,
  rubric_id uuid not null,
  version int not null check (version >= 1),
  title text not null check (length(title) between 1 and 200),
  -- What its levels are called, from the lowest: level 1 is the first.
  levels text[] not null check (cardinality(levels) between 2 and 6),
  -- [{"text", "level"}]: what is looked at, and the level that it takes.
  criteria jsonb not null check (jsonb_array_length(criteria) between 1 and 50),
  competency_id uuid,
  competency_level smallint check (competency_level between 1 and 10),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (org_id, rubric_id, version),
  check ((competency_id is null) = (competency_level is null)),
  foreign key (org_id, rubric_id) references training.rubric (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id),
  foreign key (org_id, made_by) references core.person (org_id, id)
);
call platform.tenant_table('training.rubric_version', 'select, insert');
grant update (title) on training.rubric_version to wardline_app;

-- Signed, and never changed: what turns out wrong is taken back by another line of learning.
create table training.check_off (
  org_id uuid not null,
  id uuid not null,
  rubric_id uuid not null,
  version int not null,
  person_id uuid not null,
  assessor_id uuid not null,
  -- The level that was seen, for each criterion.
  levels smallint[] not null,
  is_passed boolean not null,
  -- As the assessor wrote it under what they signed.
  signature text not null check (length(signature) between 1 and 200),
  signed_at timestamptz not null,
  record_id uuid not null,
  primary key (org_id, id),
  unique (org_id, record_id),
  check (person_id <> assessor_id),
  foreign key (org_id, rubric_id, version) references training.rubric_version (org_id, rubric_id, version),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, assessor_id) references core.person (org_id, id),
  foreign key (org_id, record_id) references training.learning_record (org_id, id)
);
create index check_off_person on training.check_off (org_id, person_id, signed_at desc);
create index check_off_rubric on training.check_off (org_id, rubric_id, signed_at desc);
call platform.tenant_table('training.check_off', 'select, insert');
-- An erasure takes a name out.
grant update (signature) on training.check_off to wardline_app;
