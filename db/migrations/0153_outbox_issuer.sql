-- Whose act made the link in a letter. Where no mail server sends, the letter is handed over by hand: one that anybody
-- can have sent without signing in is shown to nobody.
alter table core.outbox add column issued_by uuid;
alter table core.outbox add constraint outbox_issued_by foreign key (org_id, issued_by) references core.person (org_id, id);
