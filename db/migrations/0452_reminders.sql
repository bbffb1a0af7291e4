-- Of which day, and how near to it, somebody was told last that something ends or is due.
alter table training.credential
  add column told_for date,
  add column told_stage text check (told_stage in ('window', 'days_30', 'days_7', 'over')),
  add check ((told_for is null) = (told_stage is null));
