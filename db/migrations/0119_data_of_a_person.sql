-- What is kept of a person: taken along by an export, taken away by an erasure, and kept by a legal hold.

-- Who asked for an export of whom; for a short while it opens the download.
create table privacy.export (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  asked_by uuid not null,
  -- Null when people ask for what is their own.
  reason text check (length(reason) between 1 and 500),
  asked_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, asked_by) references core.person (org_id, id)
);
call platform.tenant_table('privacy.export', 'select, insert');
grant update (reason) on privacy.export to wardline_app;

-- What must stay as it is: all of a person, or one record.
create table privacy.hold (
  org_id uuid not null,
  id uuid not null,
  person_id uuid,
  record_id uuid,
  reason text not null check (length(reason) between 1 and 500),
  placed_by uuid not null,
  placed_at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  primary key (org_id, id),
  check (person_id is null or record_id is null),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, placed_by) references core.person (org_id, id),
  foreign key (org_id, lifted_by) references core.person (org_id, id)
);
create unique index hold_person on privacy.hold (org_id, person_id) where lifted_at is null and person_id is not null;
create unique index hold_record on privacy.hold (org_id, record_id) where lifted_at is null and record_id is not null;
call platform.tenant_table('privacy.hold', 'select, insert');
grant update (reason, lifted_by, lifted_at) on privacy.hold to wardline_app;

-- An erasure. Until it is done the person's row holds what is looked for, so that this one holds no copy.
create table privacy.erasure (
  org_id uuid not null,
  id uuid not null,
  -- The person is called by it afterwards.
  number int not null,
  person_id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  state text not null check (state in ('asked', 'working', 'done', 'refused')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  -- The last of the person's own records that was gone through.
  place uuid,
  -- Records from which words were taken.
  records int not null default 0,
  -- Where the words still stood at the end: [{"place", "count"}]; null until it was looked.
  left_in jsonb,
  done_at timestamptz,
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, asked_by) references core.person (org_id, id),
  foreign key (org_id, decided_by) references core.person (org_id, id)
);
create unique index erasure_person on privacy.erasure (org_id, person_id) where state in ('asked', 'working', 'done');
call platform.tenant_table('privacy.erasure', 'select, insert');
grant update (reason, state, decided_by, decided_at, place, records, left_in, done_at) on privacy.erasure to wardline_app;

alter table privacy.setting
  -- Whether a second officer has to agree to an erasure.
  add column needs_second boolean not null default false,
  -- Words that are never a patient's, in small letters.
  add column harmless_words text[] not null default '{}' check (cardinality(harmless_words) <= 200);

-- An erasure takes the name of a person also out of what others wrote about it there.
grant update (reason) on core.credential_reset to wardline_app;
