-- Labels: codes on devices and doors, by which somebody with a phone asks for help with the place filled in.

create table tickets.label (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  -- Random and signed; it tells nothing of where it hangs.
  code text not null check (length(code) <= 40),
  place_id uuid,
  workstation_id uuid,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  primary key (org_id, id),
  unique (org_id, code),
  foreign key (org_id, place_id) references core.place (org_id, id),
  foreign key (org_id, workstation_id) references core.workstation (org_id, id),
  check (place_id is null or workstation_id is null)
);
create unique index label_place on tickets.label (org_id, place_id) where place_id is not null and revoked_at is null;
create unique index label_workstation on tickets.label (org_id, workstation_id) where workstation_id is not null and revoked_at is null;
call platform.tenant_table('tickets.label', 'select, insert, update');
