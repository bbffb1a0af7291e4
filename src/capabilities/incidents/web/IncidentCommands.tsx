import { IconAlertOctagon } from '@tabler/icons-react'
import { useMemo } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import type { CommandSource } from '../../../web/kit/shortcuts/commands.ts'
import { useCommandSource } from '../../../web/kit/shortcuts/useCommandSource.ts'
import { useMay } from '../../../web/shell/session.ts'
import { base, type Incident } from './data.ts'
import { useIncidentsT } from './useIncidentsT.ts'

const FOUND_MAX = 5

/** In the command palette of every desk page: major incidents by number or words. */
export function IncidentCommands() {
  const t = useIncidentsT()
  const isInside = useMay()('incidents.propose')
  const source = useMemo<CommandSource>(
    () => ({
      id: 'incidents',
      group: t('incidents.list.title'),
      order: 15,
      commands: async (query, signal) => {
        const q = query.trim().replace(/^#/, '')
        if (q === '') return []
        const { jump, groups } = await ask(
          api.GET('/api/search', {
            params: { query: { q, kind: ['major_incident'], limit: FOUND_MAX } },
            signal,
          }),
        )
        const rows = groups.flatMap((group) => group.rows.map((row) => ({ ...row, title: row.title.text })))
        const all = jump ? [jump, ...rows.filter((row) => row.id !== jump.id)] : rows
        return all.map((row) => ({
          id: `incident:${row.id}`,
          label: `#${row.number} ${row.title}`,
          hint: t(`incidents.state.${row.state as Incident['state']}`),
          icon: <IconAlertOctagon size={16} aria-hidden />,
          href: isInside ? `${base}/${row.id}` : '/desk/status',
        }))
      },
    }),
    [t, isInside],
  )
  useCommandSource(source)
  return null
}
