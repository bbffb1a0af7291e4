-- Who could take a ticket, and teams that let their tickets be given out by themselves.

create table escalation.team_assignment (
  org_id uuid not null,
  team_id uuid not null,
  -- Off shows no proposals, suggest shows them, assign gives new tickets to the best.
  mode text not null check (mode in ('off', 'suggest', 'assign')),
  -- So many open tickets a person has at the most before nothing more is given to them by itself.
  open_max int check (open_max between 1 and 500),
  updated_by uuid,
  updated_at timestamptz not null,
  primary key (org_id, team_id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, updated_by) references core.person (org_id, id)
);
create index team_assignment_self on escalation.team_assignment (org_id) where mode = 'assign';
call platform.tenant_table('escalation.team_assignment', 'select, insert, update');

-- That a ticket was given out, or could not be, once for each time that it came to a team.
create table escalation.self_assignment (
  org_id uuid not null,
  ticket_id uuid not null,
  cause text not null check (length(cause) <= 100),
  -- Null when nobody fitted.
  person_id uuid,
  created_at timestamptz not null,
  primary key (org_id, ticket_id, cause),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('escalation.self_assignment', 'select, insert, update');

-- The last ones that were solved of a kind, to see who solved them.
create index ticket_solved_category on tickets.ticket (org_id, category_id, resolved_at desc) include (id)
  where resolved_at is not null and category_id is not null;
create index ticket_solved_application on tickets.ticket (org_id, application, resolved_at desc) include (id)
  where resolved_at is not null and application is not null;
