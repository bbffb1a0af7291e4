-- Training: competencies and who needs them, and what was learned.

create schema training;
grant usage on schema training to wardline_app;

create table training.framework (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- What its levels are called, from the lowest: level 1 is the first.
  levels text[] not null check (cardinality(levels) between 1 and 10),
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name)
);
call platform.tenant_table('training.framework', 'select, insert, update');

create table training.competency (
  org_id uuid not null,
  id uuid not null,
  framework_id uuid not null,
  code text not null check (length(code) between 1 and 60),
  kind text not null check (kind in ('work_role', 'task', 'knowledge', 'skill', 'ability')),
  name text not null check (length(name) between 1 and 1000),
  description text not null default '' check (length(description) <= 4000),
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, framework_id, code),
  foreign key (org_id, framework_id) references training.framework (org_id, id)
);
call platform.tenant_table('training.competency', 'select, insert, update');

-- Who uses an application, as far as training has to know.
create table training.application_user (
  org_id uuid not null,
  application text not null check (length(application) between 1 and 200),
  person_id uuid not null,
  primary key (org_id, application, person_id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index application_user_person on training.application_user (org_id, person_id);
call platform.tenant_table('training.application_user', 'select, insert, update, delete');

create table training.requirement (
  org_id uuid not null,
  id uuid not null,
  competency_id uuid not null,
  level smallint not null check (level between 1 and 10),
  subject text not null check (subject in ('role', 'department', 'application', 'job', 'person')),
  role_id uuid,
  department_id uuid,
  person_id uuid,
  -- The name of the application, or the title of the job, in small letters.
  named text check (length(named) between 1 and 200 and named = lower(named)),
  -- Null for what never ends.
  valid_months smallint check (valid_months between 1 and 120),
  -- For a fixed date: month and day on which it ends, the same for all.
  ends_on_day text check (ends_on_day ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' and ends_on_day <> '02-29'),
  -- With a fixed date: what was certified fewer days before it lasts until the next one.
  active_days_min smallint not null default 0 check (active_days_min between 0 and 364),
  renewal_days smallint not null default 90 check (renewal_days between 0 and 366),
  -- Days until whoever it is asked of has to have it.
  grace_days smallint not null default 30 check (grace_days between 0 and 366),
  starts_on date not null,
  version int not null default 1,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id),
  foreign key (org_id, role_id) references core.role (org_id, id),
  foreign key (org_id, department_id) references core.department (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  check ((subject = 'role') = (role_id is not null)),
  check ((subject = 'department') = (department_id is not null)),
  check ((subject = 'person') = (person_id is not null)),
  check ((subject in ('application', 'job')) = (named is not null)),
  check (ends_on_day is null or (valid_months is not null and valid_months % 12 = 0)),
  check (ends_on_day is not null or active_days_min = 0)
);
call platform.tenant_table('training.requirement', 'select, insert, update');

/*
 * The first day on which what was achieved counts no more; infinity when it never ends. Rolling: so many months later.
 * Fixed: the first such day that leaves the least active period, and the further years of the validity.
 */
create function training.ends_on(achieved_on date, valid_months smallint, ends_on_day text, active_days_min smallint)
returns date language sql immutable parallel safe as $$
  select case
    when valid_months is null then 'infinity'::date
    when ends_on_day is null then (achieved_on + make_interval(months => valid_months))::date
    else (
      select (day + make_interval(months => valid_months - 12))::date
      from (select to_date(to_char(achieved_on, 'YYYY') || '-' || ends_on_day, 'YYYY-MM-DD') as first) f,
        lateral (select (f.first + make_interval(years => n))::date as day from generate_series(0, 2) n) d
      where day > achieved_on and day >= achieved_on + active_days_min
      order by day limit 1)
  end
$$;

-- What was learned. Lines are added and never changed: what turns out wrong is revoked by another line.
create table training.learning_record (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  verb text not null check (verb in ('completed', 'passed', 'failed', 'attempted', 'revoked')),
  origin text not null check (origin in ('observed', 'prior', 'outside', 'import')),
  happened_on date not null,
  score_percent numeric(5, 2) check (score_percent between 0 and 100),
  duration_minutes int check (duration_minutes between 0 and 100000),
  assessor_id uuid,
  revokes_id uuid,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  -- Of a line of a file, so that the same line again adds no double.
  line_hash bytea,
  primary key (org_id, id),
  unique (org_id, line_hash),
  unique (org_id, revokes_id),
  check ((verb = 'revoked') = (revokes_id is not null)),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, assessor_id) references core.person (org_id, id),
  foreign key (org_id, recorded_by) references core.person (org_id, id),
  foreign key (org_id, revokes_id) references training.learning_record (org_id, id)
);
create index learning_record_person on training.learning_record (org_id, person_id, happened_on desc);
call platform.tenant_table('training.learning_record', 'select, insert');

-- Which competencies a line shows, up to which level; level 0 is begun.
create table training.learning_grant (
  org_id uuid not null,
  record_id uuid not null,
  competency_id uuid not null,
  person_id uuid not null,
  level smallint not null check (level between 0 and 10),
  achieved_on date not null,
  primary key (org_id, record_id, competency_id),
  foreign key (org_id, record_id) references training.learning_record (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index learning_grant_person on training.learning_grant (org_id, person_id, competency_id, achieved_on desc);
call platform.tenant_table('training.learning_grant', 'select, insert');

-- The words beside a line, which can be taken out when they have to.
create table training.record_words (
  org_id uuid not null,
  record_id uuid not null,
  title text not null default '' check (length(title) <= 200),
  -- Which version of it, or of what it taught.
  version text not null default '' check (length(version) <= 60),
  provider text not null default '' check (length(provider) <= 200),
  assessor text not null default '' check (length(assessor) <= 200),
  evidence text not null default '' check (length(evidence) <= 1000),
  evidence_link text check (length(evidence_link) <= 500),
  primary key (org_id, record_id),
  foreign key (org_id, record_id) references training.learning_record (org_id, id)
);
call platform.tenant_table('training.record_words', 'select, insert, update, delete');

-- How each requirement stands for each of whom it is asked: folded from the lines, and made anew from them at any time.
create table training.credential (
  org_id uuid not null,
  requirement_id uuid not null,
  person_id uuid not null,
  competency_id uuid not null,
  department_id uuid,
  since date not null,
  due_on date not null,
  achieved_on date,
  expires_on date,
  window_on date,
  is_begun boolean not null default false,
  is_revoked boolean not null default false,
  -- From which day on it is missing.
  gap_on date not null,
  primary key (org_id, requirement_id, person_id),
  foreign key (org_id, requirement_id) references training.requirement (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id),
  foreign key (org_id, department_id) references core.department (org_id, id)
);
create index credential_gap on training.credential (org_id, gap_on, person_id, requirement_id);
-- The days repeat, so that this one is small: how many are missing is counted in it alone.
create index credential_count on training.credential (org_id, gap_on);
create index credential_department on training.credential (org_id, department_id, gap_on, person_id, requirement_id);
create index credential_competency on training.credential (org_id, competency_id, gap_on, person_id, requirement_id);
create index credential_person on training.credential (org_id, person_id, competency_id);
call platform.tenant_table('training.credential', 'select, insert, update, delete');

-- When the list of who needs what was last held against the directory.
create table training.reckoning (
  org_id uuid primary key references core.organization (id),
  reckoned_at timestamptz not null
);
call platform.tenant_table('training.reckoning', 'select, insert, update');

-- Everybody reads their own; trainers and administrators plan and record; leaders and auditors read all.
update core.role set permissions = permissions || '{training.read_own}'
  where key in ('requester', 'administrator') and not permissions @> '{training.read_own}';
update core.role set permissions = permissions || '{training.read_all,training.record,training.manage}'
  where key in ('it-trainer', 'trainer', 'administrator') and not permissions @> '{training.manage}';
update core.role set permissions = permissions || '{training.read_all}'
  where (key in ('team-lead', 'clinical-leader', 'cio', 'cmio-cnio', 'ciso', 'cto', 'crio-cdso')) and not permissions @> '{training.read_all}';
