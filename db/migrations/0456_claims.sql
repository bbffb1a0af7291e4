-- What somebody says that they learned elsewhere. Accepted it is a line of learning, and no claim any more.
create table training.claim (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'declined')),
  origin text not null check (origin in ('prior', 'outside')),
  happened_on date not null,
  competency_id uuid,
  level smallint check (level between 1 and 10),
  duration_minutes integer check (duration_minutes between 0 and 100000),
  title text not null check (length(title) between 1 and 200),
  provider text not null default '' check (length(provider) <= 200),
  evidence text not null default '' check (length(evidence) <= 1000),
  evidence_link text check (length(evidence_link) <= 500),
  reason text not null default '' check (length(reason) <= 1000),
  created_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, competency_id) references training.competency (org_id, id),
  foreign key (org_id, decided_by) references core.person (org_id, id),
  check ((competency_id is null) = (level is null)),
  check ((state = 'declined') = (decided_by is not null and decided_at is not null))
);
create index claim_waiting on training.claim (org_id, created_at, id) where state = 'waiting';
create index claim_person on training.claim (org_id, person_id);
call platform.tenant_table('training.claim', 'select, insert, update, delete');

create table training.claim_file (
  org_id uuid not null,
  claim_id uuid not null,
  attachment_id uuid not null,
  primary key (org_id, attachment_id),
  foreign key (org_id, claim_id) references training.claim (org_id, id) on delete cascade,
  foreign key (org_id, attachment_id) references core.attachment (org_id, id)
);
create index claim_file_claim on training.claim_file (org_id, claim_id);
call platform.tenant_table('training.claim_file', 'select, insert, delete');
