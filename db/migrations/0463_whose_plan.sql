-- Whose plan it is stands beside its words, so that an export of the person finds them.
alter table training.plan add column person_id uuid;
alter table training.plan_item add column person_id uuid;
update training.plan p set person_id = r.requester_id from core.record r where r.org_id = p.org_id and r.id = p.id;
update training.plan_item i set person_id = r.requester_id from core.record r where r.org_id = i.org_id and r.id = i.plan_id;
alter table training.plan alter column person_id set not null,
  add foreign key (org_id, person_id) references core.person (org_id, id);
alter table training.plan_item alter column person_id set not null,
  add foreign key (org_id, person_id) references core.person (org_id, id);
create index plan_person on training.plan (org_id, person_id);
create index plan_item_person on training.plan_item (org_id, person_id);
grant update (person_id) on training.plan, training.plan_item to wardline_app;
