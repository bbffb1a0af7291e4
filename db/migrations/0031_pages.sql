-- Pages: somebody is needed now. Who was called, who answers, and when the next one is called.

create table escalation.page (
  org_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  team_id uuid not null,
  by_id uuid not null,
  -- Why: an internal note of the ticket, so that it is found, redacted and kept from those outside like any other.
  message_id uuid not null,
  state text not null check (state in ('open', 'acknowledged', 'unanswered', 'ended')),
  acknowledge_minutes int not null check (acknowledge_minutes between 1 and 240),
  -- Counts the calls; a job that was made for an earlier one does nothing.
  step int not null default 1 check (step > 0),
  -- When the next one is called unless somebody acknowledges; null when nothing is waited for.
  due_at timestamptz,
  created_at timestamptz not null,
  acknowledged_by uuid,
  acknowledged_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, message_id) references core.message (org_id, id),
  foreign key (org_id, by_id) references core.person (org_id, id),
  foreign key (org_id, acknowledged_by) references core.person (org_id, id),
  check ((state = 'open') = (due_at is not null))
);
create index page_record on escalation.page (org_id, record_id, created_at desc);
-- A team is paged once at a time for a ticket.
create unique index page_open on escalation.page (org_id, record_id, team_id) where state = 'open';
call platform.tenant_table('escalation.page', 'select, insert, update');

-- Nobody is called twice by one page.
create table escalation.page_call (
  org_id uuid not null,
  page_id uuid not null,
  person_id uuid not null,
  step int not null check (step > 0),
  because text not null check (because in ('on_call', 'lead', 'person')),
  -- The layer's name at that time, since rotas change.
  layer text check (length(layer) <= 100),
  called_at timestamptz not null,
  primary key (org_id, page_id, person_id),
  foreign key (org_id, page_id) references escalation.page (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index page_call_person on escalation.page_call (org_id, person_id, called_at desc);
call platform.tenant_table('escalation.page_call', 'select, insert, update, delete');
