-- A file of which the scanner gives no verdict is tried again later, and keeps no other from its turn.
alter table core.attachment
  add scan_tries smallint not null default 0 check (scan_tries >= 0),
  add scan_again_at timestamptz;
create index attachment_to_scan on core.attachment (org_id, scan_again_at nulls first, created_at, id)
  where scan = 'waiting' and removed_at is null;
