-- What no article answers, articles that say the same, and where an article went that was merged into another.

create table knowledge.gap (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  -- Word stems that the tickets share; each stands in tickets of several people, none is a name or a number.
  terms text[] not null check (cardinality(terms) between 1 and 12),
  tickets int not null check (tickets >= 1),
  first_at timestamptz not null,
  last_at timestamptz not null,
  state text not null check (state in ('open', 'dismissed')),
  reason text check (length(reason) between 1 and 500),
  dismissed_by uuid,
  dismissed_at timestamptz,
  found_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, dismissed_by) references core.person (org_id, id),
  check ((state = 'dismissed') = (reason is not null))
);
call platform.tenant_table('knowledge.gap');

create table knowledge.gap_ticket (
  org_id uuid not null,
  gap_id uuid not null,
  ticket_id uuid not null,
  primary key (org_id, gap_id, ticket_id),
  foreign key (org_id, gap_id) references knowledge.gap (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id)
);
call platform.tenant_table('knowledge.gap_ticket');

create table knowledge.duplicate (
  org_id uuid not null,
  -- The lesser id of the two.
  article_id uuid not null,
  other_id uuid not null,
  -- From 0 to 1, by the words that they share.
  likeness real not null check (likeness between 0 and 1),
  dismissed_by uuid,
  dismissed_at timestamptz,
  found_at timestamptz not null,
  primary key (org_id, article_id, other_id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id),
  foreign key (org_id, other_id) references knowledge.article (org_id, id),
  foreign key (org_id, dismissed_by) references core.person (org_id, id)
);
call platform.tenant_table('knowledge.duplicate');

-- An article that was merged into another one; its address leads there.
create table knowledge.moved (
  org_id uuid not null,
  article_id uuid not null,
  into_id uuid not null,
  moved_by uuid not null,
  moved_at timestamptz not null,
  primary key (org_id, article_id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id),
  foreign key (org_id, into_id) references knowledge.article (org_id, id),
  foreign key (org_id, moved_by) references core.person (org_id, id)
);
call platform.tenant_table('knowledge.moved', 'select, insert, update, delete');
