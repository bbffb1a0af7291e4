-- Which classes were planned for a need that the queue showed.

create table training.need_class (
  org_id uuid not null,
  need_id uuid not null,
  class_id uuid not null,
  primary key (org_id, need_id, class_id),
  foreign key (org_id, need_id) references training.need (org_id, id),
  foreign key (org_id, class_id) references training.class (org_id, id)
);
create unique index need_class_class on training.need_class (org_id, class_id);
call platform.tenant_table('training.need_class', 'select, insert');

-- Why a class was called off, for those who were to come. In no mail and no line of the timeline.
alter table training.class add column cancel_reason text not null default '' check (length(cancel_reason) <= 500);
