-- How long somebody was in a unit, as the course tells it, and never longer than it was open.
alter table training.unit_progress add column time_seconds int not null default 0 check (time_seconds >= 0);
alter table training.launch
  -- What the session that goes on told last, and what was counted of this opening.
  add column told_seconds int not null default 0 check (told_seconds >= 0),
  add column counted_seconds int not null default 0 check (counted_seconds >= 0);
-- It has rules about the order of its units, which are not followed here.
alter table training.package add column has_rules boolean not null default false;
grant update (told_seconds, counted_seconds) on training.launch to wardline_app;
