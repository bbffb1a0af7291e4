-- Single sign-on by OpenID Connect: the providers of an organization, whom their subjects mean, and the sessions
-- that they opened.

create table core.identity_provider (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  -- It never changes: the subjects of one issuer mean nothing at another.
  issuer text not null check (length(issuer) between 1 and 500),
  client_id text not null check (length(client_id) between 1 and 300),
  -- Encrypted with the installation's key, which is never in the database.
  secret_sealed bytea not null,
  groups_claim text not null check (length(groups_claim) between 1 and 100),
  -- Which group gives which role: [{"group", "role_id"}].
  group_roles jsonb not null default '[]',
  makes_people boolean not null,
  links_by_email boolean not null,
  domains text[] not null default '{}',
  -- Whether the provider's second step counts here: never, when it says that there was one, or always.
  factor text not null check (factor in ('own', 'amr', 'always')),
  asks_again boolean not null,
  is_on boolean not null,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
call platform.tenant_table('core.identity_provider', 'select, insert, update');

-- Whom a subject of a provider means. By an address alone it means nobody.
create table core.identity (
  org_id uuid not null,
  provider_id uuid not null,
  subject text not null check (length(subject) between 1 and 255),
  person_id uuid not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (org_id, provider_id, subject),
  foreign key (org_id, provider_id) references core.identity_provider (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index identity_person on core.identity (org_id, person_id);
call platform.tenant_table('core.identity');

-- What the provider calls the session that it opened here, to end both together.
create table core.provider_session (
  org_id uuid not null,
  session_id uuid not null,
  provider_id uuid not null,
  subject text not null,
  sid text,
  -- Encrypted, since it names its person.
  id_token_sealed bytea not null,
  primary key (org_id, session_id),
  foreign key (org_id, session_id) references core.session (org_id, id),
  foreign key (org_id, provider_id) references core.identity_provider (org_id, id)
);
create index provider_session_subject on core.provider_session (org_id, provider_id, subject);
call platform.tenant_table('core.provider_session');

-- A session that was opened with a second step at the provider.
alter table core.session add column is_strong boolean not null default false;
-- A role that a group of a provider gives, and that ends with it.
alter table core.role_assignment add column provider_id uuid;
