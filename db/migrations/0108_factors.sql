-- Passkeys, and roles that demand a second step of signing in.

-- A key pair whose private half never leaves the person's device or key store. It answers for this address alone:
-- `rp_id` is the host that it was made for.
create table core.passkey (
  org_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  credential_id text not null check (length(credential_id) between 1 and 1400),
  public_key bytea not null,
  -- How often it was used, as the device counts; some count nothing and say 0. It never goes back.
  counter bigint not null default 0,
  rp_id text not null check (length(rp_id) between 1 and 255),
  transports text[] not null default '{}',
  -- True where the key store keeps a copy elsewhere, so that losing the device is not losing the key.
  is_synced boolean not null,
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (org_id, id),
  unique (org_id, credential_id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index passkey_person on core.passkey (org_id, person_id);
call platform.tenant_table('core.passkey');

-- What a browser was given to sign or to bring back, as soon as it was brought: it counts once.
create table core.spent_challenge (
  org_id uuid not null references core.organization (id),
  hash bytea not null,
  expires_at timestamptz not null,
  primary key (org_id, hash)
);
create index spent_challenge_age on core.spent_challenge (org_id, expires_at);
call platform.tenant_table('core.spent_challenge');

alter table core.role add column needs_factor boolean not null default false;
