-- What a search reads is bounded: the index is asked for the words that tell most alone, and where more match than are
-- worth ranking the caller takes the newest.

-- What must hold of an entry `e`: each of `$1`, which the index is asked for, and `$2`, when there is one, which is asked of
-- the entries that it gives. To look a common word up in the index for each place of a rare one costs three times as
-- much as to look at those entries.
create function core.search_condition(wanted tsquery[], checked tsquery) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  -- Compared as a number, so that the index is not asked for it. One by one the words are cut faster than together.
  select string_agg(format('e.words @@ ($1)[%s]', i), ' and ' order by i) || case when checked is null then '' else ' and (e.words @@ $2)::int = 1' end
  from generate_subscripts(wanted, 1) i
$$;
revoke all on function core.search_condition(tsquery[], tsquery) from public;

-- The matching entries of the kinds: what holds each of `wanted`, and `checked`, which is null or the whole condition. A row of a kind without an entry says that there are no others of it.
--
-- Of tickets at most `most` are fetched, with how well they match when that is asked for. Where there are more, the rows
-- are any of them, without that last row: they are not what somebody should be shown.
-- Of other kinds, when more than `most` are guessed or found, so many of the newest entries are looked at that `enough`
-- match, and more where they do not; a row may then come twice.
create function core.search_matches(wanted tsquery[], checked tsquery, kinds text[], from_at timestamptz, to_at timestamptz, guess bigint, enough int, most int, is_ranked boolean)
returns table (kind text, entry_id uuid, record_id uuid, is_internal boolean, at timestamptz, rank real)
language plpgsql stable security definer rows 200
set search_path = core, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
-- To fetch an entry that is too old costs more than to ask the second index first.
set random_page_cost = 40 set work_mem = '16MB'
as $$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  is_crowd boolean := 'ticket' = any(kinds);
  is_many boolean := not is_crowd and guess > most;
  asked text := core.search_condition(wanted, checked);
  those text[];
  depth bigint;
  since timestamptz;
  until timestamptz;
  step int;
  found int;
begin
  if not is_many then
    return query execute format($query$
      select e.kind, e.entry_id, e.record_id, e.is_internal, e.at, %s
      from core.search_entry e
      where %s and %s and %s %s %s
      limit $7$query$,
      case when is_ranked then $rank$(ts_rank_cd('{0.2, 0.2, 0.4, 1.0}', e.words, coalesce($2, ($1)[1]), 1)
        * (1 + 1 / (1 + greatest(0, extract(epoch from now() - e.at)) / 15552000)))::real$rank$ else 'null::real' end,
      case when is_crowd and core.search_owns_most() then 'e.org_id::text = $3::text' else 'e.org_id = $3' end,
      asked,
      case when is_crowd then 'e.kind || '''' = any($4)' else 'e.kind <> ''ticket'' and e.kind = any($4)' end,
      case when from_at is not null then 'and e.at >= $5' end,
      case when to_at is not null then 'and e.at < $6' end)
    using wanted, checked, own, kinds, from_at, to_at, most + 1;
    get diagnostics step = row_count;
    if step <= most then
      return query select k, null::uuid, null::uuid, null::boolean, null::timestamptz, null::real from unnest(kinds) k;
      return;
    end if;
    if is_crowd then return; end if;
  end if;
  for those in select array[k] from unnest(kinds) k loop
    until := to_at;
    found := 0;
    depth := 1.5 * enough * (select t.few_entries from core.search_total t where t.org_id = own) / greatest(guess, most);
    loop
      since := greatest(case when depth is not null then (core.search_span(those[1], depth::int)).since end, from_at);
      return query execute format($query$
        select e.kind, e.entry_id, e.record_id, e.is_internal, e.at, null::real
        from core.search_entry e
        where e.org_id = $3 and %s and e.kind <> 'ticket' and e.kind = ($4)[1] %s %s
        limit 5000$query$,
        asked,
        -- So that the index of the newest of each kind is asked, and not the ranges of blocks of all entries.
        case when since is not null then 'and (e.at, e.entry_id) >= ($5, ''00000000-0000-0000-0000-000000000000''::uuid)' end,
        case when until is not null then 'and (e.at, e.entry_id) < ($6, ''00000000-0000-0000-0000-000000000000''::uuid)' end)
      using wanted, checked, own, those, since, until;
      get diagnostics step = row_count;
      found := found + step;
      exit when step >= 5000;
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
revoke all on function core.search_matches(tsquery[], tsquery, text[], timestamptz, timestamptz, bigint, int, int, boolean) from public;
grant execute on function core.search_matches(tsquery[], tsquery, text[], timestamptz, timestamptz, bigint, int, int, boolean) to wardline_app;
drop function core.search_matches(tsquery, text[], timestamptz, timestamptz, bigint, int, boolean);

-- The newest entries of tickets that match, as before; what is asked of the index and what of the entries is told apart.
drop function core.search_newest(tsquery, timestamptz, uuid, timestamptz, bigint, int);
create function core.search_newest(wanted tsquery[], checked tsquery, before_at timestamptz, before_id uuid, from_at timestamptz, guess bigint, found_max int)
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
        select generate_series($4, $5, -1) as bucket union all select generate_series($6, $7, -1)
      ) b cross join lateral (
        select e.entry_id, e.record_id, e.is_internal, e.at from core.search_entry e
        where core.search_times(e.at) @> array[b.bucket] and %s and %s and e.kind || '' = 'ticket'
          and (e.at, e.entry_id) < ($8, $9) and (e.at, e.entry_id) >= ($10, '00000000-0000-0000-0000-000000000000'::uuid)
        order by e.at desc, e.entry_id desc
      ) e limit $11
    ) f order by f.at desc, f.entry_id desc$query$,
    core.search_condition(wanted, checked),
    case when core.search_owns_most() then 'e.org_id::text = $3::text' else 'e.org_id = $3' end)
  using wanted, checked, nullif(current_setting('app.org_id', true), '')::uuid,
    day_first, day_last, 1000000 + floor(day_last / 7.0)::int - 1, 1000000 + week_last, before_at, before_id, from_at, least(found_max, 20000);
end $$;
revoke all on function core.search_newest(tsquery[], tsquery, timestamptz, uuid, timestamptz, bigint, int) from public;
grant execute on function core.search_newest(tsquery[], tsquery, timestamptz, uuid, timestamptz, bigint, int) to wardline_app;
