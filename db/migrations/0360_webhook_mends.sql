-- A webhook whose address or secret cannot be opened any more is paused like one that fails.
alter table channels.webhook drop constraint webhook_paused_because_check;
alter table channels.webhook add constraint webhook_paused_because_check
  check (paused_because in ('failing', 'owner', 'sealed'));

-- Lines of one moment stand in the order in which they happened.
drop index channels.webhook_delivery_log;
create index webhook_delivery_log on channels.webhook_delivery (org_id, webhook_id, at desc, event_id desc);
