-- On-call: the managers of a team's leads are called last.

alter table escalation.page_call drop constraint page_call_because_check;
alter table escalation.page_call add constraint page_call_because_check
  check (because in ('on_call', 'lead', 'person', 'manager'));
