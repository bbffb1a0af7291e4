-- Tickets: incidents, service requests, questions; their categories and the history of hands.

create schema tickets;
grant usage on schema tickets to wardline_app;

create table tickets.category (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  parent_id uuid,
  name text not null check (length(name) between 1 and 200),
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, parent_id) references tickets.category (org_id, id)
);
create unique index category_name on tickets.category (org_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), name);
call platform.tenant_table('tickets.category');

create table tickets.ticket (
  org_id uuid not null,
  id uuid not null,
  ticket_kind text not null check (ticket_kind in ('incident', 'service_request', 'question', 'problem')),
  channel text not null check (channel in ('portal', 'phone', 'mail', 'walk_up', 'api', 'alert', 'import')),
  category_id uuid,
  application text check (length(application) <= 200),
  device text check (length(device) <= 200),
  impact smallint not null default 3 check (impact between 1 and 4),
  urgency smallint not null default 3 check (urgency between 1 and 4),
  -- Who is affected is the record's requester; who reported it and whose login was used may be others.
  reported_by_id uuid,
  place_id uuid,
  workstation_id uuid,
  shared_login text check (length(shared_login) <= 100),
  resolution_code text check (resolution_code in ('fixed', 'workaround', 'answered', 'taught', 'duplicate', 'no_fault', 'declined')),
  cause text check (length(cause) <= 2000),
  resume_at timestamptz,
  first_response_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  reopened_count int not null default 0,
  reassigned_count int not null default 0,
  minutes_spent int not null default 0,
  last_word_at timestamptz,
  last_word_by_id uuid,
  rating smallint check (rating between 1 and 5),
  rating_comment text check (length(rating_comment) <= 2000),
  merged_into_id uuid,
  imported_key text,
  imported jsonb,
  primary key (org_id, id),
  foreign key (org_id, id) references core.record (org_id, id),
  foreign key (org_id, category_id) references tickets.category (org_id, id),
  foreign key (org_id, reported_by_id) references core.person (org_id, id),
  foreign key (org_id, place_id) references core.place (org_id, id),
  foreign key (org_id, workstation_id) references core.workstation (org_id, id),
  foreign key (org_id, merged_into_id) references core.record (org_id, id),
  check (merged_into_id is null or merged_into_id <> id)
);
create unique index ticket_imported_key on tickets.ticket (org_id, imported_key) where imported_key is not null;
create index ticket_category on tickets.ticket (org_id, category_id);
create index ticket_resolved on tickets.ticket (org_id, resolved_at) where resolved_at is not null;
call platform.tenant_table('tickets.ticket', 'select, insert, update');

-- Each passing from one team to another: up to more experienced hands, back, or across.
create table tickets.hand (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  direction text not null check (direction in ('up', 'back', 'across')),
  from_team_id uuid,
  to_team_id uuid not null,
  by_id uuid,
  reason text not null check (length(reason) <= 2000),
  tried text not null default '' check (length(tried) <= 20000),
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, from_team_id) references core.team (org_id, id),
  foreign key (org_id, to_team_id) references core.team (org_id, id)
);
create index hand_ticket on tickets.hand (org_id, ticket_id, created_at);
call platform.tenant_table('tickets.hand', 'select, insert, update');

create table tickets.time_entry (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  person_id uuid not null,
  minutes int not null check (minutes between 1 and 1440),
  note text not null default '' check (length(note) <= 500),
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index time_entry_ticket on tickets.time_entry (org_id, ticket_id);
call platform.tenant_table('tickets.time_entry', 'select, insert');
