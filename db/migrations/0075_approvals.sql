-- Approvals: who has to say yes before work on a ticket begins, step after step.

create schema approvals;
grant usage on schema approvals to wardline_app;

-- One asking of a whole plan. Asked again, there is another round.
create table approvals.round (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  ticket_id uuid not null,
  plan jsonb not null,
  -- The step that is asked now, or was asked last, from 0.
  step int not null default 0,
  state text not null check (state in ('waiting', 'approved', 'declined', 'withdrawn')),
  -- Nobody had begun to work on the ticket, so that it goes back there.
  was_new boolean not null,
  owner_id uuid,
  asked_by_id uuid not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references core.record (org_id, id),
  foreign key (org_id, owner_id) references core.person (org_id, id),
  foreign key (org_id, asked_by_id) references core.person (org_id, id),
  check ((state = 'waiting') = (ended_at is null))
);
create unique index round_waiting on approvals.round (org_id, ticket_id) where state = 'waiting';
create index round_ticket on approvals.round (org_id, ticket_id, began_at);
call platform.tenant_table('approvals.round', 'select, insert, update');

-- One person asked. Words that were said with a decision are messages of the ticket, where a redaction reaches them.
create table approvals.approval (
  org_id uuid not null,
  id uuid not null,
  round_id uuid not null,
  step int not null check (step between 0 and 9),
  approver_id uuid not null,
  because text not null check (because in ('manager', 'head', 'owner', 'named', 'team', 'delegated')),
  -- Asked in place of the requester, or of a manager whom the requester does not have.
  instead_of text check (instead_of in ('manager', 'requester')),
  state text not null check (state in ('open', 'asked', 'approved', 'declined', 'delegated', 'withdrawn')),
  began_at timestamptz not null,
  decided_at timestamptz,
  decided_by_id uuid,
  question_id uuid,
  answer_id uuid,
  delegated_from_id uuid,
  remind_hours int,
  remind_at timestamptz,
  reminded_at timestamptz,
  -- Who manages the approver may decide too, once the reminder was of no use.
  escalated_to_id uuid,
  primary key (org_id, id),
  foreign key (org_id, round_id) references approvals.round (org_id, id),
  foreign key (org_id, approver_id) references core.person (org_id, id),
  foreign key (org_id, decided_by_id) references core.person (org_id, id),
  foreign key (org_id, escalated_to_id) references core.person (org_id, id),
  foreign key (org_id, question_id) references core.message (org_id, id),
  foreign key (org_id, answer_id) references core.message (org_id, id),
  foreign key (org_id, delegated_from_id) references approvals.approval (org_id, id),
  check ((state in ('open', 'asked', 'withdrawn')) = (decided_at is null)),
  check ((decided_at is null) = (decided_by_id is null))
);
create index approval_round on approvals.approval (org_id, round_id, step);
create index approval_waiting on approvals.approval (org_id, approver_id, began_at) where state in ('open', 'asked');
create index approval_escalated on approvals.approval (org_id, escalated_to_id) where escalated_to_id is not null;
create index approval_decided on approvals.approval (org_id, decided_by_id, decided_at desc) where decided_by_id is not null;
create index approval_remind on approvals.approval (remind_at) where state = 'open' and remind_at is not null;
call platform.tenant_table('approvals.approval', 'select, insert, update');

-- Who decides for somebody for a while.
create table approvals.deputy (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  person_id uuid not null,
  deputy_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id),
  foreign key (org_id, deputy_id) references core.person (org_id, id),
  check (until_at > from_at)
);
create index deputy_person on approvals.deputy (org_id, person_id, until_at);
create index deputy_of on approvals.deputy (org_id, deputy_id, until_at);
call platform.tenant_table('approvals.deputy', 'select, insert, update, delete');

-- Links in mails. They open a page and decide nothing; of the link itself only the hash is kept.
create table approvals.link (
  org_id uuid not null,
  id uuid not null,
  approval_id uuid not null,
  person_id uuid not null,
  token_hash text not null check (length(token_hash) = 64),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, id),
  unique (org_id, token_hash),
  foreign key (org_id, approval_id) references approvals.approval (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('approvals.link', 'select, insert, update');

create function approvals.organizations_due(at timestamptz) returns setof uuid
language sql stable security definer set search_path = approvals, pg_temp
as $$ select distinct org_id from approvals.approval where state = 'open' and remind_at <= at $$;
revoke all on function approvals.organizations_due(timestamptz) from public;
grant execute on function approvals.organizations_due(timestamptz) to wardline_app;

-- While somebody else has to approve, no promise runs out.
update escalation.policy_version set rules = jsonb_set(rules, '{pausing_states}', rules -> 'pausing_states' || '["waiting_on_approval"]')
where rules -> 'pausing_states' ? 'waiting_on_vendor' and not rules -> 'pausing_states' ? 'waiting_on_approval';

create or replace view reporting.target with (security_invoker = true) as
select c.org_id, c.ticket_id, c.kind, c.round, v.policy_id, c.state, c.due_at, c.judged_at, c.breached_at is not null as is_missed,
  c.breached_at is not null and (
    select e.data -> 'changes' -> 'owner_id' ->> 1 from core.event e
    where e.org_id = c.org_id and e.record_id = c.ticket_id and e.at <= c.breached_at and e.data -> 'changes' ? 'owner_id'
    order by e.at desc, e.id desc limit 1) is null as was_unassigned,
  c.breached_at is not null and coalesce((
    select s.span ->> 'state' from jsonb_array_elements(c.spans) with ordinality s (span, place)
    where (s.span ->> 'from')::timestamptz <= c.breached_at order by s.place desc limit 1) = 'new', false) as was_untouched,
  exists (
    select from jsonb_array_elements(c.spans) s
    where s ->> 'state' in ('waiting_on_requester', 'waiting_on_vendor', 'waiting_on_approval', 'scheduled') and (s ->> 'from')::timestamptz <= c.breached_at) as had_waited,
  exists (
    select from tickets.hand h where h.org_id = c.org_id and h.ticket_id = c.ticket_id and h.created_at <= c.breached_at) as was_passed_on,
  exists (
    select from tickets.hand h
    where h.org_id = c.org_id and h.ticket_id = c.ticket_id and h.created_at <= c.breached_at and h.direction = 'back') as was_bounced,
  c.breached_at is not null and not escalation.is_worked(c.org_id, c.breached_at) as was_outside_hours
from escalation.clock c
left join escalation.policy_version v on v.org_id = c.org_id and v.id = c.policy_version_id;
