-- Learning plans: what somebody is to learn, in which order and until when. Whose it is and who reviews it stands in the record.

create table training.plan (
  org_id uuid not null,
  id uuid not null,
  -- Why it was sent back last, or withdrawn.
  reason text check (length(reason) between 1 and 2000),
  primary key (org_id, id),
  foreign key (org_id, id) references core.record (org_id, id)
);
call platform.tenant_table('training.plan', 'select, insert, update');

create table training.plan_item (
  org_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  position smallint not null check (position between 1 and 60),
  competency_id uuid,
  level smallint check (level between 1 and 10),
  course_id uuid,
  class_id uuid,
  package_id uuid,
  quiz_id uuid,
  -- What no line of learning could show, in words: whoever reviews the plan confirms it.
  words text check (length(words) between 1 and 300),
  due_on date not null,
  origin text not null check (origin in ('hand', 'gap', 'need', 'failure')),
  -- Only what was learned since then counts, and of a competency only what is newer than what was there.
  added_at timestamptz not null,
  newer_than date,
  confirmed_at timestamptz,
  confirmed_by uuid,
  primary key (org_id, id),
  check (num_nonnulls(competency_id, course_id, class_id, package_id, quiz_id, words) = 1),
  check ((competency_id is null) = (level is null)),
  check ((confirmed_at is null) = (confirmed_by is null) and (confirmed_at is null or words is not null)),
  foreign key (org_id, plan_id) references training.plan (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id),
  foreign key (org_id, course_id) references training.course (org_id, id),
  foreign key (org_id, class_id) references training.class (org_id, id),
  foreign key (org_id, package_id) references training.package (org_id, id),
  foreign key (org_id, quiz_id) references training.quiz (org_id, id),
  foreign key (org_id, confirmed_by) references core.person (org_id, id)
);
-- Never the same twice, whoever asks at the same moment.
create unique index plan_item_once on training.plan_item
  (org_id, plan_id, coalesce(competency_id, course_id, class_id, package_id, quiz_id)) where words is null;
create index plan_item_plan on training.plan_item (org_id, plan_id, position);
call platform.tenant_table('training.plan_item', 'select, insert, update, delete');

-- To which failures a next step was proposed: once each, whatever became of the step.
create table training.plan_failure (
  org_id uuid not null,
  line_id uuid not null,
  plan_id uuid not null,
  primary key (org_id, line_id),
  foreign key (org_id, line_id) references training.learning_record (org_id, id),
  foreign key (org_id, plan_id) references training.plan (org_id, id)
);
call platform.tenant_table('training.plan_failure', 'select, insert');
