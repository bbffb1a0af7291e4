-- Answers to creates that may be sent twice are forgotten after two days, the oldest first.
create index idempotency_created on core.idempotency (org_id, created_at);
