-- The record that a mail answers to, also where nothing was made of it: who reads and decides about it follows from that.
alter table channels.mail_in add column about_id uuid,
  add foreign key (org_id, about_id) references core.record (org_id, id);
create index mail_in_about on channels.mail_in (org_id, about_id) where about_id is not null;
