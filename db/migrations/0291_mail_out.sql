-- Mail out: how much goes out, by which key it is signed, and an organization's own wording.

-- What cannot wait behind a limit, such as a page of whoever is on call.
alter table core.outbox add column is_urgent boolean not null default false;
create index outbox_sent_to on core.outbox (org_id, to_address, sent_at) where sent_at is not null;
create index outbox_sent on core.outbox (org_id, sent_at) where sent_at is not null;

create table channels.mail_sending (
  org_id uuid not null references core.organization (id),
  -- Null for no limit.
  per_address_hour int check (per_address_hour between 1 and 10000),
  per_minute int check (per_minute between 1 and 10000),
  dkim_selector text check (dkim_selector ~ '^[a-z0-9]{1,40}$'),
  -- The private key, encrypted with the installation's key.
  dkim_sealed bytea,
  -- What is published in the DNS.
  dkim_public text,
  -- Only once the public half is published: a signature that nobody can check does harm.
  dkim_is_on boolean not null default false,
  version int not null default 1,
  primary key (org_id),
  check ((dkim_sealed is null) = (dkim_selector is null) and (dkim_sealed is null) = (dkim_public is null)),
  check (not dkim_is_on or dkim_sealed is not null)
);
call platform.tenant_table('channels.mail_sending', 'select, insert, update');

create table channels.mail_template (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  key text not null check (length(key) between 1 and 60),
  -- Null for all teams that have none of their own.
  team_id uuid,
  language text not null check (language in ('en', 'es')),
  subject text not null check (length(subject) between 1 and 200),
  -- Markdown with places in braces.
  body text not null check (length(body) between 1 and 5000),
  link_label text not null check (length(link_label) between 1 and 100),
  version int not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique nulls not distinct (org_id, key, team_id, language),
  foreign key (org_id, team_id) references core.team (org_id, id),
  foreign key (org_id, updated_by) references core.person (org_id, id)
);
create index mail_template_team on channels.mail_template (org_id, team_id) where team_id is not null;
create index mail_template_by on channels.mail_template (org_id, updated_by);
call platform.tenant_table('channels.mail_template');
