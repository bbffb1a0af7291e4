-- Lines of learning of everybody, the newest first.
create index learning_record_newest on training.learning_record (org_id, happened_on desc, id desc);
create index learning_record_assessor on training.learning_record (org_id, assessor_id, happened_on desc)
  where assessor_id is not null;
create index learning_grant_competency on training.learning_grant (org_id, competency_id, achieved_on desc);
