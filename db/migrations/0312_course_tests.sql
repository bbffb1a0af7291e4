-- Which quiz is taken before a course, and which one after.
create table training.course_test (
  org_id uuid not null,
  course_id uuid not null,
  before_quiz_id uuid not null,
  after_quiz_id uuid not null,
  primary key (org_id, course_id),
  check (before_quiz_id <> after_quiz_id),
  foreign key (org_id, course_id) references training.course (org_id, id),
  foreign key (org_id, before_quiz_id) references training.quiz (org_id, id),
  foreign key (org_id, after_quiz_id) references training.quiz (org_id, id)
);
call platform.tenant_table('training.course_test', 'select, insert, update, delete');
