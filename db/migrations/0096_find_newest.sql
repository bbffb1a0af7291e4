-- What the index of words and times is asked by.

-- The moments of the newest and the oldest entry of a kind, and of the newest but so many, each by an index.
create function core.search_span(wanted_kind text, but int, out newest timestamptz, out oldest timestamptz, out since timestamptz)
language sql stable security definer
-- Said in full, since whoever asks has set these otherwise.
set search_path = core, pg_temp set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_indexscan = on set enable_indexonlyscan = on set jit = off
as $$
  select
    (select e.at from core.search_entry e where e.org_id = o.own and e.kind = wanted_kind order by e.at desc limit 1),
    (select e.at from core.search_entry e where e.org_id = o.own and e.kind = wanted_kind order by e.at limit 1),
    (select e.at from core.search_entry e where e.org_id = o.own and e.kind = wanted_kind and but > 0 order by e.at desc offset least(but, 100000) limit 1)
  from (select nullif(current_setting('app.org_id', true), '')::uuid as own) o
$$;
revoke all on function core.search_span(text, int) from public;

-- The newest entries of tickets that match, from the given place towards older ones, at most so many; fewer mean that
-- there are no others. A word of which a week holds very many is looked for by days first, for four weeks.
drop function core.search_newest(tsquery, text, timestamptz, uuid, timestamptz, int, int);
create function core.search_newest(wanted tsquery, before_at timestamptz, before_id uuid, from_at timestamptz, guess bigint, found_max int)
returns table (entry_id uuid, record_id uuid, is_internal boolean, at timestamptz)
language plpgsql stable security definer rows 100
set search_path = core, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
as $$
#variable_conflict use_column
declare
  span record;
  day_first int;
  day_last int;
  week_last int;
begin
  select * into span from core.search_span('ticket', 0);
  span.newest := least(span.newest, before_at);
  span.oldest := greatest(span.oldest, from_at);
  if span.newest is null or span.oldest is null or span.newest < span.oldest then return; end if;
  day_first := floor(extract(epoch from span.newest) / 86400);
  -- Both end where a week begins.
  day_last := floor((day_first + 1 - case when guess * 604800 > 500 * (604800 + extract(epoch from span.newest - span.oldest)) then 28 else 0 end) / 7.0) * 7;
  if day_last > day_first - 7 then day_last := floor(day_first / 7.0) * 7 + 7; end if;
  week_last := greatest(floor(extract(epoch from span.oldest) / 604800), day_first / 7 - 5200);
  return query execute format($query$
    select f.* from (
      select e.* from (
        select generate_series($2, $3, -1) as bucket union all select generate_series($4, $5, -1)
      ) b cross join lateral (
        select e.entry_id, e.record_id, e.is_internal, e.at from core.search_entry e
        where core.search_times(e.at) @> array[b.bucket] and e.words @@ $1 and %s and e.kind || '' = 'ticket'
          and (e.at, e.entry_id) < ($6, $7) and (e.at, e.entry_id) >= ($8, '00000000-0000-0000-0000-000000000000'::uuid)
        order by e.at desc, e.entry_id desc
      ) e limit $9
    ) f order by f.at desc, f.entry_id desc$query$,
    case when core.search_owns_most() then 'e.org_id::text = $10::text' else 'e.org_id = $10' end)
  using wanted, day_first, day_last, 1000000 + floor(day_last / 7.0)::int - 1, 1000000 + week_last, before_at, before_id, from_at,
    least(found_max, 20000), nullif(current_setting('app.org_id', true), '')::uuid;
end $$;
revoke all on function core.search_newest(tsquery, timestamptz, uuid, timestamptz, bigint, int) from public;
grant execute on function core.search_newest(tsquery, timestamptz, uuid, timestamptz, bigint, int) to wardline_app;

-- The matching entries of the kinds, with how well they match when that is asked for; newer ones weigh more. Of other kinds
-- than tickets, when very many are guessed, so many of the newest entries are looked at that enough of them match, and more
-- where they do not. A row of a kind without an entry says that there are no others of it.
drop function core.search_matches(tsquery, text[], timestamptz, timestamptz, bigint, int);
create function core.search_matches(wanted tsquery, kinds text[], from_at timestamptz, to_at timestamptz, guess bigint, enough int, is_ranked boolean)
returns table (kind text, entry_id uuid, record_id uuid, is_internal boolean, at timestamptz, rank real)
language plpgsql stable security definer rows 200
set search_path = core, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
-- To fetch an entry that is too old costs more than to ask the second index first.
set random_page_cost = 40 set work_mem = '16MB'
as $$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  is_many boolean := guess > enough * 5;
  those text[];
  is_crowd boolean;
  depth bigint;
  since timestamptz;
  until timestamptz;
  step int;
  found int;
begin
  -- Where all are fetched, one look at the index is enough for all kinds.
  for those in select array_agg(k) from unnest(kinds) k group by case when is_many then k end loop
    is_crowd := 'ticket' = any(those);
    until := to_at;
    found := 0;
    depth := case when is_many and not is_crowd then 1.5 * enough * (select t.few_entries from core.search_total t where t.org_id = own) / guess end;
    loop
      since := greatest(case when depth is not null then (core.search_span(those[1], depth::int)).since end, from_at);
      return query execute format($query$
        select e.kind, e.entry_id, e.record_id, e.is_internal, e.at, %s
        from core.search_entry e
        where %s and e.words @@ $1 and %s %s %s
        limit 20000$query$,
        case when is_ranked then $rank$(ts_rank_cd('{0.2, 0.2, 0.4, 1.0}', e.words, $1, 1)
          * (1 + 1 / (1 + greatest(0, extract(epoch from now() - e.at)) / 15552000)))::real$rank$ else 'null::real' end,
        case when is_crowd and core.search_owns_most() then 'e.org_id::text = $2::text' else 'e.org_id = $2' end,
        case when is_crowd then 'e.kind || '''' = any($3)' else 'e.kind <> ''ticket'' and e.kind = any($3)' end,
        case when since is not null then 'and e.at >= $4' end,
        case when until is not null then 'and e.at < $5' end)
      using wanted, own, those, since, until;
      get diagnostics step = row_count;
      found := found + step;
      exit when step >= 20000;
      if since is null or since = from_at then
        return query select k, null::uuid, null::uuid, null::boolean, null::timestamptz, null::real from unnest(those) k;
        exit;
      end if;
      exit when found >= enough;
      until := since;
      depth := case when depth < 25000 then depth * 4 end;
    end loop;
  end loop;
end $$;
revoke all on function core.search_matches(tsquery, text[], timestamptz, timestamptz, bigint, int, boolean) from public;
grant execute on function core.search_matches(tsquery, text[], timestamptz, timestamptz, bigint, int, boolean) to wardline_app;

-- Nobody asks any more since when a share of all entries was written.
drop function core.search_since(float8);

-- The words that look most alike, as before, with how often they are used outside of tickets too.
drop function core.search_similar(text, int);
create function core.search_similar(wanted text, found_max int) returns table (word text, uses int, few_uses int)
language plpgsql stable security definer rows 3 set search_path = core, public, pg_temp
set pg_trgm.similarity_threshold = 0.35 set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
as $$
#variable_conflict use_column
begin
  return query execute format($query$
    select w.word, w.uses, w.few_uses from core.search_word w
    where %s and w.word operator(public.%%) $1 and length(w.word) between length($1) - 3 and length($1) + 3
    order by public.similarity(w.word, $1) + 0.02 * ln(w.uses + 1) desc, w.word limit least($3, 20)$query$,
    case when core.search_owns_most() then 'w.org_id::text = $2::text' else 'w.org_id = $2' end)
  using wanted, nullif(current_setting('app.org_id', true), '')::uuid, found_max;
end $$;
revoke all on function core.search_similar(text, int) from public;
grant execute on function core.search_similar(text, int) to wardline_app;

-- The most used words that begin so, with how often they are used outside of tickets too.
drop function core.search_beginning(text, int);
create function core.search_beginning(beginning text, found_max int) returns table (word text, uses int, few_uses int)
language sql stable security definer set search_path = core, public, pg_temp
as $$
  select word, uses, few_uses from (
    select w.word, w.uses, w.few_uses from core.search_word w
    where w.org_id = nullif(current_setting('app.org_id', true), '')::uuid
      and w.word ~>=~ beginning and w.word ~<~ (beginning || U&'\+10FFFF')
    limit 5000
  ) beginnings
  order by uses desc, word limit least(found_max, 50)
$$;
revoke all on function core.search_beginning(text, int) from public;
grant execute on function core.search_beginning(text, int) to wardline_app;
