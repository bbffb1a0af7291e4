-- On-call: the managers of a team's leads are called last, and public holidays move turns.

alter table escalation.page_call drop constraint page_call_because_check;
alter table escalation.page_call add constraint page_call_because_check
  check (because in ('on_call', 'lead', 'person', 'manager'));

-- Public holidays: a rota may follow a calendar, and a layer be covered on its holidays only, or not on them.
alter table escalation.rota add column calendar_id uuid;
alter table escalation.rota add foreign key (org_id, calendar_id) references escalation.calendar (org_id, id);
alter table escalation.rota_layer add column on_holidays text not null default 'always'
  check (on_holidays in ('always', 'only', 'never'));
