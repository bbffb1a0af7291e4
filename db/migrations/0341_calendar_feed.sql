-- One calendar link a person, with what she chose to see there; the links to shifts go on working in it.

create table notices.calendar_feed (
  org_id uuid not null references core.organization (id),
  person_id uuid not null,
  -- The link itself is kept nowhere.
  token_hash bytea not null,
  parts text[] not null check (cardinality(parts) > 0 and parts <@ '{tasks,on_call,follow_ups,classes}'::text[]),
  created_at timestamptz not null,
  -- To the minute: programs come many times an hour.
  used_at timestamptz,
  primary key (org_id, person_id),
  unique (org_id, token_hash),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('notices.calendar_feed');

insert into notices.calendar_feed (org_id, person_id, token_hash, parts, created_at)
  select org_id, person_id, token_hash, '{on_call}', created_at from escalation.calendar_feed;
drop table escalation.calendar_feed;
