import { useCallback } from 'react'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { type TicketsKey, useTicketsT } from '../useTicketsT.ts'
import type { Said } from './sentences.ts'

const teamKeys = new Set([
  'gaveTeam',
  'movedTeam',
  'escalate',
  'hand_back',
  'page',
  'page_next',
  'page_unanswered',
])

/** Turns what an event says into a sentence of the shown language. */
export function useSay(): (said: Said) => string {
  const t = useTicketsT()
  const format = useFormat()
  return useCallback(
    ({ key, values }: Said) => {
      const shown: Record<string, string | number> = { ...values }
      const unknown = t(teamKeys.has(key) ? 'tickets.otherTeam' : 'tickets.somebody')
      for (const name of ['from', 'to', 'person']) {
        if (values[name] === undefined) continue
        const value = wordFor(key, values, String(values[name]))
        const word = value === undefined ? String(values[name]) : t(value as TicketsKey)
        shown[name] = word || (key === 'field' ? t('tickets.none') : unknown)
      }
      shown.who = values.who || t('tickets.system')
      if (values.code) shown.code = t(`tickets.code.${values.code}` as TicketsKey)
      if (values.type) shown.type = t(`tickets.linkType.${values.type}` as TicketsKey)
      if (values.field) shown.field = t(`tickets.field.${values.field}` as TicketsKey)
      if (values.at) shown.at = format.dateTime(String(values.at))
      return t(`tickets.said.${key}` as TicketsKey, shown)
    },
    [t, format],
  )
}

/** The key of the word for a value that comes from a list of ours; what people typed has none. */
function wordFor(key: string, values: Said['values'], value: string): string | undefined {
  if (value === '') return undefined
  if (key === 'state') return `tickets.state.${value}`
  if (key === 'priority') return /^[1-4]$/.test(value) ? `tickets.priority.${value}` : undefined
  if (key !== 'field') return undefined
  if (values.field === 'ticket_kind') return `tickets.kind.${value}`
  if (values.field === 'impact' || values.field === 'urgency') return `tickets.levels.${value}`
  return undefined
}
