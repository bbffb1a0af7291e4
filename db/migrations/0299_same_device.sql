-- The newest tickets about a device, for who looks for tickets that are about the same matter. Row security lets no
-- condition with `lower` use an index, since that function is not known to keep what it reads to itself; so this
-- function, which keeps to the organization by itself, asks the index of 0078.
create function tickets.same_device(device text, rows_max bigint) returns setof uuid
language sql stable security definer rows 10
set search_path = tickets, pg_temp
as $$
  select t.id from tickets.ticket t
  where t.org_id = nullif(current_setting('app.org_id', true), '')::uuid and t.device is not null and lower(t.device) = lower($1)
  order by t.id desc limit $2
$$;
revoke all on function tickets.same_device(text, bigint) from public;
grant execute on function tickets.same_device(text, bigint) to wardline_app;
