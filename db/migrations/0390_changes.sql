-- Changes since a cursor are read in the order of their transactions. Transactions are numbered within the epoch of
-- their server, which the application could not read.
create function platform.present_epoch() returns int
language sql stable security definer set search_path = platform, pg_temp
as $$ select epoch from platform.epoch $$;
revoke all on function platform.present_epoch() from public;
grant execute on function platform.present_epoch() to wardline_app;
