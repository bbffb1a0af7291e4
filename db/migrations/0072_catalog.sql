-- The request catalog: items with their forms in versions that stay, and what was asked with them.

create schema catalog;
grant usage on schema catalog to wardline_app;

-- The headings under which items stand, in order.
create table catalog.item_group (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name jsonb not null,
  position int not null,
  primary key (org_id, id)
);
call platform.tenant_table('catalog.item_group');

create table catalog.item (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  group_id uuid,
  -- Who answers for it.
  owner_id uuid not null,
  position int not null,
  is_on boolean not null default false,
  -- The version that is asked with now; null while none was published.
  version int check (version > 0),
  -- What is being written, and becomes the next version.
  draft jsonb not null,
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  retired_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, group_id) references catalog.item_group (org_id, id),
  foreign key (org_id, owner_id) references core.person (org_id, id),
  foreign key (org_id, drafted_by) references core.person (org_id, id),
  check (not is_on or version is not null),
  check (retired_at is null or not is_on)
);
call platform.tenant_table('catalog.item', 'select, insert, update');

-- What an item asked at a time stays for good: requests name the version.
create table catalog.item_version (
  org_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  number int not null check (number > 0),
  content jsonb not null,
  published_by uuid,
  published_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, item_id, number),
  foreign key (org_id, item_id) references catalog.item (org_id, id)
);
call platform.tenant_table('catalog.item_version', 'select, insert');

-- What was answered, by the ticket that it made. The labels are those of the version.
create table catalog.request (
  org_id uuid not null,
  ticket_id uuid not null,
  item_id uuid not null,
  version_id uuid not null,
  answers jsonb not null,
  -- Under which the answers are found.
  entry_id uuid not null,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, item_id) references catalog.item (org_id, id),
  foreign key (org_id, version_id) references catalog.item_version (org_id, id)
);
create index request_item on catalog.request (org_id, item_id, ticket_id);
call platform.tenant_table('catalog.request', 'select, insert, update');

-- With which item of the catalog a ticket was asked for.
create view reporting.request with (security_invoker = true) as
select org_id, ticket_id, item_id from catalog.request;
grant select on reporting.request to wardline_app;
