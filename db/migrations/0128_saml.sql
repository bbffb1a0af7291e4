-- Single sign-on by SAML 2.0. What every provider has stands in core.identity_provider: there the issuer is the
-- entity ID of the provider, client_id our own, and the secret our private key.

alter table core.identity_provider
  add column kind text not null default 'oidc' check (kind in ('oidc', 'saml'));

create table core.saml_provider (
  org_id uuid not null,
  provider_id uuid not null,
  sign_in_url text not null check (length(sign_in_url) between 1 and 1000),
  sign_out_url text check (length(sign_out_url) between 1 and 1000),
  -- Whose signatures count, as PEM: more than one while the provider changes its key.
  certificates text[] not null check (cardinality(certificates) between 1 and 10),
  -- Of our own key, for the metadata.
  own_certificate text not null,
  signs_requests boolean not null,
  -- Whether an answer counts that nobody here asked for.
  takes_unasked boolean not null,
  name_attribute text not null check (length(name_attribute) <= 300),
  email_attribute text not null check (length(email_attribute) <= 300),
  -- Whether the addresses that it tells belong to whom it says.
  trusts_addresses boolean not null,
  primary key (org_id, provider_id),
  foreign key (org_id, provider_id) references core.identity_provider (org_id, id)
);
call platform.tenant_table('core.saml_provider', 'select, insert, update');

-- An answer that was checked, until the browser that asked fetches it: a request from another site brings no cookies.
create table core.provider_answer (
  org_id uuid not null,
  token_hash bytea not null,
  provider_id uuid not null,
  -- Encrypted, since it says who somebody is.
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (org_id, token_hash),
  foreign key (org_id, provider_id) references core.identity_provider (org_id, id)
);
create index provider_answer_age on core.provider_answer (org_id, expires_at);
call platform.tenant_table('core.provider_answer', 'select, insert, delete');
