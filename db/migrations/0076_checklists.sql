-- Checklists on tickets: what has to be done, in which order, and what became a ticket of its own.

create table tickets.checklist_template (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  steps jsonb not null,
  is_shown boolean not null default false,
  archived_at timestamptz,
  primary key (org_id, id)
);
create unique index checklist_template_name on tickets.checklist_template (org_id, name) where archived_at is null;
call platform.tenant_table('tickets.checklist_template', 'select, insert, update');

create table tickets.checklist (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  -- Without one it is the fulfilment of what was requested.
  title text not null check (length(title) <= 300),
  -- The requester sees how far it is.
  is_shown boolean not null default false,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id)
);
create index checklist_ticket on tickets.checklist (org_id, ticket_id);
call platform.tenant_table('tickets.checklist');

create table tickets.checklist_item (
  org_id uuid not null,
  id uuid not null,
  checklist_id uuid not null,
  ticket_id uuid not null,
  position int not null,
  title text not null check (length(title) between 1 and 300),
  -- A task is a ticket of its own, made when its turn has come.
  is_task boolean not null default false,
  team_id uuid,
  assigned_to_id uuid,
  due_at timestamptz,
  after_ids uuid[] not null default '{}',
  task_id uuid,
  done_at timestamptz,
  done_by_id uuid,
  primary key (org_id, id),
  foreign key (org_id, checklist_id) references tickets.checklist (org_id, id) on delete cascade,
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, assigned_to_id) references core.person (org_id, id),
  foreign key (org_id, task_id) references core.record (org_id, id),
  foreign key (org_id, done_by_id) references core.person (org_id, id),
  check (not is_task or team_id is not null)
);
create index checklist_item_list on tickets.checklist_item (org_id, checklist_id, position);
create index checklist_item_ticket on tickets.checklist_item (org_id, ticket_id);
create unique index checklist_item_task on tickets.checklist_item (org_id, task_id) where task_id is not null;
call platform.tenant_table('tickets.checklist_item');

-- What will have to be done once the last approval is given.
create table tickets.fulfilment (
  org_id uuid not null,
  ticket_id uuid not null,
  steps jsonb not null,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id)
);
call platform.tenant_table('tickets.fulfilment');

-- The automation files the tasks.
update core.role set permissions = permissions || '{tickets.create}'
where key = 'automation' and is_builtin and not 'tickets.create' = any (permissions);
