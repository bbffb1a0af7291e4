import { Button } from '@mantine/core'
import { api, ask } from '../../../../web/api/client.ts'
import { attempt, type PublicIncident, useRefresh } from '../data.ts'
import { useIncidentsT } from '../useIncidentsT.ts'

/** Follow instead of filing the same again; pressed again it ends. */
export function FollowButton({ incident }: { incident: PublicIncident }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const path = { params: { path: { id: incident.id } }, body: {} }
  const toggle = async () => {
    const deed = incident.is_followed
      ? ask(api.POST('/api/incidents/{id}/unfollow', path))
      : ask(api.POST('/api/incidents/{id}/follow', path))
    const said = t(incident.is_followed ? 'incidents.follow.ended' : 'incidents.follow.begun')
    if (await attempt(deed, said)) await refresh()
  }
  return (
    <Button variant="default" aria-pressed={incident.is_followed} onClick={toggle}>
      {t(incident.is_followed ? 'incidents.follow.end' : 'incidents.follow.begin')}
    </Button>
  )
}
