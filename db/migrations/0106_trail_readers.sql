-- What somebody did is asked for across all timelines.
create index event_actor on core.event (org_id, actor_id, at, id);
