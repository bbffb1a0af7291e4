-- Addresses at which mail does not arrive, as a mail server reported of a mail that was really sent.
create table channels.failing_address (
  org_id uuid not null references core.organization (id),
  address text not null check (length(address) between 3 and 320),
  reason text not null check (reason in ('unknown', 'full', 'disabled', 'refused', 'expired', 'other')),
  failed_at timestamptz not null,
  primary key (org_id, address)
);
call platform.tenant_table('channels.failing_address');

-- By the Message-ID a report tells which mail did not arrive.
create index outbox_message on core.outbox (org_id, message_id) where message_id is not null;
