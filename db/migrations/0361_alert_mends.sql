-- How often the taking in of a message broke: one that breaks it each time waits for a person, and the others come in.
alter table channels.alert_batch add column tries int not null default 0;
