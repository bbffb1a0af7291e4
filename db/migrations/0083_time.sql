-- Time that somebody works: a clock that runs, and corrections that are kept.

create table tickets.timer (
  org_id uuid not null,
  person_id uuid not null,
  ticket_id uuid not null,
  started_at timestamptz not null,
  primary key (org_id, person_id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, ticket_id) references tickets.ticket (org_id, id)
);
call platform.tenant_table('tickets.timer');

create index time_entry_person on tickets.time_entry (org_id, person_id, created_at);

-- What was noted first stays in tickets.time_entry; the last correction says what holds.
create table tickets.time_correction (
  org_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  minutes int not null check (minutes between 0 and 1440),
  note text not null default '' check (length(note) <= 500),
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, entry_id) references tickets.time_entry (org_id, id)
);
create index time_correction_entry on tickets.time_correction (org_id, entry_id, created_at);
call platform.tenant_table('tickets.time_correction', 'select, insert, update');
