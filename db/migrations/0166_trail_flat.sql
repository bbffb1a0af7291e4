-- One pass of the chain reads as much as it chains, however long the log is. How many lines wait is not known to the
-- planner, which took them for a ninth of the log and read all words beside it. So each step walks an index from where
-- the last link ended, and looks the words of each line up by their key. What a link says is as it was.
create or replace function trail.extend(lines_max int) returns int
language plpgsql security definer set search_path = trail, pg_temp set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
  org uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  ended bigint := (select epoch::bigint << 48 from platform.epoch) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  was trail.link;
  made trail.link;
  one record;
  fresh uuid;
begin
  if org is null or lines_max not between 1 and 10000 then
    return 0;
  end if;
  if not pg_try_advisory_xact_lock(hashtextextended('wardline trail ' || org, 0)) then
    return 0;
  end if;
  select * into was from trail.link where org_id = org order by seq desc limit 1;
  if was.seq is null then
    was.seq := 0;
    was.total := 0;
    was.to_tx := -1;
    was.to_id := '00000000-0000-0000-0000-000000000000';
    was.hash := sha256(uuid_send(org));
  end if;
  select count(*), (array_agg(l.tx order by l.tx desc, l.id desc))[1], (array_agg(l.id order by l.tx desc, l.id desc))[1]
    into made.lines, made.to_tx, made.to_id
    from (
      select * from (
        (select tx, id from core.event where org_id = org and (tx, id) > (was.to_tx, was.to_id) and tx < ended order by tx, id limit lines_max)
        union all
        (select tx, id from core.audit where org_id = org and (tx, id) > (was.to_tx, was.to_id) and tx < ended order by tx, id limit lines_max)
      ) both_sources order by tx, id limit lines_max
    ) l;
  if made.lines = 0 then
    return 0;
  end if;
  for one in
    select record_id, id from core.event
    where org_id = org and (tx, id) > (was.to_tx, was.to_id) and (tx, id) <= (made.to_tx, made.to_id) order by tx, id limit lines_max
  loop
    fresh := gen_random_uuid();
    update core.event_words set salt = fresh, commitment = sha256(uuid_send(fresh) || convert_to(words::text, 'UTF8'))
      where org_id = org and record_id = one.record_id and event_id = one.id and commitment is null;
  end loop;
  select string_agg(convert_to(l.source, 'UTF8') || uuid_send(l.id) || int8send(l.micros)
      || sha256(convert_to(l.micros || E'\n' || l.body, 'UTF8')), ''::bytea order by l.tx, l.id)
    into made.entries
    from (
      select e.tx, e.id, 'e' as source, trail.micros(e.at) as micros,
        jsonb_build_array('event', e.org_id, e.record_id, e.id, e.actor_id, e.action, e.data, encode(w.commitment, 'hex'))::text as body
      from (select * from core.event
        where org_id = org and (tx, id) > (was.to_tx, was.to_id) and (tx, id) <= (made.to_tx, made.to_id) order by tx, id limit lines_max) e
      left join lateral (select commitment from core.event_words
        where org_id = org and record_id = e.record_id and event_id = e.id offset 0) w on true
      union all
      select a.tx, a.id, 'a', trail.micros(a.at),
        jsonb_build_array('audit', a.org_id, a.record_id, a.id, a.actor_id, a.action, a.data, a.address)::text
      from (select * from core.audit
        where org_id = org and (tx, id) > (was.to_tx, was.to_id) and (tx, id) <= (made.to_tx, made.to_id) order by tx, id limit lines_max) a
    ) l;
  made.seq := was.seq + 1;
  made.total := was.total + made.lines;
  made.at := clock_timestamp();
  made.hash := sha256(was.hash || uuid_send(org) || int8send(made.seq) || int8send(made.total) || int8send(trail.micros(made.at))
    || int8send(made.to_tx) || uuid_send(made.to_id) || made.entries);
  insert into trail.link (org_id, seq, at, lines, total, to_tx, to_id, entries, hash)
    values (org, made.seq, made.at, made.lines, made.total, made.to_tx, made.to_id, made.entries, made.hash);
  return made.lines;
end $$;

-- Asked every few seconds: whether a line comes after the last link, not how many.
create or replace function trail.organizations_waiting() returns setof uuid
language sql stable security definer set search_path = trail, pg_temp set enable_seqscan = off set enable_bitmapscan = off
as $$
  select o.id
  from core.organization o
  left join lateral (select l.to_tx, l.to_id from trail.link l where l.org_id = o.id order by l.seq desc limit 1) l on true
  where exists (select from core.audit a where a.org_id = o.id
      and (a.tx, a.id) > (coalesce(l.to_tx, -1), coalesce(l.to_id, '00000000-0000-0000-0000-000000000000')) order by a.tx, a.id limit 1)
    or exists (select from core.event e where e.org_id = o.id
      and (e.tx, e.id) > (coalesce(l.to_tx, -1), coalesce(l.to_id, '00000000-0000-0000-0000-000000000000')) order by e.tx, e.id limit 1)
$$;
