-- Words that were searched for, beside their line in the audit log, for as long as the organization wants them kept.
create table core.searched (
  org_id uuid not null references core.organization (id),
  line_id uuid not null,
  at timestamptz not null,
  words text not null check (length(words) between 1 and 1000),
  primary key (org_id, line_id)
);
create index searched_at on core.searched (org_id, at);
call platform.tenant_table('core.searched', 'select, insert, delete');
