-- Exact counts of what waits: each built-in view has an index that holds little else, so that counting reads no
-- ticket. The wide columns that the old count needed leave the index of the queue, which every write keeps.

drop index core.record_undone;
create index record_undone on core.record (org_id, kind, updated_at desc, id desc) where category <> 'done';
-- Whose clock runs, by the promise.
create index record_running on core.record (org_id, kind, due_at) where category <> 'done' and category <> 'paused';
create index record_paused on core.record (org_id, kind) where category = 'paused';
create index record_unassigned on core.record (org_id, kind) where category <> 'done' and owner_id is null;
