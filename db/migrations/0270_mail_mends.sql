-- What a mail needs to be kept track of beside its state.
alter table channels.mail_in
  -- How often a taking-in was begun that did not end in any way: what kills its worker each time is parked.
  add column begun int not null default 0,
  -- The file with the whole text where that is longer than a message; it goes with the words of its ticket.
  add column whole_file_id uuid;
