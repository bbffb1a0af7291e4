-- How priorities are made: questions, criticality and matrix, as versions that stay since tickets name them.
-- An organization without any version has those that ship with the product, which count as version 0.

create table tickets.priority_rules (
  org_id uuid not null references core.organization (id),
  number int not null check (number > 0),
  rules jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (org_id, number),
  foreign key (org_id, created_by) references core.person (org_id, id)
);
call platform.tenant_table('tickets.priority_rules', 'select, insert');
