-- Where the browsers of those on call are rung although no page is open.

create table escalation.push_device (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- The address at the browser's push service, and the keys by which only this browser reads what is sent.
  endpoint text not null check (length(endpoint) between 9 and 2000),
  p256dh text not null check (length(p256dh) between 80 and 100),
  auth text not null check (length(auth) between 20 and 40),
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz not null,
  rung_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
-- A browser rings for the person who asked last: whoever else used it before is not rung there any more.
create unique index push_device_endpoint on escalation.push_device (org_id, endpoint);
create index push_device_person on escalation.push_device (org_id, person_id);
call platform.tenant_table('escalation.push_device', 'select, insert, update, delete');
