/** How a request stands, as sentences for the person who asked. */
import type { Formats } from '../../../../web/i18n/format.ts'
import { STATE_LOOK } from '../../../../web/kit/StatusBadge.tsx'
import type { RequestRow } from './requests.ts'
import type { PortalT } from './usePortalT.ts'

type Standing = Pick<RequestRow, 'state' | 'category' | 'due_at' | 'owner'> & { resume_at?: string | null }

/** One sentence, e.g. "Sam is waiting for the vendor." */
export function stateSentence(t: PortalT, request: Standing, format: Formats, now: number): string {
  const { state } = request
  if (state === 'scheduled' && request.resume_at)
    return t('portal.state.scheduledAt', { when: format.due(request.resume_at, now) })
  if (state === 'closed' || state === 'cancelled' || state === 'merged') return t(`portal.state.${state}`)
  if (!request.owner) return t(`portal.state.${state}`)
  return t(`portal.state.${state}Owned`, { name: firstName(request.owner.name) })
}

/** When an answer is due; nothing while it is paused or over, since no clock runs then. */
export function promiseSentence(
  t: PortalT,
  request: Standing,
  format: Formats,
  now: number,
): string | undefined {
  if (!request.due_at || request.category === 'done' || request.category === 'paused') return undefined
  const isLate = Date.parse(request.due_at) < now
  return t(isLate ? 'portal.promise.late' : 'portal.promise.by', { when: format.due(request.due_at, now) })
}

/** Tone and icon of a state. What waits for the reader herself stands out; what waits for others is calm. */
export function stateLook({ state, category }: Pick<RequestRow, 'state' | 'category'>) {
  if (state === 'waiting_on_requester') return STATE_LOOK.paused
  if (state === 'cancelled' || state === 'merged') return { ...STATE_LOOK.done, tone: 'neutral' as const }
  if (category === 'paused') return { ...STATE_LOOK.paused, tone: 'neutral' as const }
  return STATE_LOOK[category]
}

export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}
