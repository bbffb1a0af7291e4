-- Emergency accounts: ways in that need no provider, with no rights of their own but those that are taken for some
-- hours, with a reason, and looked at afterwards by somebody else.

create table core.emergency_account (
  org_id uuid not null,
  person_id uuid not null,
  -- Who answers for it and keeps its password.
  owner_id uuid not null,
  -- Which roles may be taken, and for how long at most.
  role_ids uuid[] not null check (cardinality(role_ids) between 1 and 10),
  hours_max int not null check (hours_max between 1 and 24),
  created_at timestamptz not null,
  -- When somebody last came in by it, with the second step.
  tried_at timestamptz,
  ended_at timestamptz,
  primary key (org_id, person_id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, owner_id) references core.person (org_id, id)
);
call platform.tenant_table('core.emergency_account', 'select, insert, update');

create table core.emergency_use (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role_id uuid not null,
  assignment_id uuid not null,
  reason text not null check (length(reason) between 10 and 1000),
  began_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  -- It stays open until somebody else looked at it.
  reviewed_at timestamptz,
  reviewed_by uuid,
  review text check (length(review) <= 2000),
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.emergency_account (org_id, person_id),
  foreign key (org_id, role_id) references core.role (org_id, id),
  foreign key (org_id, reviewed_by) references core.person (org_id, id)
);
-- One at a time.
create unique index emergency_use_open on core.emergency_use (org_id, person_id) where ended_at is null;
create index emergency_use_time on core.emergency_use (org_id, began_at desc, id desc);
call platform.tenant_table('core.emergency_use', 'select, insert, update');
