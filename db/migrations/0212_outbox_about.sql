-- The record that a mail is about, so that it stays with one that is under a legal hold.
alter table core.outbox add column about_id uuid,
  add foreign key (org_id, about_id) references core.record (org_id, id);
