-- The trail: lines of the timeline and of the audit log are sealed into a chain of hashes, one for each organization.

create schema trail;
grant usage on schema trail to wardline_app;

-- ---------------------------------------------------------------- when a line was written

-- Lines are chained in an order in which no line can come later than one that was chained: by the transaction that
-- wrote them, once it and all before it have ended. Lines from before have the number 0.
alter table core.event add column tx bigint not null default 0;
alter table core.audit add column tx bigint not null default 0;
alter table core.event alter column tx set default pg_current_xact_id()::text::bigint;
alter table core.audit alter column tx set default pg_current_xact_id()::text::bigint;
create index event_tx on core.event (org_id, tx, id);
create index audit_tx on core.audit (org_id, tx, id);

-- The application cannot choose the number.
revoke insert on core.event, core.audit from wardline_app;
grant insert (org_id, record_id, at, id, actor_id, action, data) on core.event to wardline_app;
grant insert (org_id, at, id, actor_id, action, record_id, address, data) on core.audit to wardline_app;

-- Transactions are counted by the PostgreSQL server. When the database was brought to another one, numbers go on in a
-- new epoch, higher than all before.
create table platform.epoch (
  is_only boolean primary key default true check (is_only),
  epoch int not null check (epoch between 0 and 16000),
  server text not null
);
alter table platform.epoch enable row level security;
insert into platform.epoch (epoch, server) select 0, system_identifier::text from pg_control_system();

-- Run by the owner at each start.
create function platform.keep_epoch() returns int
language plpgsql set search_path = platform, pg_temp
as $$
declare
  here text := (select system_identifier::text from pg_control_system());
  now_in int;
  expression text;
begin
  update platform.epoch set epoch = epoch + 1, server = here where server <> here;
  select epoch into now_in from platform.epoch;
  if now_in is null then
    insert into platform.epoch (epoch, server) values (0, here) returning epoch into now_in;
  end if;
  expression := case when now_in = 0 then 'pg_current_xact_id()::text::bigint'
    else format('%s::bigint + pg_current_xact_id()::text::bigint', (now_in::bigint << 48)) end;
  if not exists (
    select from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where d.adrelid = 'core.event'::regclass and a.attname = 'tx'
      and (now_in = 0) = (pg_get_expr(d.adbin, d.adrelid) not like '%+%')
      and (now_in = 0 or pg_get_expr(d.adbin, d.adrelid) like '%' || (now_in::bigint << 48)::text || '%'))
  then
    execute 'alter table core.event alter column tx set default ' || expression;
    execute 'alter table core.audit alter column tx set default ' || expression;
  end if;
  return now_in;
end $$;
revoke all on function platform.keep_epoch() from public;

-- ---------------------------------------------------------------- words beside the chain

-- The chain holds of words only a hash with a salt. When a redaction takes the words, the salt goes too: the hash
-- stays as it was, and nobody can find out by trying what the words were.
alter table core.event_words add column salt uuid, add column commitment bytea check (length(commitment) = 32);

-- ---------------------------------------------------------------- the chain

-- One link is some lines: for each its source (e or a), id, time in microseconds and SHA-256, 57 bytes, one after
-- the other. The hash of a link is over the hash of the one before it and everything that the link says.
create table trail.link (
  org_id uuid not null references core.organization (id),
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  lines int not null check (lines > 0),
  total bigint not null check (total >= lines),
  to_tx bigint not null,
  to_id uuid not null,
  entries bytea not null check (length(entries) = 57 * lines),
  hash bytea not null check (length(hash) = 32),
  primary key (org_id, seq)
);
alter table trail.link alter column entries set storage external;
call platform.tenant_table('trail.link', 'select');

-- What was signed of it, and where that was put. The proof is what lies outside the database, not this.
create table trail.checkpoint (
  org_id uuid not null references core.organization (id),
  seq bigint not null,
  at timestamptz not null,
  total bigint not null,
  -- Null when nobody is to be sent it; false when the other side did not take it.
  was_sent boolean,
  primary key (org_id, seq)
);
create index checkpoint_recent on trail.checkpoint (org_id, at);
call platform.tenant_table('trail.checkpoint', 'select, insert');

create function trail.micros(at timestamptz) returns bigint
language sql immutable parallel safe
as $$ select (extract(epoch from at) * 1000000)::bigint $$;

-- Appends one link of at most so many lines, and tells how many it took. Lines are taken whose transaction, and all
-- before it, have ended. Two at once do not wait for each other: the second takes nothing.
-- Making plans over all months takes ten times as long as a small link, so it is done once a connection.
create function trail.extend(lines_max int) returns int
language plpgsql security definer set search_path = trail, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  org uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  ended bigint := (select epoch::bigint << 48 from platform.epoch) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  was trail.link;
  made trail.link;
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
  with salted as materialized (
    select w.record_id, w.event_id, gen_random_uuid() as salt
    from core.event e join core.event_words w on w.org_id = e.org_id and w.record_id = e.record_id and w.event_id = e.id
    where e.org_id = org and (e.tx, e.id) > (was.to_tx, was.to_id) and (e.tx, e.id) <= (made.to_tx, made.to_id) and w.commitment is null
  )
  update core.event_words w set salt = s.salt, commitment = sha256(uuid_send(s.salt) || convert_to(w.words::text, 'UTF8'))
    from salted s where w.org_id = org and w.record_id = s.record_id and w.event_id = s.event_id;
  select string_agg(convert_to(l.source, 'UTF8') || uuid_send(l.id) || int8send(l.micros)
      || sha256(convert_to(l.micros || E'\n' || l.body, 'UTF8')), ''::bytea order by l.tx, l.id)
    into made.entries
    from (
      select e.tx, e.id, 'e' as source, trail.micros(e.at) as micros,
        jsonb_build_array('event', e.org_id, e.record_id, e.id, e.actor_id, e.action, e.data, encode(w.commitment, 'hex'))::text as body
      from core.event e left join core.event_words w on w.org_id = e.org_id and w.record_id = e.record_id and w.event_id = e.id
      where e.org_id = org and (e.tx, e.id) > (was.to_tx, was.to_id) and (e.tx, e.id) <= (made.to_tx, made.to_id)
      union all
      select a.tx, a.id, 'a', trail.micros(a.at),
        jsonb_build_array('audit', a.org_id, a.record_id, a.id, a.actor_id, a.action, a.data, a.address)::text
      from core.audit a
      where a.org_id = org and (a.tx, a.id) > (was.to_tx, was.to_id) and (a.tx, a.id) <= (made.to_tx, made.to_id)
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
revoke all on function trail.extend(int) from public;
grant execute on function trail.extend(int) to wardline_app;

-- Which organizations have lines that are not chained yet.
create function trail.organizations_waiting() returns setof uuid
language sql stable security definer set search_path = trail, pg_temp
as $$
  select o.id
  from core.organization o
  left join lateral (select l.to_tx, l.to_id from trail.link l where l.org_id = o.id order by l.seq desc limit 1) l on true
  where exists (select from core.audit a where a.org_id = o.id
      and (a.tx, a.id) > (coalesce(l.to_tx, -1), coalesce(l.to_id, '00000000-0000-0000-0000-000000000000')))
    or exists (select from core.event e where e.org_id = o.id
      and (e.tx, e.id) > (coalesce(l.to_tx, -1), coalesce(l.to_id, '00000000-0000-0000-0000-000000000000')))
$$;
revoke all on function trail.organizations_waiting() from public;
grant execute on function trail.organizations_waiting() to wardline_app;

-- Which organizations have links that no checkpoint covers, and none made since the given time.
create function trail.organizations_to_sign(since timestamptz) returns setof uuid
language sql stable security definer set search_path = trail, pg_temp
as $$
  select o.id
  from core.organization o
  cross join lateral (select seq from trail.link l where l.org_id = o.id order by l.seq desc limit 1) l
  left join lateral (select seq, at from trail.checkpoint c where c.org_id = o.id order by c.seq desc limit 1) c on true
  where c.seq is null or (c.seq < l.seq and c.at <= since)
$$;
revoke all on function trail.organizations_to_sign(timestamptz) from public;
grant execute on function trail.organizations_to_sign(timestamptz) to wardline_app;
