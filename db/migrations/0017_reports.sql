-- Reports over a year of a million tickets: what they count of the tickets of one day, kept together.

-- One row holds, for each ticket that came in on a day of the organization's time zone, its number, the seconds
-- from the day's beginning to its creation, first answer and resolution, its hour, team, subject and place
-- (src/capabilities/tickets/reports/cells.ts). It never leaves its day, so that there is one place to make anew.
create table tickets.flow_day (
  org_id uuid not null references core.organization (id),
  day date not null,
  tickets int not null,
  -- The sum of their records' versions: another sum means that one of them changed.
  versions bigint not null,
  -- When the last of them was resolved, as far as any was.
  resolved_last timestamptz,
  -- The teams, subjects and places that the cells name by their position, from 1.
  names uuid[] not null,
  cells bytea not null,
  primary key (org_id, day)
);
call platform.tenant_table('tickets.flow_day');
-- The cells do not compress well enough to pay for it.
alter table tickets.flow_day alter column cells set storage external;

-- Up to when the days hold every change. What changed later is read from the tickets themselves.
create table tickets.flow_fold (
  org_id uuid not null references core.organization (id),
  time_zone text not null,
  folded_at timestamptz not null,
  primary key (org_id)
);
call platform.tenant_table('tickets.flow_fold');
