-- Months of timelines and of the audit log are made ahead by the server while it runs too, not by its start alone.
create function platform.keep_months() returns int
language sql security definer set search_path = platform, pg_temp
as $$ select platform.make_partitions(current_date, (current_date + interval '24 months')::date) $$;
revoke all on function platform.keep_months() from public;
grant execute on function platform.keep_months() to wardline_app;
