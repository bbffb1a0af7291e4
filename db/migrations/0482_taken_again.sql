-- A packaged course is taken again, each time with a registration of its own: what was learned before stays as it was.
alter table training.registration
  add column ended_at timestamptz,
  drop constraint registration_org_id_package_id_person_id_key;
create unique index registration_current on training.registration (org_id, package_id, person_id) where ended_at is null;
create index registration_package on training.registration (org_id, package_id, person_id);
grant update (ended_at) on training.registration to wardline_app;
