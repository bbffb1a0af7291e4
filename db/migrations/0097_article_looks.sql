-- What was begun from a ticket is shown to nobody before somebody says that they looked for patients' data and names.

alter table knowledge.article add column is_from_ticket boolean not null default false;

-- Who looked, and at which version. It stays as it is: a later version asks again.
create table knowledge.look (
  org_id uuid not null,
  article_id uuid not null,
  version int not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (org_id, article_id, version, person_id),
  foreign key (org_id, article_id, version) references knowledge.version (org_id, article_id, version),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('knowledge.look', 'select, insert');
