-- Questions and quizzes, in versions that stay, and what was answered in them.

-- Drawn or photographed, for questions that are answered by a place on it.
create table training.picture (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg')),
  content bytea not null check (octet_length(content) between 1 and 700000),
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, added_by) references core.person (org_id, id)
);
call platform.tenant_table('training.picture', 'select, insert');

create table training.question (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  -- No quiz takes it any more; those that have it keep it.
  archived_at timestamptz,
  primary key (org_id, id)
);
call platform.tenant_table('training.question', 'select, insert, update');

-- A change is another version. What counts as right stands apart from what learners see.
create table training.question_version (
  org_id uuid not null,
  question_id uuid not null,
  version int not null check (version >= 1),
  question_kind text not null check (question_kind in ('choice', 'multiple', 'order', 'match', 'number', 'text', 'hot_spot')),
  prompt text not null check (length(prompt) between 1 and 2000),
  body jsonb not null,
  answer_key jsonb not null,
  explanation text not null default '' check (length(explanation) <= 2000),
  picture_id uuid,
  competency_id uuid,
  course_id uuid,
  course_version int,
  objective_position smallint,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (org_id, question_id, version),
  check ((question_kind = 'hot_spot') = (picture_id is not null)),
  check ((course_id is null) = (objective_position is null) and (course_id is null) = (course_version is null)),
  foreign key (org_id, question_id) references training.question (org_id, id),
  foreign key (org_id, picture_id) references training.picture (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id),
  foreign key (org_id, course_id, course_version, objective_position)
    references training.objective (org_id, course_id, version, position),
  foreign key (org_id, made_by) references core.person (org_id, id)
);
call platform.tenant_table('training.question_version', 'select, insert');
-- Words can be taken out when they have to; what is right never changes.
grant update (prompt, body, explanation) on training.question_version to wardline_app;

create table training.quiz (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  is_open boolean not null default false,
  primary key (org_id, id)
);
call platform.tenant_table('training.quiz', 'select, insert, update');

create table training.quiz_version (
  org_id uuid not null,
  quiz_id uuid not null,
  version int not null check (version >= 1),
  title text not null check (length(title) between 1 and 200),
  instructions text not null default '' check (length(instructions) <= 4000),
  attempts_max smallint check (attempts_max between 1 and 100),
  minutes smallint check (minutes between 1 and 480),
  pass_percent smallint not null check (pass_percent between 1 and 100),
  is_shuffled boolean not null,
  -- What a learner is told after: how much was right, which ones, or the right answers too.
  feedback text not null check (feedback in ('score', 'which', 'answers')),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (org_id, quiz_id, version),
  foreign key (org_id, quiz_id) references training.quiz (org_id, id),
  foreign key (org_id, made_by) references core.person (org_id, id)
);
call platform.tenant_table('training.quiz_version', 'select, insert');
grant update (title, instructions) on training.quiz_version to wardline_app;

create table training.quiz_item (
  org_id uuid not null,
  quiz_id uuid not null,
  version int not null,
  position smallint not null check (position between 1 and 200),
  question_id uuid not null,
  question_version int not null,
  primary key (org_id, quiz_id, version, position),
  unique (org_id, quiz_id, version, question_id),
  foreign key (org_id, quiz_id, version) references training.quiz_version (org_id, quiz_id, version),
  foreign key (org_id, question_id, question_version) references training.question_version (org_id, question_id, version)
);
create index quiz_item_question on training.quiz_item (org_id, question_id);
call platform.tenant_table('training.quiz_item', 'select, insert');

-- What who has passed it can.
create table training.quiz_grant (
  org_id uuid not null,
  quiz_id uuid not null,
  version int not null,
  competency_id uuid not null,
  level smallint not null check (level between 1 and 10),
  primary key (org_id, quiz_id, version, competency_id),
  foreign key (org_id, quiz_id, version) references training.quiz_version (org_id, quiz_id, version),
  foreign key (org_id, competency_id) references training.competency (org_id, id)
);
call platform.tenant_table('training.quiz_grant', 'select, insert');

create table training.quiz_attempt (
  org_id uuid not null,
  id uuid not null,
  quiz_id uuid not null,
  version int not null,
  person_id uuid not null,
  nth smallint not null check (nth >= 1),
  -- By somebody who may see what is right: it counts for nothing.
  is_trial boolean not null,
  -- From it followed the order in which this attempt shows questions and options.
  seed text not null check (seed ~ '^[0-9a-f]{32}$'),
  started_at timestamptz not null,
  ends_at timestamptz check (ends_at > started_at),
  handed_in_at timestamptz check (handed_in_at >= started_at),
  right_count smallint check (right_count between 0 and item_count),
  item_count smallint not null check (item_count between 1 and 200),
  is_passed boolean,
  record_id uuid,
  primary key (org_id, id),
  unique (org_id, quiz_id, person_id, nth),
  check ((handed_in_at is null) = (right_count is null) and (handed_in_at is null) = (is_passed is null)),
  check (record_id is null or (handed_in_at is not null and not is_trial)),
  foreign key (org_id, quiz_id, version) references training.quiz_version (org_id, quiz_id, version),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, record_id) references training.learning_record (org_id, id)
);
-- One at a time, from however many windows.
create unique index quiz_attempt_open on training.quiz_attempt (org_id, quiz_id, person_id) where handed_in_at is null;
create index quiz_attempt_due on training.quiz_attempt (org_id, ends_at) where handed_in_at is null and ends_at is not null;
create index quiz_attempt_person on training.quiz_attempt (org_id, person_id, started_at desc);
create unique index quiz_attempt_record on training.quiz_attempt (org_id, record_id) where record_id is not null;
call platform.tenant_table('training.quiz_attempt', 'select, insert, update');

create table training.quiz_answer (
  org_id uuid not null,
  attempt_id uuid not null,
  -- Where this attempt shows it.
  place smallint not null check (place between 1 and 200),
  question_id uuid not null,
  question_version int not null,
  -- Which of its options stands at each place.
  shown smallint[] not null,
  -- As it was given, by the places of the question and not by those that were shown.
  answer jsonb,
  answered_at timestamptz,
  is_right boolean,
  primary key (org_id, attempt_id, place),
  unique (org_id, attempt_id, question_id),
  check ((answer is null) = (answered_at is null)),
  foreign key (org_id, attempt_id) references training.quiz_attempt (org_id, id),
  foreign key (org_id, question_id, question_version) references training.question_version (org_id, question_id, version)
);
create index quiz_answer_question on training.quiz_answer (org_id, question_id);
call platform.tenant_table('training.quiz_answer', 'select, insert, update');

-- What quizzes and check-offs show is learned too. What other rules name stays named.
do $$
declare
  rule text := (select pg_get_constraintdef(oid) from pg_constraint
    where conrelid = 'training.learning_record'::regclass and conname = 'learning_record_origin_check');
begin
  execute 'alter table training.learning_record drop constraint learning_record_origin_check, add constraint learning_record_origin_check '
    || replace(rule, 'ARRAY[', 'ARRAY[''quiz''::text, ');
end $$;
