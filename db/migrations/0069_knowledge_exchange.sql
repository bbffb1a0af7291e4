-- Exchange of articles with folders of Markdown: where each article lies in such a folder, and the runs of imports.

create table knowledge.exchange_file (
  org_id uuid not null,
  article_id uuid not null,
  -- The id under which other installations know the article; null when it is its own.
  key text check (length(key) between 1 and 200),
  -- The folder that it came from, and its path there.
  source text not null check (length(source) between 1 and 200),
  path text not null check (length(path) between 1 and 500),
  -- YAML that other programs wrote, given back with the next export.
  foreign_front_matter text not null default '' check (length(foreign_front_matter) <= 200000),
  -- Paths of its files by the id of the attachment.
  assets jsonb not null default '{}',
  -- Of the file as it was imported last, to know whether there is anything new in it.
  sha256 text not null,
  broken_links int not null default 0,
  imported_version int not null,
  imported_at timestamptz not null,
  primary key (org_id, article_id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id)
);
create unique index exchange_file_path on knowledge.exchange_file (org_id, source, path);
create unique index exchange_file_key on knowledge.exchange_file (org_id, key) where key is not null;
call platform.tenant_table('knowledge.exchange_file', 'select, insert, update');

create table knowledge.exchange_run (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  file_name text not null check (length(file_name) between 1 and 255),
  size_bytes bigint not null check (size_bytes >= 0),
  source text not null check (length(source) between 1 and 200),
  state text not null check (state in ('previewed', 'running', 'done', 'failed')),
  settings jsonb not null default '{}',
  -- What would be done, and later what was done.
  report jsonb not null default '{}',
  done int not null default 0,
  total int not null default 0,
  failure text check (length(failure) <= 2000),
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, created_by) references core.person (org_id, id)
);
create index exchange_run_recent on knowledge.exchange_run (org_id, created_at desc, id desc);
call platform.tenant_table('knowledge.exchange_run');
