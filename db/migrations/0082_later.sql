-- Replies that are sent at a time, days on which somebody looks again, and drafts that several write.

create table tickets.scheduled_reply (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  author_id uuid not null,
  -- Empty once it was sent: the message holds the words then.
  body text not null check (length(body) <= 100000),
  send_at timestamptz not null,
  -- Held: something happened in between, and its author decides.
  state text not null check (state in ('waiting', 'held', 'sent', 'discarded')),
  why text check (why in ('answered', 'done', 'redacted', 'refused')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, author_id) references core.person (org_id, id)
);
create index scheduled_reply_ticket on tickets.scheduled_reply (org_id, ticket_id) where state in ('waiting', 'held');
create index scheduled_reply_due on tickets.scheduled_reply (org_id, send_at) where state = 'waiting';
call platform.tenant_table('tickets.scheduled_reply', 'select, insert, update');

create table tickets.follow_up (
  org_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  -- Who wants to be reminded; with a team, the whole team is.
  person_id uuid not null,
  team_id uuid,
  due_at timestamptz not null,
  note text not null default '' check (length(note) <= 500),
  created_at timestamptz not null,
  told_at timestamptz,
  done_at timestamptz,
  done_by uuid,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, done_by) references core.person (org_id, id)
);
create index follow_up_ticket on tickets.follow_up (org_id, ticket_id) where done_at is null;
create index follow_up_due on tickets.follow_up (org_id, due_at) where done_at is null;
call platform.tenant_table('tickets.follow_up', 'select, insert, update');

create table tickets.shared_draft (
  org_id uuid not null,
  ticket_id uuid not null,
  body text not null check (length(body) <= 100000),
  version int not null check (version > 0),
  updated_by uuid not null,
  updated_at timestamptz not null,
  -- Who said of this very version that it can be sent.
  ready_by uuid,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, updated_by) references core.person (org_id, id),
  foreign key (org_id, ready_by) references core.person (org_id, id)
);
call platform.tenant_table('tickets.shared_draft');
