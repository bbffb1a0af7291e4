-- Whether a file was scanned for viruses. Null for one that came while no scanner was set up.
alter table core.attachment
  add column scan text check (scan in ('waiting', 'clean', 'infected', 'released')),
  -- What the scanner calls it.
  add column scan_found text check (length(scan_found) <= 200),
  -- Why somebody let it out, and who.
  add column scan_reason text check (length(scan_reason) <= 500),
  add column scan_released_by uuid,
  add column scan_at timestamptz,
  -- Nobody opens such a file.
  add column is_held boolean not null generated always as (coalesce(scan in ('waiting', 'infected'), false)) stored,
  add check ((scan = 'released') = (scan_released_by is not null) or scan is null),
  add foreign key (org_id, scan_released_by) references core.person (org_id, id);
create index attachment_scan on core.attachment (org_id, scan, created_at, id) where scan in ('waiting', 'infected', 'released');
create index attachment_scan_released_by on core.attachment (org_id, scan_released_by) where scan_released_by is not null;
