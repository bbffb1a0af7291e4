-- From when on an entry is nobody's any more, or is on its way there: nobody lets it in again, changes it or merges it.
alter table core.person add column erased_at timestamptz;
update core.person p set erased_at = coalesce(e.done_at, e.decided_at, e.asked_at)
from privacy.erasure e
where p.org_id = e.org_id and (p.id = e.person_id or p.merged_into_id = e.person_id)
  and e.state in ('working', 'unfinished', 'done', 'ended');
