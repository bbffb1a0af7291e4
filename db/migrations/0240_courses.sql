-- Courses: what is taught, in versions that stay once they are published, with objectives and a lesson plan.

create table training.course (
  org_id uuid not null,
  id uuid not null,
  primary key (org_id, id),
  foreign key (org_id, id) references core.record (org_id, id)
);
call platform.tenant_table('training.course', 'select, insert');

-- A version without a day of publishing is the draft, of which a course has one at most.
create table training.course_version (
  org_id uuid not null,
  course_id uuid not null,
  version int not null check (version >= 1),
  title text not null check (length(title) between 1 and 200),
  course_kind text not null check (course_kind in ('new_software', 'update', 'reinforcement', 'remedial', 'onboarding', 'patients')),
  applications text[] not null default '{}' check (cardinality(applications) <= 20),
  audience text not null default '' check (length(audience) <= 300),
  summary text not null default '' check (length(summary) <= 4000),
  -- Whoever books needs the yes of their manager.
  needs_approval boolean not null default false,
  published_at timestamptz,
  published_by uuid,
  primary key (org_id, course_id, version),
  check ((published_at is null) = (published_by is null)),
  foreign key (org_id, course_id) references training.course (org_id, id),
  foreign key (org_id, published_by) references core.person (org_id, id)
);
create unique index course_version_draft on training.course_version (org_id, course_id) where published_at is null;
call platform.tenant_table('training.course_version', 'select, insert, update');

create table training.objective (
  org_id uuid not null,
  course_id uuid not null,
  version int not null,
  position smallint not null check (position between 1 and 30),
  statement text not null check (length(statement) between 1 and 500),
  competency_id uuid,
  level smallint check (level between 1 and 10),
  primary key (org_id, course_id, version, position),
  check ((competency_id is null) = (level is null)),
  foreign key (org_id, course_id, version) references training.course_version (org_id, course_id, version),
  foreign key (org_id, competency_id) references training.competency (org_id, id)
);
call platform.tenant_table('training.objective', 'select, insert, delete');

create table training.activity (
  org_id uuid not null,
  course_id uuid not null,
  version int not null,
  position smallint not null check (position between 1 and 100),
  activity_kind text not null check (activity_kind in ('presentation', 'demonstration', 'practice', 'discussion', 'simulation', 'self_study', 'check', 'break')),
  title text not null check (length(title) between 1 and 200),
  minutes smallint not null check (minutes between 1 and 480),
  objective_position smallint,
  material text not null default '' check (length(material) <= 500),
  verification text not null default '' check (length(verification) <= 500),
  primary key (org_id, course_id, version, position),
  foreign key (org_id, course_id, version) references training.course_version (org_id, course_id, version),
  foreign key (org_id, course_id, version, objective_position) references training.objective (org_id, course_id, version, position)
);
call platform.tenant_table('training.activity', 'select, insert, delete');

-- Of which course a line of learning came.
create table training.course_completion (
  org_id uuid not null,
  record_id uuid not null,
  course_id uuid not null,
  version int not null,
  primary key (org_id, record_id),
  foreign key (org_id, record_id) references training.learning_record (org_id, id),
  foreign key (org_id, course_id, version) references training.course_version (org_id, course_id, version)
);
create index course_completion_course on training.course_completion (org_id, course_id, version);
call platform.tenant_table('training.course_completion', 'select, insert');
