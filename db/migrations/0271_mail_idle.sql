-- Which worker holds the connection on which the mailbox’s server tells of new mail, and until when it is believed to.
alter table channels.mailbox add column watcher uuid, add column watched_until timestamptz;
