-- On-call: the managers of a team's leads are called last, and public holidays move turns.

alter table escalation.page_call drop constraint page_call_because_check;
alter table escalation.page_call add constraint page_call_because_check
  check (because in ('on_call', 'lead', 'person', 'manager'));

-- Public holidays: a rota may follow a calendar, and a layer be covered on its holidays only, or not on them.
alter table escalation.rota add column calendar_id uuid;
alter table escalation.rota add foreign key (org_id, calendar_id) references escalation.calendar (org_id, id);
alter table escalation.rota_layer add column on_holidays text not null default 'always'
  check (on_holidays in ('always', 'only', 'never'));

-- Where the pages of a team are sent too. The secret is sealed with a key that is never in the database.
create table escalation.webhook (
  org_id uuid not null,
  team_id uuid not null,
  url text not null check (length(url) <= 2000),
  secret bytea not null,
  updated_by uuid not null,
  updated_at timestamptz not null,
  primary key (org_id, team_id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, updated_by) references core.person (org_id, id)
);
call platform.tenant_table('escalation.webhook');

create table escalation.webhook_delivery (
  org_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  page_id uuid not null,
  step int not null check (step > 0),
  state text not null check (state in ('queued', 'sent', 'dead')),
  tries int not null default 0 check (tries >= 0),
  -- When it is tried next; null when it is over.
  due_at timestamptz,
  last_error text check (length(last_error) <= 500),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  -- Each step of a page is sent once, whatever runs twice.
  unique (org_id, page_id, step),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, page_id) references escalation.page (org_id, id),
  check ((state = 'queued') = (due_at is not null))
);
create index webhook_delivery_team on escalation.webhook_delivery (org_id, team_id, created_at desc);
call platform.tenant_table('escalation.webhook_delivery', 'select, insert, update');
