-- Why a ticket has its priority: what was answered, what was decided against it. Tickets that were never asked,
-- such as those of an import, have no row.

create table tickets.weighing (
  org_id uuid not null,
  ticket_id uuid not null,
  -- What was asked: the version of the rules and the category whose set it was, null for the organization's.
  version int check (version >= 0),
  set_id uuid,
  answers jsonb,
  -- The points of the place or application when it was answered.
  criticality smallint not null default 0,
  -- P1 that somebody without the right to it wants; the ticket has P2 until somebody with the right decides.
  p1 text check (p1 in ('proposed', 'declined')),
  p1_by uuid,
  p1_at timestamptz,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, set_id) references tickets.category (org_id, id),
  foreign key (org_id, p1_by) references core.person (org_id, id),
  check ((answers is null) = (version is null)),
  check ((p1 is null) = (p1_by is null) and (p1 is null) = (p1_at is null))
);
create index weighing_proposed on tickets.weighing (org_id, ticket_id) where p1 = 'proposed';
call platform.tenant_table('tickets.weighing', 'select, insert, update');

-- Each time that somebody decided otherwise than the answers. The last that has not ended holds.
create table tickets.priority_override (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  -- What the answers gave, and what was decided instead.
  answered smallint not null check (answered between 1 and 4),
  priority smallint not null check (priority between 1 and 4),
  by_id uuid not null,
  -- Why: an internal note of the ticket, so that it is found, redacted and kept from those outside like any other.
  message_id uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, by_id) references core.person (org_id, id),
  foreign key (org_id, message_id) references core.message (org_id, id)
);
create unique index priority_override_holds on tickets.priority_override (org_id, ticket_id) where ended_at is null;
create index priority_override_created on tickets.priority_override (org_id, created_at desc, id desc);
call platform.tenant_table('tickets.priority_override', 'select, insert, update');
