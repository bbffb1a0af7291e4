-- Which line of learning stands for what somebody reached in a package: taken back, it is not done any more.
alter table training.registration add column record_id uuid;
alter table training.registration add foreign key (org_id, record_id) references training.learning_record (org_id, id);
create index registration_record on training.registration (org_id, record_id) where record_id is not null;

-- Of what was reached before: the newest line of this person that says it of a package of this title.
update training.registration s set record_id = (
  select l.id from training.learning_record l
    join training.package k on k.org_id = s.org_id and k.id = s.package_id
    left join training.record_words w on w.org_id = l.org_id and w.line_id = l.id
  where l.org_id = s.org_id and l.person_id = s.person_id and l.origin = 'package' and l.verb = s.recorded
  order by w.title is not distinct from k.title desc, l.recorded_at desc, l.id desc limit 1)
where s.recorded is not null;
grant update (record_id) on training.registration to wardline_app;
