-- What is promised to whom: policies in the order in which they are asked, with their versions.

create table escalation.policy (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- The first that fits a ticket is its policy.
  position int not null,
  version int not null default 1 check (version > 0),
  -- Without one, each ticket is counted by the calendar of its team, of its place's site, or of the organization.
  calendar_id uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, calendar_id) references escalation.calendar (org_id, id)
);
create unique index policy_name on escalation.policy (org_id, name) where archived_at is null;
call platform.tenant_table('escalation.policy', 'select, insert, update');

create table escalation.policy_version (
  org_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  number int not null check (number > 0),
  rules jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, policy_id, number),
  foreign key (org_id, policy_id) references escalation.policy (org_id, id)
);
call platform.tenant_table('escalation.policy_version', 'select, insert');
