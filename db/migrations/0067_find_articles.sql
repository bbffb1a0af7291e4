-- A word that stands in most of many articles is answered from the newest of them too, as one in most tickets is.

-- The matching entries of the kinds with how well they match; newer ones weigh more. When very many are guessed, entries
-- are looked at from the newest backwards, some months at a time, until there are enough: then every match since
-- the last of those moments is there. A last row without an entry says that there are no others at all.
create or replace function core.search_matches(wanted tsquery, kinds text[], from_at timestamptz, to_at timestamptz, guess bigint, enough int)
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
  share float8 := case when guess > enough * 5 then enough::float8 / guess else 1 end;
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
