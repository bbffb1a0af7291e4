-- Nobody said that it is over: it was not renewed, or a person took it for over. Any later word that it fires counts.
alter table channels.alert
  add is_presumed_over boolean not null default false,
  add check (not (is_firing and is_presumed_over));
