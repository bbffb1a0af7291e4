-- Knowledge: articles with immutable versions and the readers' verdict.

create schema knowledge;
grant usage on schema knowledge to wardline_app;

create table knowledge.article (
  org_id uuid not null,
  id uuid not null,
  audience text not null check (audience in ('internal', 'staff', 'public')),
  application text check (length(application) <= 200),
  category text check (length(category) <= 200),
  body text not null check (length(body) <= 200000),
  -- The version that readers see; null while the article was never published.
  published_version int,
  latest_version int not null default 1,
  review_at timestamptz,
  imported_key text,
  primary key (org_id, id),
  foreign key (org_id, id) references core.record (org_id, id)
);
create unique index article_imported_key on knowledge.article (org_id, imported_key) where imported_key is not null;
call platform.tenant_table('knowledge.article', 'select, insert, update');

create table knowledge.version (
  org_id uuid not null,
  article_id uuid not null,
  version int not null,
  title text not null,
  body text not null check (length(body) <= 200000),
  author_id uuid,
  note text not null default '',
  created_at timestamptz not null,
  primary key (org_id, article_id, version),
  foreign key (org_id, article_id) references knowledge.article (org_id, id),
  foreign key (org_id, author_id) references core.person (org_id, id)
);
call platform.tenant_table('knowledge.version', 'select, insert');

create table knowledge.feedback (
  org_id uuid not null,
  article_id uuid not null,
  person_id uuid not null,
  is_helpful boolean not null,
  comment text not null default '' check (length(comment) <= 2000),
  created_at timestamptz not null,
  primary key (org_id, article_id, person_id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('knowledge.feedback');

create table knowledge.view (
  org_id uuid not null,
  article_id uuid not null,
  day date not null,
  views int not null default 1,
  primary key (org_id, article_id, day),
  foreign key (org_id, article_id) references knowledge.article (org_id, id)
);
call platform.tenant_table('knowledge.view');
