-- A time that began with the doing of rules knows whose it was: what is due by it goes on in their chain, so that
-- rules that wait for each other come to an end.
alter table rules.timer add column chain uuid[] not null default '{}';
