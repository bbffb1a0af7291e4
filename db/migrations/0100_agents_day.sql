-- What is told once of an approval that nobody can decide, and who named its approver instead of one who has left: they
-- decide it for nobody.
alter table approvals.approval
  add column stuck_at timestamptz,
  add column named_by_id uuid,
  add foreign key (org_id, named_by_id) references core.person (org_id, id);
create index approval_stuck on approvals.approval (org_id, stuck_at) where stuck_at is not null;

-- What was said of a solution that did not last: the ticket was reopened, and whoever asked for it is asked again.
create table surveys.earlier (
  org_id uuid not null,
  ticket_id uuid not null,
  -- How often it had been reopened before this solution.
  reopened_count int not null check (reopened_count >= 0),
  rating smallint not null check (rating between 1 and 5),
  resolved_at timestamptz not null,
  primary key (org_id, ticket_id, reopened_count),
  foreign key (org_id, ticket_id) references core.record (org_id, id)
);
create index earlier_resolved on surveys.earlier (org_id, resolved_at);
call platform.tenant_table('surveys.earlier', 'select, insert');
