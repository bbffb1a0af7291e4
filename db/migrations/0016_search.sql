-- Search at millions of entries: words are learned in larger batches, and what was learned so far already tells
-- how large the organization's share is.

-- Counts the words of the next entries. Answers how many entries were counted: fewer than asked means done.
-- An entry is counted only when it was there at the run before, so that no open write is jumped over. Storing the
-- counts costs about as much for a large batch as for a small one.
create or replace function core.search_learn(entries_max int) returns int
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
  to_seq := least(progress.seen_seq, progress.counted_seq + least(entries_max, 100000));
  with learned as materialized (
    select e.org_id, e.words from core.search_entry e where e.seq > progress.counted_seq and e.seq <= to_seq
  ), counted_entries as (
    insert into core.search_total (org_id, entries) select org_id, count(*) from learned group by org_id
    on conflict (org_id) do update set entries = core.search_total.entries + excluded.entries
  ), counted_words as materialized (
    -- Kept apart, or the pattern below would be tried on each occurrence of a word and not once on the word.
    select org_id, word, count(*) as uses from (select org_id, unnest(tsvector_to_array(words)) as word from learned) each group by org_id, word
  )
  insert into core.search_word (org_id, word, uses)
    select org_id, word, uses from counted_words where word ~ '^[[:alpha:]]{3,40}$'
  on conflict (org_id, word) do update set uses = core.search_word.uses + excluded.uses;
  counted := to_seq - progress.counted_seq;
  update core.search_progress set counted_seq = to_seq,
    seen_seq = case when to_seq = progress.seen_seq then newest else progress.seen_seq end;
  return counted;
end $$;

-- True when most entries are this organization's, judged by those that were counted. The index then is asked for
-- the words alone, since cutting them with the list of an organization's millions costs more than passing over the
-- few of the others.
create or replace function core.search_owns_most() returns boolean
language sql stable security definer set search_path = core, pg_temp
as $$
  select coalesce((select t.entries from core.search_total t where t.org_id = nullif(current_setting('app.org_id', true), '')::uuid), 0)
    > 0.3 * greatest(1, (select p.counted_seq from core.search_progress p))
$$;

-- Which pages hold entries of a time: nearly free to keep, and always exact, whatever order they were written in.
create index search_entry_at on core.search_entry using brin (at) with (pages_per_range = 32);

-- Each search reads the entries that wait to be put into the index.
alter index core.search_entry_words set (gin_pending_list_limit = 1024);

-- The moment since when about this share of all entries was written, as the statistics of the table know it;
-- minus infinity for nearly all of them, or when nothing is known. Only the function below asks.
create function core.search_since(share float8) returns timestamptz
language sql stable set search_path = core, pg_temp
as $$
  select coalesce((
    select b.bounds[p.bucket + 1] + (b.bounds[p.bucket + 2] - b.bounds[p.bucket + 1]) * (p.place - p.bucket)
    from (select s.histogram_bounds::text::timestamptz[] as bounds from pg_catalog.pg_stats s
          where s.schemaname = 'core' and s.tablename = 'search_entry' and s.attname = 'at') b,
      lateral (select (1 - share) * (cardinality(b.bounds) - 1) as place) q,
      lateral (select q.place, floor(q.place)::int as bucket) p
    where share > 0 and share < 0.7), '-infinity')
$$;
revoke all on function core.search_since(float8) from public;

-- The matching entries of the kinds with how well they match; newer ones weigh more. When very many are guessed, tickets
-- are looked at from the newest backwards, some months at a time, until there are enough: then every match since
-- the last of those moments is there. A last row without an entry says that there are no others at all.
create function core.search_matches(wanted tsquery, kinds text[], from_at timestamptz, to_at timestamptz, guess bigint, enough int)
returns table (entry_id uuid, record_id uuid, is_internal boolean, at timestamptz, rank real)
language plpgsql stable security definer rows 200
set search_path = core, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
-- To fetch an entry that is too old costs more than to ask the second index first.
set random_page_cost = 40 set work_mem = '16MB'
as $$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  is_crowd boolean := 'ticket' = any(kinds);
  share float8 := case when is_crowd and guess > enough * 5 then enough::float8 / guess else 1 end;
  since timestamptz;
  until timestamptz := coalesce(to_at, 'infinity');
  step int;
  found int := 0;
begin
  loop
    since := greatest(core.search_since(share), from_at);
    return query execute format($query$
      select e.entry_id, e.record_id, e.is_internal, e.at,
        (ts_rank_cd('{0.2, 0.2, 0.4, 1.0}', e.words, $1, 1)
          * (1 + 1 / (1 + greatest(0, extract(epoch from now() - e.at)) / 15552000)))::real
      from core.search_entry e
      where %s and e.words @@ $1 and %s %s %s
      limit 20000$query$,
      case when is_crowd and core.search_owns_most() then 'e.org_id::text = $2::text' else 'e.org_id = $2' end,
      case when is_crowd then 'e.kind || '''' = any($3)' else 'e.kind <> ''ticket'' and e.kind || '''' = any($3)' end,
      case when since > '-infinity' then 'and e.at >= $4' end,
      case when until < 'infinity' then 'and e.at < $5' end)
    using wanted, own, kinds, since, until;
    get diagnostics step = row_count;
    found := found + step;
    exit when step >= 20000;
    if since = '-infinity' or since = from_at then
      return query select null::uuid, null::uuid, null::boolean, null::timestamptz, null::real;
      exit;
    end if;
    exit when found >= enough;
    until := since;
    share := share * least(20, greatest(3, 1.5 * enough / greatest(found, 1)));
  end loop;
end $$;
revoke all on function core.search_matches(tsquery, text[], timestamptz, timestamptz, bigint, int) from public;
grant execute on function core.search_matches(tsquery, text[], timestamptz, timestamptz, bigint, int) to wardline_app;
