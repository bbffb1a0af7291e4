-- Words that were searched for say what their searcher looks into. They are for those alone who hold, of the rights that open
-- sealed or security records, all that the searcher held.
alter table core.searched add column sealed_by text[] not null default '{}';
-- Of what was kept until now the rights are guessed from all that the searcher was ever given.
update core.searched s set sealed_by = coalesce((
  select array_agg(distinct permission order by permission)
  from core.audit a join core.role_assignment g on g.org_id = a.org_id and g.person_id = a.actor_id
    join core.role o on o.org_id = g.org_id and o.id = g.role_id cross join unnest(o.permissions) permission
  where a.org_id = s.org_id and a.id = s.line_id and a.at = s.at and permission in ('security.work', 'safety.work')), '{}');
