-- Each merge names everybody whom it brings, and as what, so that taking one back leaves what the others brought.

alter table tickets.merged_follower add column is_participant boolean not null default false;

update tickets.merged_follower f set is_participant = true
from tickets.ticket t, core.watcher w
where t.org_id = f.org_id and t.id = f.ticket_id
  and w.org_id = f.org_id and w.record_id = t.merged_into_id and w.person_id = f.person_id and w.is_participant;

-- Who also came with another ticket had no row for that one.
insert into tickets.merged_follower (org_id, ticket_id, person_id, was_watcher, is_participant)
select distinct f.org_id, o.id, f.person_id, f.was_watcher, false
from tickets.merged_follower f
join tickets.ticket t on t.org_id = f.org_id and t.id = f.ticket_id
join tickets.ticket o on o.org_id = t.org_id and o.merged_into_id = t.merged_into_id and o.id <> t.id
join core.watcher w on w.org_id = f.org_id and w.record_id = o.id and w.person_id = f.person_id and not w.is_participant
where not f.was_watcher
  and not exists (select from tickets.merged_follower k where k.org_id = f.org_id and k.ticket_id = o.id and k.person_id = f.person_id);
