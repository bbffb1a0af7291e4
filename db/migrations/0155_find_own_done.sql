-- Who sees only some tickets is searched for among all of them, done ones too, so that no others decide what is found.
create index record_team_done on core.record (org_id, team_id, kind, updated_at desc, id desc) where category = 'done';
create index record_owner_done on core.record (org_id, owner_id, kind, updated_at desc, id desc) where category = 'done';
