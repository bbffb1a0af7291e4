-- How much of what is asked was in place, day by day and by department: how it was on a day cannot be told afterwards,
-- since people move and leave. No row tells of a person.

create table training.compliance_day (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  day date not null,
  -- Null of those who are in no department.
  department_id uuid,
  people integer not null check (people > 0),
  -- Who lacks nothing that should be there by now.
  complete integer not null check (complete between 0 and people),
  asked integer not null check (asked >= people),
  met integer not null check (met between 0 and asked),
  primary key (org_id, id),
  unique nulls not distinct (org_id, day, department_id),
  foreign key (org_id, department_id) references core.department (org_id, id)
);
call platform.tenant_table('training.compliance_day', 'select, insert, update, delete');
