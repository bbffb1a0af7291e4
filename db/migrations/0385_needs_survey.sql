-- Surveys of needs: how sure people feel about chosen competencies, without keeping whose answer is which.

create table training.needs_survey (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  -- Whom it asks; a job is named in small letters, as requirements name it.
  subject text not null check (subject in ('role', 'department', 'job')),
  role_id uuid,
  department_id uuid,
  named text check (length(named) between 1 and 200),
  starts_on date not null,
  ends_on date not null,
  -- By it whoever answered finds their answers again. It is gone when the survey has ended, and with it the way back.
  key_sealed bytea,
  begun_at timestamptz,
  ended_at timestamptz,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (org_id, id),
  check (ends_on >= starts_on),
  check ((subject = 'role') = (role_id is not null) and (subject = 'department') = (department_id is not null)
    and (subject = 'job') = (named is not null)),
  check ((ended_at is null) = (key_sealed is not null)),
  foreign key (org_id, role_id) references core.role (org_id, id),
  foreign key (org_id, department_id) references core.department (org_id, id),
  foreign key (org_id, made_by) references core.person (org_id, id)
);
create index needs_survey_open on training.needs_survey (org_id, ends_on) where ended_at is null;
call platform.tenant_table('training.needs_survey', 'select, insert, update');

create table training.needs_survey_competency (
  org_id uuid not null,
  survey_id uuid not null,
  competency_id uuid not null,
  position smallint not null check (position >= 1),
  primary key (org_id, survey_id, competency_id),
  unique (org_id, survey_id, position),
  foreign key (org_id, survey_id) references training.needs_survey (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id)
);
call platform.tenant_table('training.needs_survey_competency', 'select, insert');

-- Who was asked when it began, and that they answered: not what, and not when.
create table training.needs_survey_person (
  org_id uuid not null,
  survey_id uuid not null,
  person_id uuid not null,
  department_id uuid,
  has_answered boolean not null default false,
  primary key (org_id, survey_id, person_id),
  foreign key (org_id, survey_id) references training.needs_survey (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, department_id) references core.department (org_id, id)
);
create index needs_survey_person_person on training.needs_survey_person (org_id, person_id);
call platform.tenant_table('training.needs_survey_person', 'select, insert, update');

-- One row for each competency, under a key of its own, so that not even the rows of one person belong together.
create table training.needs_survey_answer (
  org_id uuid not null,
  survey_id uuid not null,
  answer_key bytea not null check (length(answer_key) = 32),
  competency_id uuid not null,
  department_id uuid,
  -- The highest level that was required of whoever answered.
  wanted_level smallint check (wanted_level between 1 and 10),
  -- Null of who does not use it.
  self_level smallint check (self_level between 1 and 10),
  primary key (org_id, survey_id, answer_key),
  foreign key (org_id, survey_id, competency_id) references training.needs_survey_competency (org_id, survey_id, competency_id),
  foreign key (org_id, department_id) references core.department (org_id, id)
);
call platform.tenant_table('training.needs_survey_answer', 'select, insert, update, delete');

create table training.needs_survey_wish (
  org_id uuid not null,
  survey_id uuid not null,
  answer_key bytea not null check (length(answer_key) = 32),
  words text not null check (length(words) between 1 and 1000),
  primary key (org_id, survey_id, answer_key),
  foreign key (org_id, survey_id) references training.needs_survey (org_id, id)
);
call platform.tenant_table('training.needs_survey_wish', 'select, insert, update, delete');

-- A need that people told of, and not the queue: it is about a competency, and its evidence are numbers of the survey.
alter table training.need alter column application drop not null;
alter table training.need alter column application_name drop not null;
alter table training.need alter column department_id drop not null;
alter table training.need add column survey_id uuid;
alter table training.need add column competency_id uuid;
alter table training.need add column below int check (below >= 0);
alter table training.need add check ((survey_id is null) = (application is not null)
  and (application is null) = (application_name is null) and (survey_id is null) = (competency_id is null)
  and (survey_id is null) = (below is null) and (survey_id is not null or department_id is not null));
alter table training.need add foreign key (org_id, survey_id, competency_id)
  references training.needs_survey_competency (org_id, survey_id, competency_id);
create unique index need_survey_open on training.need
  (org_id, survey_id, competency_id, coalesce(department_id, '00000000-0000-0000-0000-000000000000'))
  where ended_at is null and survey_id is not null;
