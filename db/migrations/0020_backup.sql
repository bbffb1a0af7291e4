-- When the installation was backed up, noted by the command that does it, for the page that shows how it fares.
-- It is about all organizations at once, so the application may not touch it and asks through the function below.
create table platform.backup (
  at timestamptz primary key,
  size_bytes bigint not null check (size_bytes >= 0),
  product text not null
);
alter table platform.backup enable row level security;

-- How far the database was migrated and when it was backed up last. It tells nothing of any organization.
create function platform.installation()
returns table (migration text, migrations int, backup_at timestamptz, backup_size_bytes bigint)
language sql stable security definer set search_path = platform, pg_temp
as $$
  select (select max(name) from platform.migration), (select count(*)::int from platform.migration), b.at, b.size_bytes
  from (select 1) one left join lateral (select at, size_bytes from platform.backup order by at desc limit 1) b on true
$$;
revoke all on function platform.installation() from public;
grant execute on function platform.installation() to wardline_app;
