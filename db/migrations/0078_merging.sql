-- Merging: what is needed to take a merge back exactly, and messages that are shown on another record too.

create index ticket_merged_into on tickets.ticket (org_id, merged_into_id) where merged_into_id is not null;
create index ticket_device on tickets.ticket (org_id, lower(device), id desc) where device is not null;

-- How a merged ticket stood before. Where it went to is the ticket's merged_into_id.
create table tickets.merging (
  org_id uuid not null,
  ticket_id uuid not null,
  state_before text not null,
  merged_at timestamptz not null,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id)
);
call platform.tenant_table('tickets.merging', 'select, insert, delete');

-- Who follows the other ticket because of the merge alone.
create table tickets.merged_follower (
  org_id uuid not null,
  id uuid not null default gen_random_uuid(),
  ticket_id uuid not null,
  person_id uuid not null,
  -- Followed it before, and was made a participant by the merge.
  was_watcher boolean not null,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index merged_follower_ticket on tickets.merged_follower (org_id, ticket_id);
call platform.tenant_table('tickets.merged_follower');

-- The words on merged tickets of which those who go on with the other one were told.
create table tickets.heard_word (
  org_id uuid not null,
  message_id uuid not null,
  primary key (org_id, message_id),
  foreign key (org_id, message_id) references core.message (org_id, id)
);
call platform.tenant_table('tickets.heard_word', 'select, insert');

-- A message of one record that is shown on another as well. It stays one row, so that a redaction reaches both.
create table core.shown_message (
  org_id uuid not null,
  record_id uuid not null,
  message_id uuid not null,
  shown_at timestamptz not null,
  primary key (org_id, record_id, message_id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, message_id) references core.message (org_id, id)
);
create index shown_message_of on core.shown_message (org_id, message_id);
call platform.tenant_table('core.shown_message', 'select, insert');
