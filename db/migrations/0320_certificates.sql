-- Certificates: the proof, for others, of one line of learning, and the keys with which an organization signs them.

create table training.certificate (
  org_id uuid not null,
  line_id uuid not null,
  person_id uuid not null,
  number int not null check (number > 0),
  -- The unguessable part of its public address. Whoever reads this table reads what the address tells, too.
  token text not null check (token ~ '^[A-Za-z0-9_-]{22}$'),
  is_public boolean not null default true,
  -- As it was when it was made: what is asked later changes no certificate.
  valid_until date,
  issued_at timestamptz not null,
  primary key (org_id, line_id),
  unique (org_id, number),
  unique (org_id, token),
  foreign key (org_id, line_id) references training.learning_record (org_id, id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
create index certificate_person on training.certificate (org_id, person_id);
call platform.tenant_table('training.certificate', 'select, insert, update, delete');

-- The newest key signs; older ones stay, so that what they signed can be checked.
create table training.badge_key (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  public_key text not null check (public_key ~ '^[A-Za-z0-9_-]{43}$'),
  private_sealed bytea not null,
  created_at timestamptz not null,
  primary key (org_id, id)
);
call platform.tenant_table('training.badge_key', 'select, insert');
