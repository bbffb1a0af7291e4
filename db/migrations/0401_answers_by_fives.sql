-- How a class was is told by fives: of one answer more it could else be told what it says.
alter table training.class_feedback add column is_told boolean not null default false;
update training.class_feedback f set is_told = true
where (select count(*) from training.class_feedback o where o.org_id = f.org_id and o.class_id = f.class_id) >= 5;
create index class_feedback_untold on training.class_feedback (org_id, class_id) where not is_told;
