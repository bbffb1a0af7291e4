-- Notices: what each person wants to hear of, by which way and when, and what waits to be sent by mail or push.

create schema notices;
grant usage on schema notices to wardline_app;

-- When somebody is left in peace, and when what waited is put together. Without a row the product's defaults hold.
create table notices.setting (
  org_id uuid not null references core.organization (id),
  person_id uuid not null,
  -- Null for the organization's.
  time_zone text check (length(time_zone) between 1 and 60),
  -- Minutes after midnight by the clocks of the zone. An end before the beginning lies on the next day.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  -- The days on which the quiet begins, Monday is 1.
  quiet_days smallint[] not null default '{1,2,3,4,5,6,7}' check (quiet_days <@ '{1,2,3,4,5,6,7}'::smallint[]),
  digest text not null default 'daily' check (digest in ('hourly', 'daily')),
  digest_at smallint not null default 420 check (digest_at between 0 and 1439),
  primary key (org_id, person_id),
  check ((quiet_from is null) = (quiet_to is null)),
  check (quiet_from <> quiet_to),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('notices.setting');

-- What was chosen in place of a default.
create table notices.choice (
  org_id uuid not null references core.organization (id),
  person_id uuid not null,
  kind text not null check (length(kind) between 1 and 40),
  in_app boolean not null,
  mail text not null check (mail in ('now', 'digest', 'off')),
  push boolean not null,
  primary key (org_id, person_id, kind),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('notices.choice');

create table notices.muted_record (
  org_id uuid not null references core.organization (id),
  person_id uuid not null,
  record_id uuid not null,
  muted_at timestamptz not null,
  primary key (org_id, person_id, record_id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id)
);
create index muted_record_record on notices.muted_record (org_id, record_id);
call platform.tenant_table('notices.muted_record');

-- One line for each way by which a notification leaves the product, if it does; it stays for a month as the proof that
-- it did.
create table notices.waiting (
  org_id uuid not null references core.organization (id),
  notification_id uuid not null,
  channel text not null check (channel in ('mail', 'push')),
  person_id uuid not null,
  kind text not null check (length(kind) between 1 and 40),
  due_at timestamptz not null,
  done_at timestamptz,
  -- Sent, or why not: it was read before, it is not wanted any more, the person may not see the record or has left.
  outcome text check (outcome in ('sent', 'read', 'unwanted', 'unseen', 'gone')),
  primary key (org_id, notification_id, channel),
  check ((done_at is null) = (outcome is null)),
  foreign key (org_id, notification_id) references core.notification (org_id, id) on delete cascade,
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index waiting_due on notices.waiting (org_id, due_at) where done_at is null;
create index waiting_person on notices.waiting (org_id, person_id, due_at) where done_at is null;
create index waiting_done on notices.waiting (org_id, done_at) where done_at is not null;
call platform.tenant_table('notices.waiting');

-- By what a mail says itself how it is ended (RFC 8058).
alter table core.outbox add column unsubscribe_url text check (length(unsubscribe_url) <= 2000);
