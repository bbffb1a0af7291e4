-- How often it changed who is on call when, by whatever: calendar programs go by it (SEQUENCE).
alter table escalation.rota add column changes int not null default 0 check (changes >= 0);
