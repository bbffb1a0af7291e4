-- The public form: somebody without an account asks for help, and counts once their address is confirmed.

create table channels.public_form (
  org_id uuid not null references core.organization (id),
  is_on boolean not null,
  takes_files boolean not null,
  -- How many mails that ask for a confirmation go out in an hour, whoever asks.
  mails_an_hour int not null check (mails_an_hour between 1 and 1000),
  version int not null default 1,
  primary key (org_id)
);
call platform.tenant_table('channels.public_form', 'select, insert, update');

-- What the form offers to ask about, and where it goes.
create table channels.form_topic (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  team_id uuid,
  category_id uuid,
  -- One that was taken off the form stays, since what came by it names it.
  is_offered boolean not null,
  position int not null,
  primary key (org_id, id),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, category_id) references tickets.category (org_id, id)
);
create index form_topic_team on channels.form_topic (org_id, team_id) where team_id is not null;
create index form_topic_category on channels.form_topic (org_id, category_id) where category_id is not null;
call platform.tenant_table('channels.form_topic', 'select, insert, update');

-- What was asked and not confirmed yet. The words and the address lie in a file as a mail, encrypted where a key is
-- set, and nowhere else: the row holds no word of anybody.
create table channels.form_entry (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  topic_id uuid not null,
  -- Of the puzzle that was solved for it: each counts once.
  puzzle_hash bytea not null check (length(puzzle_hash) = 32),
  -- Null once it was confirmed: the file is a mail then.
  storage_key text,
  size_bytes bigint not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  expires_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, puzzle_hash),
  check ((confirmed_at is null) = (storage_key is not null)),
  foreign key (org_id, topic_id) references channels.form_topic (org_id, id)
);
create index form_entry_topic on channels.form_entry (org_id, topic_id);
create index form_entry_expires on channels.form_entry (org_id, expires_at);
create index form_entry_created on channels.form_entry (org_id, created_at);
create index form_entry_storage_key on channels.form_entry (storage_key) where storage_key is not null;
call platform.tenant_table('channels.form_entry');

-- By which topic of the form a mail came; none for what came as a mail.
alter table channels.mail_in
  add column topic_id uuid,
  add foreign key (org_id, topic_id) references channels.form_topic (org_id, id);
create index mail_in_topic on channels.mail_in (org_id, topic_id) where topic_id is not null;

create or replace function core.files_in_use(keys text[]) returns table (storage_key text)
language sql stable security definer set search_path = core, pg_temp
as $$
  select a.storage_key from core.attachment a where a.storage_key = any(keys) and a.removed_at is null
  union all select m.storage_key from channels.mail_in m where m.storage_key = any(keys)
  union all select f.storage_key from training.package_file f where f.storage_key = any(keys)
  union all select e.storage_key from channels.form_entry e where e.storage_key = any(keys)
$$;
