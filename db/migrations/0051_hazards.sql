-- The hazard log: what could harm, what is done against it, and which events and other records belong to it.

create table safety.hazard (
  org_id uuid not null,
  id uuid not null,
  cause text not null check (length(cause) <= 5000),
  effect text not null check (length(effect) <= 5000),
  severity smallint not null check (severity between 1 and 5),
  likelihood smallint not null check (likelihood between 1 and 5),
  -- With the controls; null until it was rated.
  severity_after smallint check (severity_after between 1 and 5),
  likelihood_after smallint check (likelihood_after between 1 and 5),
  -- Why the risk is accepted, or the hazard closed.
  reason text check (length(reason) <= 5000),
  primary key (org_id, id),
  foreign key (org_id, id) references core.record (org_id, id)
);
call platform.tenant_table('safety.hazard', 'select, insert, update');

create table safety.control (
  org_id uuid not null,
  id uuid not null,
  hazard_id uuid not null,
  body text not null check (length(body) between 1 and 2000),
  state text not null check (state in ('existing', 'planned')),
  owner_id uuid,
  due_on date,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, hazard_id) references safety.hazard (org_id, id),
  foreign key (org_id, owner_id) references core.person (org_id, id)
);
create index control_hazard on safety.control (org_id, hazard_id, created_at);
call platform.tenant_table('safety.control');

-- Not core.link: that would tell it in the timeline of the other record.
create table safety.hazard_record (
  org_id uuid not null,
  hazard_id uuid not null,
  record_id uuid not null,
  primary key (org_id, hazard_id, record_id),
  foreign key (org_id, hazard_id) references safety.hazard (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id)
);
create index hazard_record_of on safety.hazard_record (org_id, record_id);
call platform.tenant_table('safety.hazard_record', 'select, insert, delete');
