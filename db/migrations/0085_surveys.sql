-- Surveys: who was asked how well a ticket was solved, and what a low answer sets off. The answer itself is the
-- ticket's own rating.

create schema surveys;
grant usage on schema surveys to wardline_app;

create table surveys.setting (
  org_id uuid primary key references core.organization (id),
  version int not null default 1,
  is_on boolean not null,
  delay_hours int not null check (delay_hours between 0 and 720),
  share_percent smallint not null check (share_percent between 0 and 100),
  -- Shares of their own: [{"team_id" or "category_id", "percent"}].
  shares jsonb not null default '[]',
  person_days int not null check (person_days between 0 and 365),
  link_days int not null check (link_days between 1 and 90),
  low_score smallint not null check (low_score between 0 and 4),
  low_deed text not null check (low_deed in ('tell', 'file', 'reopen'))
);
call platform.tenant_table('surveys.setting', 'select, insert, update');

-- One question about one solution: sent at most once, or given up with the reason why.
create table surveys.invitation (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  person_id uuid not null,
  due_at timestamptz not null,
  sent_at timestamptz,
  expires_at timestamptz,
  answered_at timestamptz,
  dropped text check (dropped in ('off', 'reopened', 'rated', 'asked_lately', 'no_address', 'another_person')),
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  check (sent_at is null or dropped is null),
  check ((sent_at is null) = (expires_at is null)),
  check (answered_at is null or sent_at is not null)
);
create index invitation_ticket on surveys.invitation (org_id, ticket_id);
create index invitation_person on surveys.invitation (org_id, person_id, sent_at desc) where sent_at is not null;
call platform.tenant_table('surveys.invitation', 'select, insert, update');

-- What a low answer set off, once for each time that the ticket was resolved.
create table surveys.low_answer (
  org_id uuid not null,
  ticket_id uuid not null,
  reopened_count int not null,
  deed text not null check (deed in ('tell', 'file', 'reopen')),
  created_at timestamptz not null,
  done_at timestamptz,
  primary key (org_id, ticket_id, reopened_count),
  foreign key (org_id, ticket_id) references core.record (org_id, id)
);
call platform.tenant_table('surveys.low_answer', 'select, insert, update');
