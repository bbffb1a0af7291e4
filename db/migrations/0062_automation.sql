-- The service identity in whose name the product acts by itself. Not a key of the person, since those are for
-- whoever manages people.
create table core.automation (
  org_id uuid not null references core.organization (id),
  person_id uuid not null,
  primary key (org_id),
  foreign key (org_id, person_id) references core.person (org_id, id)
);
call platform.tenant_table('core.automation', 'select, insert');

insert into core.automation (org_id, person_id)
select org_id, id from core.person where kind = 'service' and external_key = 'automation';
update core.person set external_key = null where kind = 'service' and external_key = 'automation';
