-- Whether an article solved a ticket, and the templates from which articles are written.

create table knowledge.use (
  org_id uuid not null,
  ticket_id uuid not null,
  article_id uuid not null,
  -- The version that readers saw then.
  version int not null,
  person_id uuid not null,
  verdict text not null check (verdict in ('solved', 'did_not_help')),
  at timestamptz not null,
  primary key (org_id, ticket_id, article_id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index use_article on knowledge.use (org_id, article_id, at);
call platform.tenant_table('knowledge.use', 'select, insert, update, delete');

-- An organization's own text for a kind of article; without a row the one that comes with the product holds.
create table knowledge.template (
  org_id uuid not null references core.organization (id),
  article_kind text not null check (article_kind in ('how_to', 'problem', 'known_error', 'downtime')),
  body text not null check (length(body) between 1 and 20000),
  updated_by uuid not null,
  updated_at timestamptz not null,
  primary key (org_id, article_kind),
  foreign key (org_id, updated_by) references core.person (org_id, id)
);
call platform.tenant_table('knowledge.template');
