import { StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import type { Incident } from './data.ts'
import { useIncidentsT } from './useIncidentsT.ts'

const tones = {
  proposed: 'warning',
  working: 'danger',
  resolved: 'success',
  review: 'info',
  closed: 'neutral',
  declined: 'neutral',
  cancelled: 'neutral',
} as const satisfies Record<Incident['state'], Tone>

/** The state as those read it who work on it. */
export function StateBadge({ state }: { state: Incident['state'] }) {
  const t = useIncidentsT()
  return <StatusBadge tone={tones[state]} label={t(`incidents.state.${state}`)} />
}

/** The state as all staff read it: it is broken, or it works again. */
export function PublicBadge({ state }: { state: Incident['state'] }) {
  const t = useIncidentsT()
  return state === 'working' ? (
    <StatusBadge tone="danger" label={t('incidents.public.working')} />
  ) : (
    <StatusBadge tone="success" label={t('incidents.public.over')} />
  )
}
