-- Major incidents: one matter that many report. The record (core.record, kind major_incident) has the number, the
-- state and the timeline; what only a major incident has stands here. Its tickets are links (core.link, part_of).

create schema incidents;
grant usage on schema incidents to wardline_app;

create table incidents.incident (
  org_id uuid not null,
  id uuid not null,
  proposed_by uuid not null,
  -- Why it was proposed, and why it was declined or cancelled.
  why text not null check (length(why) between 1 and 2000),
  ended_why text check (length(ended_why) between 1 and 2000),
  applications text[] not null default '{}' check (cardinality(applications) <= 20),
  category_id uuid,
  bridge_url text check (bridge_url ~ '^https://' and length(bridge_url) <= 500),
  began_at timestamptz not null,
  declared_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  -- When staff were promised the next word, and the promise of which the leads were reminded.
  next_update_at timestamptz,
  reminded_of timestamptz,
  what_happened text not null default '' check (length(what_happened) <= 20000),
  impact text not null default '' check (length(impact) <= 20000),
  went_well text not null default '' check (length(went_well) <= 20000),
  primary key (org_id, id),
  foreign key (org_id, id) references core.record (org_id, id),
  foreign key (org_id, proposed_by) references core.person (org_id, id),
  foreign key (org_id, category_id) references tickets.category (org_id, id)
);
call platform.tenant_table('incidents.incident', 'select, insert, update');

create table incidents.affected_place (
  org_id uuid not null,
  incident_id uuid not null,
  place_id uuid not null,
  primary key (org_id, incident_id, place_id),
  foreign key (org_id, incident_id) references incidents.incident (org_id, id),
  foreign key (org_id, place_id) references core.place (org_id, id)
);
call platform.tenant_table('incidents.affected_place');

-- Who had which part, from when to when.
create table incidents.duty (
  org_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  role text not null check (role in ('commander', 'communications', 'technical', 'scribe')),
  person_id uuid not null,
  given_by uuid not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, incident_id) references incidents.incident (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, given_by) references core.person (org_id, id),
  check (ended_at >= began_at)
);
create unique index duty_now on incidents.duty (org_id, incident_id, role) where ended_at is null;
create index duty_incident on incidents.duty (org_id, incident_id, began_at);
call platform.tenant_table('incidents.duty', 'select, insert, update');

-- A word to everybody: the message of the record is for all staff, this is for those who reported it.
create table incidents.update (
  org_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  reporter_body text not null check (length(reporter_body) <= 20000),
  state text not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, id) references core.message (org_id, id),
  foreign key (org_id, incident_id) references incidents.incident (org_id, id)
);
create index update_incident on incidents.update (org_id, incident_id, created_at);
call platform.tenant_table('incidents.update', 'select, insert, update');

-- A piece of work on many tickets: a reply in each, and with a code also the end of each.
create table incidents.round (
  org_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  body text not null check (length(body) <= 20000),
  code text,
  made_by uuid not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, incident_id) references incidents.incident (org_id, id),
  foreign key (org_id, made_by) references core.person (org_id, id)
);
create index round_incident on incidents.round (org_id, incident_id, created_at);
call platform.tenant_table('incidents.round', 'select, insert, update');

-- What was done to each of its tickets; a step whose time is set is not taken again.
create table incidents.round_ticket (
  org_id uuid not null,
  round_id uuid not null,
  ticket_id uuid not null,
  told_at timestamptz,
  ended_at timestamptz,
  -- Why nothing could be done: the state that the ticket is in by now.
  refused text,
  is_done boolean not null default false,
  primary key (org_id, round_id, ticket_id),
  foreign key (org_id, round_id) references incidents.round (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id)
);
create index round_ticket_open on incidents.round_ticket (org_id, round_id, ticket_id) where not is_done;
call platform.tenant_table('incidents.round_ticket', 'select, insert, update');

-- What the review asks for: it becomes a ticket, or is declined with a reason.
create table incidents.review_action (
  org_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  title text not null check (length(title) between 1 and 500),
  owner_id uuid not null,
  due_on date,
  ticket_id uuid,
  declined_why text check (length(declined_why) between 1 and 2000),
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, incident_id) references incidents.incident (org_id, id),
  foreign key (org_id, owner_id) references core.person (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  check (ticket_id is null or declined_why is null)
);
create index review_action_incident on incidents.review_action (org_id, incident_id, created_at);
call platform.tenant_table('incidents.review_action', 'select, insert, update');
