-- A packaged course is taken again, each time with a registration of its own: what was learned before stays as it was.
alter table training.registration
  add column ended_at timestamptz,
  -- The line of learning that tells the best of its outcomes.
  add column record_id uuid,
  add foreign key (org_id, record_id) references training.learning_record (org_id, id),
  drop constraint registration_org_id_package_id_person_id_key;
create unique index registration_current on training.registration (org_id, package_id, person_id) where ended_at is null;
create index registration_package on training.registration (org_id, package_id, person_id);
grant update (ended_at, record_id) on training.registration to wardline_app;

-- Until now a line did not say of which package it is, but for its title.
update training.registration g set record_id = (
  select l.id from training.learning_record l
    join training.record_words w on w.org_id = l.org_id and w.line_id = l.id
    join training.package k on k.org_id = g.org_id and k.id = g.package_id and k.title = w.title
  where l.org_id = g.org_id and l.person_id = g.person_id and l.origin = 'package' and l.verb = g.recorded
  order by l.recorded_at desc, l.id desc limit 1)
where g.recorded is not null;
