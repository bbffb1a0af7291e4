-- The notes of a rota are on no record: their masks belong to the team whose rota it is, and so do the readings of them.

alter table privacy.finding add column team_id uuid;
alter table privacy.finding add foreign key (org_id, team_id) references core.team (org_id, id);
alter table privacy.finding add check (team_id is null or (record_id is null and attachment_id is null));

alter table privacy.reveal alter column record_id drop not null;
alter table privacy.reveal add column team_id uuid;
alter table privacy.reveal add foreign key (org_id, team_id) references core.team (org_id, id);
alter table privacy.reveal add check (num_nonnulls(record_id, team_id) = 1);

-- The masks of notes that stand already go to the team of the note that holds them.
update privacy.finding f set team_id = n.team_id
  from escalation.handover_note n
  where f.action = 'on_call.note' and f.record_id is null and f.attachment_id is null
    and n.org_id = f.org_id and n.author_id = f.writer_id and position(f.mask in n.body) > 0;
