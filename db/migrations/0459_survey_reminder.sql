-- When those who had not answered a survey yet were reminded of it, once.
alter table training.needs_survey add column reminded_at timestamptz;
grant update (reminded_at) on training.needs_survey to wardline_app;
