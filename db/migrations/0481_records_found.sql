-- Lines of learning are found among millions by what few of them have.
create index learning_record_origin on training.learning_record (org_id, origin, happened_on desc, id desc);
create index learning_record_no_proof on training.learning_record (org_id, happened_on desc, id desc)
  where verb in ('failed', 'attempted', 'revoked');
create index record_words_found on training.record_words
  using gin (org_id, (core.fold(title || ' ' || version || ' ' || provider)) public.gin_trgm_ops);

-- The lines in whose title, version or provider the pattern is found, up to so many: their index takes no condition
-- that stands behind row security.
create function training.lines_worded(pattern text, found_max int) returns table (line_id uuid)
language sql stable security definer
set search_path = training, core, public, pg_temp
as $$
  select w.line_id from training.record_words w
  where w.org_id = nullif(current_setting('app.org_id', true), '')::uuid
    and core.fold(w.title || ' ' || w.version || ' ' || w.provider) like pattern
  limit least(found_max, 10000)
$$;
revoke all on function training.lines_worded(text, int) from public;
grant execute on function training.lines_worded(text, int) to wardline_app;

-- The last day on which something could be achieved that has ended by `today`: the other way round of `training.ends_on`.
create function training.ended_until(today date, valid_months smallint, ends_on_day text, active_days_min smallint)
returns date language sql immutable parallel safe as $$
  select case
    when valid_months is null then '-infinity'::date
    -- Months have other lengths: up to three days later may end on the same day.
    when ends_on_day is null then (
      select max(day) from generate_series(0, 3) n, lateral (select (today - make_interval(months => valid_months))::date + n as day) d
      where (day + make_interval(months => valid_months))::date <= today)
    else (
      select day - greatest(1, active_days_min::int)
      from generate_series(0, 1) n, lateral (
        select to_date((extract(year from today)::int - (valid_months / 12 - 1) - n)::text || '-' || ends_on_day, 'YYYY-MM-DD') as day) d
      where (day + make_interval(months => valid_months - 12))::date <= today
      order by day desc limit 1)
  end
$$;
