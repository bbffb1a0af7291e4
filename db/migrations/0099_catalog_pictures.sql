-- Pictures of items of the catalog. One never changes, so that a published version keeps the one that it names; those
-- that no draft and no version names are taken away.

create table catalog.picture (
  org_id uuid not null references core.organization (id),
  id uuid not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  content bytea not null check (octet_length(content) between 1 and 524288),
  added_at timestamptz not null,
  primary key (org_id, id)
);
call platform.tenant_table('catalog.picture', 'select, insert, delete');
