-- Words that may be the name of a patient leave what was missed.

-- A word that no article holds is not kept until several different people have looked for it. Until that it is
-- a hash, with one byte for each who searched, which many people share: enough to know that there were several.
create table core.search_miss_word (
  org_id uuid not null references core.organization (id),
  hash bytea not null,
  people smallint[] not null,
  last_at timestamptz not null,
  primary key (org_id, hash)
);
create index search_miss_word_last on core.search_miss_word (org_id, last_at);
call platform.tenant_table('core.search_miss_word');

-- What was kept before may hold names; what is still missed comes back by itself.
delete from core.search_miss;

create or replace function core.search_tidy(before timestamptz) returns int
language sql security definer set search_path = core, pg_temp
as $$
  with words as (delete from core.search_miss_word where last_at < before),
    gone as (delete from core.search_miss where last_at < before returning 1)
  select count(*)::int from gone
$$;

-- Versions stay as they were written, but for words that must be in none of them. The application may not change a
-- version otherwise. Answers in how many versions the words stood.
create function knowledge.redact_versions(wanted uuid, passage text, mark text) returns int
language sql security definer set search_path = knowledge, pg_temp
as $$
  with cut as (
    update knowledge.version set title = replace(title, passage, mark), body = replace(body, passage, mark), note = replace(note, passage, mark)
    where org_id = nullif(current_setting('app.org_id', true), '')::uuid and article_id = wanted and length(mark) = 1 and length(passage) >= 1
      and (position(passage in title) > 0 or position(passage in body) > 0 or position(passage in note) > 0)
    returning 1)
  select count(*)::int from cut
$$;
revoke all on function knowledge.redact_versions(uuid, text, text) from public;
grant execute on function knowledge.redact_versions(uuid, text, text) to wardline_app;
