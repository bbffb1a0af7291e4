-- Search: finding entries fast under row-level security.
--
-- Row security keeps `@@`, `%` and `like` from using an index, so the functions below look past it. Each takes
-- the organization from the transaction alone and answers ids, never words; the caller's query puts the read gate
-- over what they find.

-- ---------------------------------------------------------------- entries

-- The order in which entries were written, whatever time they tell of. A block range index is nearly free to keep.
create sequence core.search_entry_seq;
grant usage on sequence core.search_entry_seq to wardline_app;
alter table core.search_entry add column seq bigint not null default nextval('core.search_entry_seq');
create index search_entry_order on core.search_entry using brin (seq) with (pages_per_range = 32);

drop index core.search_entry_recent;
create index search_entry_recent on core.search_entry (org_id, kind, at desc, entry_id desc);

-- What is not a ticket is little beside the tickets and their messages, and is always ranked whole.
create index search_entry_few on core.search_entry using gin (org_id, words) where kind <> 'ticket';

-- How many entries of an organization were counted.
create table core.search_total (
  org_id uuid not null references core.organization (id),
  entries bigint not null,
  primary key (org_id)
);
call platform.tenant_table('core.search_total', 'select');

-- True when most entries are this organization's. The index then is asked for the words alone, since cutting them
-- with the list of an organization's millions costs more than passing over the few of the others.
create function core.search_owns_most() returns boolean
language sql stable security definer set search_path = core, pg_temp
as $$
  select coalesce((select t.entries from core.search_total t where t.org_id = nullif(current_setting('app.org_id', true), '')::uuid), 0)
    > 0.3 * (select c.reltuples from pg_catalog.pg_class c where c.oid = 'core.search_entry'::regclass)
$$;
revoke all on function core.search_owns_most() from public;

-- Every matching entry of the kind, up to the limit, with how well it matches; newer ones weigh more.
create function core.search_matching(wanted tsquery, wanted_kind text, from_at timestamptz, to_at timestamptz, found_max int)
returns table (entry_id uuid, record_id uuid, is_internal boolean, at timestamptz, rank real)
language plpgsql stable security definer rows 200
set search_path = core, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
as $$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.org_id', true), '')::uuid;
begin
  return query execute format($query$
    select e.entry_id, e.record_id, e.is_internal, e.at,
      (ts_rank_cd('{0.2, 0.2, 0.4, 1.0}', e.words, $1, 1)
        * (1 + 1 / (1 + greatest(0, extract(epoch from now() - e.at)) / 15552000)))::real
    from core.search_entry e
    where %s and e.words @@ $1 and %s and ($4 is null or e.at >= $4) and ($5 is null or e.at < $5)
    limit least($6, 20000)$query$,
    case when wanted_kind = 'ticket' and core.search_owns_most() then 'e.org_id::text = $2::text' else 'e.org_id = $2' end,
    case when wanted_kind = 'ticket' then 'e.kind || '''' = $3' else 'e.kind <> ''ticket'' and e.kind || '''' = $3' end)
  using wanted, own, wanted_kind, from_at, to_at, found_max;
end $$;
revoke all on function core.search_matching(tsquery, text, timestamptz, timestamptz, int) from public;
grant execute on function core.search_matching(tsquery, text, timestamptz, timestamptz, int) to wardline_app;

-- Walks from the newest entry, or from the given place, towards older ones and stops at the wanted number of
-- matches or after the given steps. The last row of an unfinished walk is the place where it stopped.
create function core.search_newest(wanted tsquery, wanted_kind text, before_at timestamptz, before_id uuid, from_at timestamptz, steps_max int, found_max int)
returns table (entry_id uuid, record_id uuid, is_internal boolean, at timestamptz, is_match boolean)
language plpgsql stable security definer rows 100
set search_path = core, pg_temp set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off
as $$
#variable_conflict use_column
begin
  return query
    select w.entry_id, w.record_id, w.is_internal, w.at, w.is_match
    from (
      select e.entry_id, e.record_id, e.is_internal, e.at, e.words @@ wanted as is_match, row_number() over () as step
      from (
        select e.* from core.search_entry e
        where e.org_id = nullif(current_setting('app.org_id', true), '')::uuid and e.kind = wanted_kind
          and (e.at, e.entry_id) < (before_at, before_id) and e.at >= from_at
        order by e.at desc, e.entry_id desc limit least(steps_max, 50000)
      ) e
    ) w
    where w.is_match or w.step = least(steps_max, 50000)
    limit found_max;
end $$;
revoke all on function core.search_newest(tsquery, text, timestamptz, uuid, timestamptz, int, int) from public;
grant execute on function core.search_newest(tsquery, text, timestamptz, uuid, timestamptz, int, int) to wardline_app;

-- The entries of a small kind that share words with a text, the most alike first. Rare words weigh by their
-- number in the text and the entry; a match of a title weighs most.
create function core.search_alike(wanted tsquery, wanted_kind text, found_max int)
returns table (entry_id uuid, record_id uuid, rank real)
language sql stable security definer rows 100
set search_path = core, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
as $$
  select e.entry_id, e.record_id, ts_rank('{0.2, 0.2, 0.4, 1.0}', e.words, wanted, 1) as rank
  from core.search_entry e
  where e.org_id = nullif(current_setting('app.org_id', true), '')::uuid and e.words @@ wanted and e.kind <> 'ticket'
    and e.kind || '' = wanted_kind and not e.is_internal
  order by rank desc, e.entry_id limit least(found_max, 2000)
$$;
revoke all on function core.search_alike(tsquery, text, int) from public;
grant execute on function core.search_alike(tsquery, text, int) to wardline_app;

-- ---------------------------------------------------------------- words

-- In how many entries an organization uses each word stem: for the choice between ranking and walking, for
-- completion and for typing errors. Only letters: a word with digits is a number, a name or a secret.
alter table core.search_word set (fillfactor = 80);
create index search_word_begins on core.search_word (org_id, word text_pattern_ops);

-- How far the words of all organizations were counted. Nobody but the function below may look.
create table core.search_progress (
  is_only boolean primary key default true check (is_only),
  counted_seq bigint not null default 0,
  -- The newest entry at the run before: writes that were still open then are over by now.
  seen_seq bigint not null default 0
);
alter table core.search_progress enable row level security;
insert into core.search_progress default values;

-- Counts the words of the next entries. Answers how many entries were counted: fewer than asked means done.
-- An entry is counted only when it was there at the run before, so that no open write is jumped over.
create function core.search_learn(entries_max int) returns int
language plpgsql security definer
set search_path = core, pg_temp set enable_seqscan = off set work_mem = '64MB'
as $$
declare
  progress core.search_progress;
  to_seq bigint;
  counted int;
  newest bigint := (select case when is_called then last_value else 0 end from core.search_entry_seq);
begin
  -- Another run is counting, or somebody is taking words away just now: the next run will do it.
  if not pg_try_advisory_xact_lock(hashtext('core.search_learn')) then return 0; end if;
  select * into progress from core.search_progress for update;
  to_seq := least(progress.seen_seq, progress.counted_seq + least(entries_max, 20000));
  with learned as materialized (
    select e.org_id, e.words from core.search_entry e where e.seq > progress.counted_seq and e.seq <= to_seq
  ), counted_entries as (
    insert into core.search_total (org_id, entries) select org_id, count(*) from learned group by org_id
    on conflict (org_id) do update set entries = core.search_total.entries + excluded.entries
  )
  insert into core.search_word (org_id, word, uses)
    select org_id, word, uses from (
      select org_id, word, count(*) as uses from (select org_id, unnest(tsvector_to_array(words)) as word from learned) each group by org_id, word
    ) counted where word ~ '^[[:alpha:]]{3,40}$'
  on conflict (org_id, word) do update set uses = core.search_word.uses + excluded.uses;
  counted := to_seq - progress.counted_seq;
  update core.search_progress set counted_seq = to_seq,
    seen_seq = case when to_seq = progress.seen_seq then newest else progress.seen_seq end;
  return counted;
end $$;
revoke all on function core.search_learn(int) from public;
grant execute on function core.search_learn(int) to wardline_app;

-- Takes an entry away, and its rare words out of the counted ones: a secret that was redacted must not live on as
-- a proposal for a typing error. Waits for a running count, which may hold the words in its hands.
create function core.search_forget(of_org uuid, of_entry uuid) returns void
language plpgsql set search_path = core, pg_temp
as $$
declare
  gone tsvector;
begin
  perform pg_advisory_xact_lock(hashtext('core.search_learn'));
  delete from core.search_entry e where e.org_id = of_org and e.entry_id = of_entry returning e.words into gone;
  if gone is not null then
    delete from core.search_word w where w.org_id = of_org and w.word = any (tsvector_to_array(gone)) and w.uses <= 5;
  end if;
end $$;
revoke all on function core.search_forget(uuid, uuid) from public;
grant execute on function core.search_forget(uuid, uuid) to wardline_app;

-- The most used words that begin so.
create function core.search_beginning(beginning text, found_max int) returns table (word text, uses int)
language sql stable security definer set search_path = core, public, pg_temp
as $$
  select word, uses from (
    select w.word, w.uses from core.search_word w
    where w.org_id = nullif(current_setting('app.org_id', true), '')::uuid
      and w.word ~>=~ beginning and w.word ~<~ (beginning || U&'\+10FFFF')
    limit 5000
  ) beginnings
  order by uses desc, word limit least(found_max, 50)
$$;
revoke all on function core.search_beginning(text, int) from public;
grant execute on function core.search_beginning(text, int) to wardline_app;

-- The words that look most alike, the more used first among equals.
create function core.search_similar(wanted text, found_max int) returns table (word text, uses int)
language sql stable security definer set search_path = core, public, pg_temp
set pg_trgm.similarity_threshold = 0.35
as $$
  select w.word, w.uses from core.search_word w
  where w.org_id = nullif(current_setting('app.org_id', true), '')::uuid
    and w.word % wanted and length(w.word) between length(wanted) - 3 and length(wanted) + 3
  order by similarity(w.word, wanted) + 0.02 * ln(w.uses + 1) desc, w.word limit least(found_max, 20)
$$;
revoke all on function core.search_similar(text, int) from public;
grant execute on function core.search_similar(text, int) to wardline_app;
