-- Files of a version of a course: slides, handouts, test data.
create table training.course_material (
  org_id uuid not null,
  course_id uuid not null,
  version int not null,
  position smallint not null check (position between 1 and 50),
  attachment_id uuid not null,
  -- Whoever has a seat in a class of this version may take it along; else those who teach alone.
  is_for_learners boolean not null,
  primary key (org_id, course_id, version, position),
  unique (org_id, course_id, version, attachment_id),
  foreign key (org_id, course_id, version) references training.course_version (org_id, course_id, version),
  foreign key (org_id, attachment_id) references core.attachment (org_id, id)
);
create index course_material_attachment on training.course_material (org_id, attachment_id);
call platform.tenant_table('training.course_material', 'select, insert, delete');
