-- Whom a survey asked, and who asked, goes on naming who it was: two entries of one person may both have been asked.
do $$
declare
  target regclass;
  columns text;
begin
  foreach target in array array['training.needs_survey', 'training.needs_survey_person']::regclass[] loop
    select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped and attname not in ('org_id', 'person_id', 'made_by');
    execute format('revoke update on %s from wardline_app', target);
    execute format('grant update (%s) on %s to wardline_app', columns, target);
  end loop;
end $$;
