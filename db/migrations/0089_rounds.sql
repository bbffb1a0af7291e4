-- Rounds say what they were begun for and what was decided on, so that neither can be changed afterwards.

alter table approvals.round
  -- Asked for by who works on the ticket, and not demanded by the item that was requested.
  add column is_by_hand boolean not null default false,
  -- The answers as they read when the round ended, with a redaction reaching them; null for rounds before this.
  add column answers jsonb;
update approvals.round set is_by_hand = true where plan #>> '{steps,0,name}' = '';

-- Also where somebody who is asked has left, so that somebody else is asked.
create or replace function approvals.organizations_due(at timestamptz) returns setof uuid
language sql stable security definer set search_path = approvals, pg_temp
as $$
  select distinct org_id from approvals.approval where state = 'open' and remind_at <= at
  union
  select distinct a.org_id from approvals.approval a join core.person p on p.org_id = a.org_id and p.id = a.approver_id
  where a.state in ('open', 'asked') and not p.is_active
$$;
