-- What readers and writers say of an article: comments, and flags that ask for work.

create table knowledge.comment (
  org_id uuid not null,
  id uuid not null,
  article_id uuid not null,
  author_id uuid not null,
  -- A comment for its readers, or the reason why a colleague sent the text back, which only writers see.
  purpose text not null check (purpose in ('comment', 'sent_back')),
  -- Written for the department alone, or while nobody else read the article: stays inside for ever.
  is_internal boolean not null,
  body text not null check (length(body) <= 4000),
  created_at timestamptz not null,
  removed_at timestamptz,
  removed_by uuid,
  primary key (org_id, article_id, id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id),
  foreign key (org_id, author_id) references core.person (org_id, id),
  foreign key (org_id, removed_by) references core.person (org_id, id)
);
call platform.tenant_table('knowledge.comment', 'select, insert, update');

create table knowledge.flag (
  org_id uuid not null,
  id uuid not null,
  article_id uuid not null,
  version int not null,
  reporter_id uuid not null,
  reason text not null check (reason in ('wrong', 'outdated', 'unclear', 'duplicate', 'private_data')),
  body text not null default '' check (length(body) <= 2000),
  created_at timestamptz not null,
  answer text check (length(answer) <= 2000),
  answered_by uuid,
  answered_at timestamptz,
  primary key (org_id, article_id, id),
  foreign key (org_id, article_id) references knowledge.article (org_id, id),
  foreign key (org_id, reporter_id) references core.person (org_id, id),
  foreign key (org_id, answered_by) references core.person (org_id, id),
  check ((answered_at is null) = (answer is null))
);
create index flag_open on knowledge.flag (org_id, created_at) where answered_at is null;
call platform.tenant_table('knowledge.flag', 'select, insert, update');

-- A schedule learns which organizations have articles to look at again, and whom it has not reminded yet.
create function knowledge.organizations_to_remind(at timestamptz) returns setof uuid
language sql stable security definer set search_path = knowledge, pg_temp
as $$ select distinct org_id from knowledge.article where review_at <= at + interval '14 days' and reminded < 3 and published_version is not null $$;
revoke all on function knowledge.organizations_to_remind(timestamptz) from public;
grant execute on function knowledge.organizations_to_remind(timestamptz) to wardline_app;
