/** What an alert is, whatever form it came in, and how it is known again. Pure. */
import { createHash } from 'node:crypto'

export const forms = ['alertmanager', 'api_v2', 'mapped', 'icinga'] as const
export type Form = (typeof forms)[number]
export const parkReasons = ['no_alerts', 'not_mapped', 'not_filed', 'no_automation'] as const
export type ParkReason = (typeof parkReasons)[number]

/** Thrown for a message of which no alert can be read; it is parked with the reason. */
export class AlertsParked extends Error {
  readonly reason: ParkReason
  constructor(reason: ParkReason) {
    super(`Parked: ${reason}`)
    this.reason = reason
  }
}

export type Alert = {
  /** The same for the same thing, whatever it says this time. */
  fingerprint: string
  /** What is told on one ticket has one. */
  group: string
  title: string
  text: string
  severity: string
  isFiring: boolean
  startsAt: string
  /** From when it is over by itself; null where the source says so. */
  expiresAt: string | null
  labels: Readonly<Record<string, string>>
  link: string | null
}

const labels_max = 60
const value_length_max = 1_000

/** Texts by their names; what is no text, number or truth is left out, and what is too long is cut. */
export function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  const texts: Record<string, string> = {}
  for (const [name, each] of Object.entries(value).slice(0, labels_max))
    if (['string', 'number', 'boolean'].includes(typeof each))
      texts[storable(name).slice(0, 200)] = storable(String(each)).slice(0, value_length_max)
  return texts
}

/** The text without what no column of text can hold. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

/** By what it is known again: all labels, in whichever order they came. */
export function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  return hashOf(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

/**
 * When something began: the time that a text means, or when it was received where it means none, one of long ago, as
 * programs write for “not yet”, or one to come: a clock that is wrong would make all that follows old news.
 */
export function beganAt(text: unknown, receivedAt: string): string {
  const at = timeOf(text, receivedAt)
  return at < receivedAt ? at : receivedAt
}

/** The time that a text means, or `otherwise` where it means none or one of long ago. */
export function timeOf(text: unknown, otherwise: string): string {
  const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return ms > Date.UTC(2000, 0, 1) && ms < Date.UTC(2100, 0, 1) ? new Date(ms).toISOString() : otherwise
}

/** The first of the named labels that says something. */
export function labelOf(
  labels: Readonly<Record<string, string>>,
  names: readonly string[],
): string | undefined {
  for (const name of names) if (labels[name]?.trim()) return labels[name].trim()
  return undefined
}
