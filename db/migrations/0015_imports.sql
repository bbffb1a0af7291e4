-- Imports: each run of a file with its mapping, its progress and its report.

create schema channels;
grant usage on schema channels to wardline_app;

create table channels.import_run (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  kind text not null check (kind in ('tickets', 'articles')),
  file_name text not null check (length(file_name) between 1 and 255),
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Whether the uploaded file still lies in the folder of imports; a run of the command line keeps none.
  has_file boolean not null default false,
  state text not null check (state in ('uploaded', 'previewing', 'previewed', 'running', 'done', 'stopped', 'failed')),
  -- What the file looks like: its format, columns and some of their values.
  shape jsonb not null default '{}',
  mapping jsonb,
  rows_done int not null default 0,
  rows_total int not null default 0,
  report jsonb,
  reconciliation jsonb,
  failure text check (length(failure) <= 2000),
  wants_stop boolean not null default false,
  created_by uuid,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, created_by) references core.person (org_id, id)
);
create index import_run_recent on channels.import_run (org_id, created_at desc, id desc);
call platform.tenant_table('channels.import_run');

-- Brings the statistics of tables up to date that have grown by half since they were last looked at. The first
-- import meets empty tables: until they are analyzed, each check of a foreign key reads by the wrong index. The
-- application does not own the tables, so this door does it.
create function platform.analyze_grown() returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  grown regclass;
  analyzed int := 0;
begin
  for grown in
    select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('core', 'tickets', 'knowledge')
      and pg_relation_size(c.oid) > 8192 * 1.5 * greatest(c.relpages, 0)
  loop
    execute format('analyze %s', grown);
    analyzed := analyzed + 1;
  end loop;
  return analyzed;
end $$;
revoke all on function platform.analyze_grown() from public;
grant execute on function platform.analyze_grown() to wardline_app;

-- Imported history lies in the default partitions. A month that has rows there cannot get a partition of its own any
-- more; it stays where it is, instead of keeping the server from starting.
create or replace function platform.make_partitions(from_date date, to_date date) returns int
language plpgsql
as $$
declare
  first_day date := date_trunc('month', from_date);
  parent text;
  made int := 0;
begin
  while first_day <= to_date loop
    foreach parent in array array['event', 'audit'] loop
      if to_regclass(format('core.%s_%s', parent, to_char(first_day, 'YYYY_MM'))) is null then
        begin
          execute format(
            'create table core.%I partition of core.%I for values from (%L) to (%L)',
            parent || '_' || to_char(first_day, 'YYYY_MM'), parent,
            first_day::timestamp at time zone 'UTC', (first_day + interval '1 month')::timestamp at time zone 'UTC');
          made := made + 1;
        exception when check_violation then
          null;
        end;
      end if;
    end loop;
    first_day := first_day + interval '1 month';
  end loop;
  return made;
end $$;
