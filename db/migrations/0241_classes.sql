-- Classes: a published version of a course, taught at a time; who comes, who waits, and who was there.

-- Words of versions can be taken out when they have to.
grant update on training.objective, training.activity to wardline_app;

create extension if not exists btree_gist with schema public;

create table training.class (
  org_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  version int not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null check (length(time_zone) between 1 and 60),
  place_id uuid,
  -- Guarded: for those alone who are booked, and those who teach.
  virtual_link text not null default '' check (length(virtual_link) <= 500),
  capacity smallint not null check (capacity between 1 and 200),
  needs_approval boolean not null,
  -- In the money of the organization.
  cost numeric(10, 2) check (cost >= 0),
  series_id uuid,
  -- Counts up with each change that calendars have to learn of.
  sequence int not null default 0,
  is_off boolean not null default false,
  primary key (org_id, id),
  check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  foreign key (org_id, id) references core.record (org_id, id),
  foreign key (org_id, course_id, version) references training.course_version (org_id, course_id, version),
  foreign key (org_id, place_id) references core.place (org_id, id),
  -- One room holds one class at a time, whoever asks first.
  constraint class_room exclude using gist (org_id with =, place_id with =, tstzrange(starts_at, ends_at) with &&)
    where (place_id is not null and not is_off)
);
create index class_time on training.class (org_id, starts_at, id);
call platform.tenant_table('training.class', 'select, insert, update');

-- The times stand here too, so that the database itself keeps a trainer from two classes at once.
create table training.class_trainer (
  org_id uuid not null,
  class_id uuid not null,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  is_off boolean not null default false,
  primary key (org_id, class_id, person_id),
  foreign key (org_id, class_id) references training.class (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  constraint class_trainer_time exclude using gist (org_id with =, person_id with =, tstzrange(starts_at, ends_at) with &&)
    where (not is_off)
);
call platform.tenant_table('training.class_trainer', 'select, insert, update, delete');

create table training.booking (
  org_id uuid not null,
  class_id uuid not null,
  person_id uuid not null,
  state text not null check (state in ('requested', 'booked', 'waitlisted', 'cancelled', 'declined')),
  way text not null check (way in ('self', 'manager', 'trainer', 'walk_in')),
  booked_by uuid not null,
  -- The order in which seats are given.
  queued_at timestamptz not null,
  is_late boolean not null default false,
  attendance text check (attendance in ('attended', 'partial', 'excused', 'no_show')),
  attended_by_code boolean not null default false,
  record_id uuid,
  gave_feedback boolean not null default false,
  reminded_for timestamptz,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  is_off boolean not null default false,
  primary key (org_id, class_id, person_id),
  foreign key (org_id, class_id) references training.class (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, booked_by) references core.person (org_id, id),
  foreign key (org_id, record_id) references training.learning_record (org_id, id),
  -- Nobody sits, or waits to sit, in two classes at once.
  constraint booking_time exclude using gist (org_id with =, person_id with =, tstzrange(starts_at, ends_at) with &&)
    where (not is_off and state in ('requested', 'booked', 'waitlisted'))
);
create index booking_person on training.booking (org_id, person_id, starts_at desc);
call platform.tenant_table('training.booking', 'select, insert, update');

-- Whose an answer is stands nowhere, nor when it was given.
create table training.class_feedback (
  org_id uuid not null,
  id uuid not null default gen_random_uuid(),
  class_id uuid not null,
  rating smallint not null check (rating between 1 and 5),
  words text not null default '' check (length(words) <= 1000),
  primary key (org_id, id),
  foreign key (org_id, class_id) references training.class (org_id, id)
);
create index class_feedback_class on training.class_feedback (org_id, class_id);
call platform.tenant_table('training.class_feedback', 'select, insert, update');

-- A mail may carry an entry for the calendar of whoever gets it.
alter table core.outbox add column calendar_method text check (calendar_method in ('REQUEST', 'CANCEL'));
alter table core.outbox add column calendar text check (length(calendar) <= 10000);
alter table core.outbox add check ((calendar is null) = (calendar_method is null));
