-- What two entries of one person booked, taught, took or tried goes on naming who did it: moved by a merge, it would be two
-- at one time, or two of a number. No other column of these was named by what may not change.
do $$
declare
  target regclass;
  columns text;
begin
  foreach target in array array['training.booking', 'training.class_trainer', 'training.quiz_attempt', 'training.registration']::regclass[] loop
    select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped and attname not in ('org_id', 'person_id');
    execute format('revoke update on %s from wardline_app', target);
    execute format('grant update (%s) on %s to wardline_app', columns, target);
  end loop;
end $$;
