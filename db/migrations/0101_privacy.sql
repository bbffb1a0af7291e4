-- Patient data: what was found in words on their way in, and the words themselves, which stand nowhere else.

create schema privacy;
grant usage on schema privacy to wardline_app;

create table privacy.setting (
  org_id uuid primary key references core.organization (id),
  version int not null default 1,
  is_on boolean not null,
  kinds text[] not null,
  -- From which score on words are masked.
  threshold real not null check (threshold between 0.3 and 1),
  -- How record numbers look: 9 a digit, A a letter.
  formats text[] not null check (cardinality(formats) <= 20),
  context_words text[] not null check (cardinality(context_words) <= 100)
);
call platform.tenant_table('privacy.setting', 'select, insert, update');

-- Where patient data was found, and what became of it. Never the words: in the text stands a mask that names this row.
create table privacy.finding (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  -- What stands in the text instead of the words; null for what a file holds.
  mask text check (mask ~ '^[0-9a-z]{10}$'),
  kind text not null check (kind in ('name', 'mrn', 'birth', 'ssn', 'address', 'phone', 'mail', 'insurance', 'account', 'device', 'text')),
  score real not null,
  state text not null default 'suspected' check (state in ('suspected', 'confirmed', 'false_positive', 'redacted')),
  record_id uuid,
  attachment_id uuid,
  is_internal boolean not null,
  -- Which field of which action, and where in it.
  action text not null,
  field text not null,
  span_from int not null,
  span_to int not null,
  writer_id uuid,
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  primary key (org_id, id),
  unique (org_id, mask),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, attachment_id) references core.attachment (org_id, id),
  foreign key (org_id, writer_id) references core.person (org_id, id),
  foreign key (org_id, decided_by) references core.person (org_id, id)
);
create index finding_state on privacy.finding (org_id, state, created_at desc, id desc);
create index finding_record on privacy.finding (org_id, record_id);
create index finding_file on privacy.finding (org_id, attachment_id) where attachment_id is not null;
call platform.tenant_table('privacy.finding', 'select, insert, update');

-- The words behind a mask. A redaction deletes the row, and with it the only copy.
create table privacy.covered (
  org_id uuid not null,
  finding_id uuid not null,
  words text not null,
  primary key (org_id, finding_id),
  foreign key (org_id, finding_id) references privacy.finding (org_id, id)
);
call platform.tenant_table('privacy.covered', 'select, insert, delete');

-- What a person said is no patient data, for the whole organization, in small letters.
create table privacy.allowed (
  org_id uuid not null references core.organization (id),
  phrase text not null check (length(phrase) between 1 and 300),
  kind text not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, phrase, kind),
  foreign key (org_id, created_by) references core.person (org_id, id)
);
call platform.tenant_table('privacy.allowed', 'select, insert, delete');

-- Who looked behind masks and why. The audit log names the row.
create table privacy.reveal (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  record_id uuid not null,
  attachment_id uuid,
  reason text not null check (length(reason) between 1 and 500),
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, attachment_id) references core.attachment (org_id, id)
);
create index reveal_record on privacy.reveal (org_id, record_id, created_at desc);
call platform.tenant_table('privacy.reveal', 'select, insert, update');

-- How far a file was looked through. A file without a row was never to be looked through.
create table privacy.file (
  org_id uuid not null,
  attachment_id uuid not null,
  state text not null check (state in ('waiting', 'clean', 'found', 'unreadable')),
  examined_at timestamptz,
  primary key (org_id, attachment_id),
  foreign key (org_id, attachment_id) references core.attachment (org_id, id)
);
call platform.tenant_table('privacy.file', 'select, insert, update');
