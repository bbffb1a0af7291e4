-- The audit log is read by who, at what record, which action and when, each by an index of its own, also when it is
-- millions of lines long. The newest of all lines are found by the primary key.
drop index core.audit_recent;
create index audit_action on core.audit (org_id, action, at);
drop index core.audit_actor;
create index audit_actor on core.audit (org_id, actor_id, at, action);
drop index core.audit_record;
create index audit_record on core.audit (org_id, record_id, at) where record_id is not null;

-- Where lines are whose data names a person, a record, or the hash of a word, newest first. Under row-level security
-- what looks into data cannot use an index, so this asks in the owner's name, for the organization that is set.
create function trail.told(what text, named text, from_at timestamptz, to_at timestamptz)
returns table (at timestamptz, id uuid)
language plpgsql stable security definer set search_path = trail, pg_temp rows 100
as $$
declare
  org uuid := nullif(current_setting('app.org_id', true), '')::uuid;
begin
  if what = 'person' then
    return query select a.at, a.id from core.audit a
      where a.org_id = org and a.data ? 'person' and a.data ->> 'person' = named and a.at >= from_at and a.at <= to_at
      order by a.at desc, a.id desc;
  elsif what = 'record' then
    return query select a.at, a.id from core.audit a
      where a.org_id = org and a.data ? 'record' and a.data ->> 'record' = named and a.at >= from_at and a.at <= to_at
      order by a.at desc, a.id desc;
  elsif what = 'terms' then
    return query select a.at, a.id from core.audit a
      where a.org_id = org and a.data ? 'terms' and (a.data -> 'terms') ? named and a.at >= from_at and a.at <= to_at
      order by a.at desc, a.id desc;
  end if;
end $$;
revoke all on function trail.told(text, text, timestamptz, timestamptz) from public;
grant execute on function trail.told(text, text, timestamptz, timestamptz) to wardline_app;
