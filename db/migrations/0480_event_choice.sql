-- What a person chose for one event, where it is not what holds for its kind. The same event may be of two kinds: of the
-- own requests for the one whose request it is, and of another one for everybody else.
create table notices.event_choice (
  org_id uuid not null references core.organization (id),
  person_id uuid not null,
  kind text not null check (length(kind) between 1 and 40),
  reason text not null check (length(reason) between 1 and 40),
  in_app boolean not null,
  mail text not null check (mail in ('now', 'digest', 'off')),
  push boolean not null,
  primary key (org_id, person_id, kind, reason),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('notices.event_choice');
