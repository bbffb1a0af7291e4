-- Mail in: mailboxes that are read, and every mail as it came, before anything is made of it.

create table channels.mailbox (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  -- What people write to; mail from it is our own.
  address text not null check (address = lower(address) and length(address) between 3 and 320),
  host text not null check (length(host) between 1 and 253),
  port int not null check (port between 1 and 65535),
  security text not null check (security in ('tls', 'starttls', 'none')),
  username text not null check (length(username) between 1 and 320),
  sign_in text not null check (sign_in in ('password', 'token')),
  -- Encrypted with the installation's key, which is never in the database.
  secret_sealed bytea not null,
  team_id uuid,
  category_id uuid,
  kept_days int not null default 30 check (kept_days between 1 and 365),
  is_on boolean not null,
  -- How far the mailbox was read: what has a smaller UID of the same validity was stored.
  uid_validity bigint,
  uid_done bigint not null default 0,
  looked_at timestamptz,
  last_mail_at timestamptz,
  failing_since timestamptz,
  -- A sentence of ours, never one of the server's.
  failure text,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, category_id) references tickets.category (org_id, id)
);
call platform.tenant_table('channels.mailbox', 'select, insert, update');

create table channels.mail_in (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  -- Null for what the listener took.
  mailbox_id uuid,
  uid_validity bigint,
  uid bigint,
  -- Of the Message-ID and the whole: the same mail comes once, whichever way.
  mail_hash bytea not null check (length(mail_hash) = 32),
  -- Of the Message-ID alone, by which replies to it find their ticket.
  message_id_hash bytea,
  -- The original, encrypted where a key is set; null when it was removed.
  storage_key text,
  size_bytes bigint not null,
  state text not null check (state in ('received', 'taken_in', 'quarantined', 'parked', 'discarded')),
  reason text,
  -- As the mail says it, which proves nothing.
  sender text,
  sender_id uuid,
  record_id uuid,
  received_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  remove_at timestamptz not null,
  primary key (org_id, id),
  check ((state = 'received') = (decided_at is null)),
  foreign key (org_id, mailbox_id) references channels.mailbox (org_id, id),
  foreign key (org_id, sender_id) references core.person (org_id, id),
  foreign key (org_id, decided_by) references core.person (org_id, id),
  foreign key (org_id, record_id) references core.record (org_id, id)
);
create unique index mail_in_uid on channels.mail_in (org_id, mailbox_id, uid_validity, uid);
create unique index mail_in_hash on channels.mail_in (org_id, mail_hash);
create index mail_in_message_id on channels.mail_in (org_id, message_id_hash) where message_id_hash is not null;
create index mail_in_record on channels.mail_in (org_id, record_id) where record_id is not null;
create index mail_in_sender on channels.mail_in (org_id, sender_id, decided_at) where sender_id is not null;
create index mail_in_state on channels.mail_in (org_id, state, received_at desc, id);
create index mail_in_storage_key on channels.mail_in (storage_key) where storage_key is not null;
create index mail_in_remove on channels.mail_in (org_id, remove_at) where storage_key is not null;
call platform.tenant_table('channels.mail_in');

-- A stored file is in use while an attachment or a mail has it.
create or replace function core.files_in_use(keys text[]) returns table (storage_key text)
language sql stable security definer set search_path = core, pg_temp
as $$
  select a.storage_key from core.attachment a where a.storage_key = any(keys) and a.removed_at is null
  union all select m.storage_key from channels.mail_in m where m.storage_key = any(keys)
$$;
