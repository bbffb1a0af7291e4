-- What is told once of an approval that nobody can decide, and who named its approver instead of one who has left: they
-- decide it for nobody.
alter table approvals.approval
  add column stuck_at timestamptz,
  add column named_by_id uuid,
  add foreign key (org_id, named_by_id) references core.person (org_id, id);
create index approval_stuck on approvals.approval (org_id, stuck_at) where stuck_at is not null;
