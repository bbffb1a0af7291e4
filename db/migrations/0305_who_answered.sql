-- Who answered for an emergency account when it was used judges that use never, whoever answers for it later.
alter table core.emergency_use add column owner_id uuid;
update core.emergency_use u set owner_id = coalesce((select e.owner_id from core.emergency_account e
  where e.org_id = u.org_id and e.person_id = u.person_id), u.person_id);
alter table core.emergency_use alter column owner_id set not null;
alter table core.emergency_use add foreign key (org_id, owner_id) references core.person (org_id, id);

-- What a role could do when it was said whether it is high-risk: what comes later was not judged.
alter table callers.role_risk add column permissions text[];
update callers.role_risk k set permissions = o.permissions from core.role o where o.org_id = k.org_id and o.id = k.role_id;
alter table callers.role_risk alter column permissions set not null;
