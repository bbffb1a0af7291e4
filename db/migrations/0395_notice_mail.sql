-- By which mail a notice went, so that it is asked once more whether its reader may see it when the mail leaves.
alter table notices.waiting add column mail_id uuid;
alter table notices.waiting add foreign key (org_id, mail_id) references core.outbox (org_id, id) on delete set null (mail_id);
create index waiting_mail on notices.waiting (org_id, mail_id) where mail_id is not null;
