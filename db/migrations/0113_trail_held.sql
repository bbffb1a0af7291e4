-- What the application notes of checkpoints is bounded by the chain, so that nothing it notes can stop the signing.

delete from trail.checkpoint c
  where c.seq > coalesce((select max(l.seq) from trail.link l where l.org_id = c.org_id), 0);
revoke insert on trail.checkpoint from wardline_app;

-- Notes that a link was signed, or that what was signed before has reached the other side since.
create function trail.note_checkpoint(covers bigint, signed_at timestamptz, sent boolean) returns void
language sql security definer set search_path = trail, pg_temp
as $$
  insert into trail.checkpoint as c (org_id, seq, at, total, was_sent)
  select l.org_id, l.seq, signed_at, l.total, sent from trail.link l
  where l.org_id = nullif(current_setting('app.org_id', true), '')::uuid and l.seq = covers
  on conflict (org_id, seq) do update set was_sent = true where c.was_sent is false and excluded.was_sent
$$;
revoke all on function trail.note_checkpoint(bigint, timestamptz, boolean) from public;
grant execute on function trail.note_checkpoint(bigint, timestamptz, boolean) to wardline_app;

-- Which organizations have links that no checkpoint covers, and none made since the given time, or a checkpoint that
-- the other side has not taken. A time that lies far ahead holds nothing back.
create or replace function trail.organizations_to_sign(since timestamptz) returns setof uuid
language sql stable security definer set search_path = trail, pg_temp
as $$
  select o.id
  from core.organization o
  cross join lateral (select seq from trail.link l where l.org_id = o.id order by l.seq desc limit 1) l
  left join lateral (select seq, at, was_sent from trail.checkpoint c where c.org_id = o.id order by c.seq desc limit 1) c on true
  where c.seq is null or c.was_sent is false
    or (c.seq < l.seq and (c.at <= since or c.at > clock_timestamp() + interval '1 day'))
$$;

-- Who is asked about, and what was searched for, is found without reading the whole log.
create index audit_told_person on core.audit (org_id, (data ->> 'person'), at) where data ? 'person';
create index audit_told_record on core.audit (org_id, (data ->> 'record'), at) where data ? 'record';
create index audit_terms on core.audit using gin ((data -> 'terms')) where data ? 'terms';
