-- Which of very many matches are shown, and in which order, is decided by what somebody may see, so that nobody learns how
-- many there are beside it, and what is kept from somebody hides nothing that is not. The gate is the caller's, who
-- therefore goes on from where the newest matches ended.

-- The matching entries of the kinds, at most `most` and one more: what holds each of `wanted`, and `checked`, which is null or
-- the whole condition. A row of a kind without an entry says that there are no others of it; without that row the
-- others are any of very many.
create function core.search_matches(wanted tsquery[], checked tsquery, kinds text[], from_at timestamptz, to_at timestamptz, most bigint, is_ranked boolean)
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
  found int;
begin
  return query execute format($query$
    select e.kind, e.entry_id, e.record_id, e.is_internal, e.at, %s
    from core.search_entry e
    where %s and %s and %s %s %s
    limit $7$query$,
    case when is_ranked then $rank$(ts_rank_cd('{0.2, 0.2, 0.4, 1.0}', e.words, coalesce($2, ($1)[1]), 1)
      * (1 + 1 / (1 + greatest(0, extract(epoch from now() - e.at)) / 15552000)))::real$rank$ else 'null::real' end,
    case when is_crowd and core.search_owns_most() then 'e.org_id::text = $3::text' else 'e.org_id = $3' end,
    core.search_condition(wanted, checked),
    case when is_crowd then 'e.kind || '''' = any($4)' else 'e.kind <> ''ticket'' and e.kind = any($4)' end,
    case when from_at is not null then 'and e.at >= $5' end,
    case when to_at is not null then 'and e.at < $6' end)
  using wanted, checked, own, kinds, from_at, to_at, least(most, 30000) + 1;
  get diagnostics found = row_count;
  if found <= least(most, 30000) then
    return query select k, null::uuid, null::uuid, null::boolean, null::timestamptz, null::real from unnest(kinds) k;
  end if;
end $$;
revoke all on function core.search_matches(tsquery[], tsquery, text[], timestamptz, timestamptz, bigint, boolean) from public;
grant execute on function core.search_matches(tsquery[], tsquery, text[], timestamptz, timestamptz, bigint, boolean) to wardline_app;

-- The newest entries of a kind other than tickets that match, before a place and in exact order: fewer than `found_max` when
-- there are no others. Internal ones are left out for who never sees any of the kind.
create function core.search_newest_few(wanted tsquery, wanted_kind text, before_at timestamptz, before_id uuid, from_at timestamptz, guess bigint, found_max int, is_inside boolean)
returns table (entry_id uuid, record_id uuid, is_internal boolean, at timestamptz)
language plpgsql stable security definer rows 300
set search_path = core, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
set random_page_cost = 40 set work_mem = '16MB'
as $$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  first_id constant uuid := '00000000-0000-0000-0000-000000000000';
  depth bigint := 1.5 * found_max * (select t.few_entries from core.search_total t where t.org_id = own) / greatest(guess, 1);
  since timestamptz;
  step int;
  found int := 0;
begin
  loop
    since := greatest(case when depth < 100000 then (core.search_span(wanted_kind, depth::int)).since end, from_at);
    if since is null or since < before_at then
      return query execute format($query$
        select e.entry_id, e.record_id, e.is_internal, e.at from core.search_entry e
        where e.org_id = $1 and e.words @@ $2 and e.kind <> 'ticket' and e.kind = $3 and (e.at, e.entry_id) < ($4, $5) %s %s
        order by e.at desc, e.entry_id desc limit $7$query$,
        -- So that the index of the newest of each kind is asked, and not the ranges of blocks of all entries.
        case when since is not null then 'and (e.at, e.entry_id) >= ($6, ''00000000-0000-0000-0000-000000000000''::uuid)' end,
        case when not is_inside then 'and not e.is_internal' end)
      using own, wanted, wanted_kind, before_at, before_id, since, found_max - found;
      get diagnostics step = row_count;
      found := found + step;
      exit when found >= found_max;
      before_at := coalesce(since, before_at);
      before_id := first_id;
    end if;
    exit when since is null or since = from_at;
    -- Far back the rest is read at once.
    depth := case when depth < 25000 then greatest(depth, 1) * 4 end;
  end loop;
end $$;
revoke all on function core.search_newest_few(tsquery, text, timestamptz, uuid, timestamptz, bigint, int, boolean) from public;
grant execute on function core.search_newest_few(tsquery, text, timestamptz, uuid, timestamptz, bigint, int, boolean) to wardline_app;
