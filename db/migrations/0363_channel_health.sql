-- How each channel is, asked often: the last mail of a mailbox, and mail that did not go out.
create index mail_in_last on channels.mail_in (org_id, mailbox_id, received_at desc) where mailbox_id is not null;
create index outbox_stuck on core.outbox (org_id, state) where state in ('failed', 'held');
