/** Reads the alerts of a message: Alertmanager's webhook, its interface, Icinga and Nagios, and forms with a mapping. Pure. */
import {
  type Alert,
  AlertsParked,
  beganAt,
  type Form,
  fingerprintOf,
  hashOf,
  labelOf,
  textsOf,
  timeOf,
} from './alert.ts'

export const alerts_max = 10_000

/** Where the parts of an alert stand, as JSON pointers; `list` leads to an array where a message has several. */
export type Mapping = {
  list?: string
  title: string
  text?: string
  severity?: string
  status?: string
  /** Which words of the status say that it is over. */
  over: string[]
  key?: string
  group?: string
  starts_at?: string
  host?: string
  application?: string
  link?: string
}
export type ReadWith = { groupBy: readonly string[]; mapping: Mapping | null; receivedAt: string }

/** The alerts of a message, in their order. Throws `AlertsParked` where there are none to be read. */
export function readAlerts(form: Form, body: unknown, using: ReadWith): Alert[] {
  const alerts = readers[form](body, using)
  if (alerts.length > alerts_max) throw new AlertsParked('no_alerts')
  return alerts
}

const readers: Record<Form, (body: unknown, using: ReadWith) => Alert[]> = {
  alertmanager: readWebhook,
  api_v2: readInterface,
  icinga: readIcinga,
  mapped: readMapped,
}

type Given = {
  status?: unknown
  labels?: unknown
  annotations?: unknown
  startsAt?: unknown
  endsAt?: unknown
  generatorURL?: unknown
}

/** Webhook version 4: each alert has a status of its own, and the message says the group. */
function readWebhook(body: unknown, { receivedAt }: ReadWith): Alert[] {
  const { alerts, groupKey, receiver } = objectOf(body) as Record<string, unknown>
  if (!Array.isArray(alerts)) throw new AlertsParked('no_alerts')
  const group = hashOf(['key', String(groupKey ?? ''), String(receiver ?? '')])
  return alerts.map((each) => {
    const given = objectOf(each) as Given
    return { ...alertOf(given, receivedAt), group, isFiring: given.status !== 'resolved', expiresAt: null }
  })
}

/** What Prometheus posts: an array, where an alert is over when its end has come, and by itself at its end. */
function readInterface(body: unknown, { receivedAt, groupBy }: ReadWith): Alert[] {
  if (!Array.isArray(body)) throw new AlertsParked('no_alerts')
  return body.map((each) => {
    const given = objectOf(each) as Given
    const alert = alertOf(given, receivedAt)
    const endsAt = timeOf(given.endsAt, '')
    const isFiring = endsAt === '' || endsAt > receivedAt
    const expiresAt = isFiring && endsAt !== '' ? endsAt : null
    return { ...alert, group: groupOf(groupBy, alert.labels), isFiring, expiresAt }
  })
}

function alertOf(given: Given, receivedAt: string): Omit<Alert, 'group' | 'isFiring' | 'expiresAt'> {
  const labels = textsOf(given.labels)
  if (Object.keys(labels).length === 0) throw new AlertsParked('no_alerts')
  const notes = textsOf(given.annotations)
  const name = labels.alertname ?? ''
  const summary = notes.summary ?? notes.title ?? labels.summary
  const host = labelOf(labels, hostLabels)
  return {
    fingerprint: fingerprintOf(labels),
    title: summary ?? [name || 'Alert', ...(host === undefined ? [] : [host])].join(': '),
    text: notes.description ?? notes.message ?? '',
    severity: labels.severity ?? labels.level ?? '',
    startsAt: beganAt(given.startsAt, receivedAt),
    labels,
    link: linkOf(notes.runbook_url) ?? linkOf(given.generatorURL),
  }
}

export const hostLabels = ['host', 'hostname', 'instance', 'node', 'nodename', 'device']
export const applicationLabels = ['application', 'app', 'service']

/** The values of the labels that the source is grouped by; a source without any has one group an alert. */
function groupOf(groupBy: readonly string[], labels: Readonly<Record<string, string>>): string {
  return groupBy.length === 0
    ? hashOf(['alone', fingerprintOf(labels)])
    : hashOf(['by', groupBy.map((name) => [name, labels[name] ?? ''])])
}

const overStates = new Set(['OK', 'UP', '0'])
// These tell that somebody knows, or that nothing is to be told, and not how it is.
const silentTypes = /^(ACKNOWLEDGEMENT|DOWNTIME\w*|FLAPPING\w*|CUSTOM)$/

/** What the notification scripts of Icinga and Nagios know, by either of their spellings. */
function readIcinga(body: unknown, { receivedAt }: ReadWith): Alert[] {
  const fields = Object.fromEntries(
    Object.entries(textsOf(body)).map(([name, value]) => [
      name
        .toLowerCase()
        .replace(/^(icinga|nagios)_/, '')
        .replaceAll('_', ''),
      value,
    ]),
  )
  const host = labelOf(fields, ['host', 'hostname', 'hostdisplayname'])
  const service = labelOf(fields, ['service', 'servicedesc', 'servicename', 'servicedisplayname'])
  const state = labelOf(fields, ['state', 'servicestate', 'hoststate'])?.toUpperCase()
  const type = labelOf(fields, ['type', 'notificationtype'])?.toUpperCase() ?? ''
  if (host === undefined || state === undefined) throw new AlertsParked('no_alerts')
  if (silentTypes.test(type)) return []
  const labels = { host, ...(service === undefined ? {} : { check: service }) }
  const output = labelOf(fields, ['output', 'serviceoutput', 'hostoutput', 'longoutput']) ?? ''
  return [
    {
      fingerprint: fingerprintOf(labels),
      group: hashOf(['check', host, service ?? '']),
      title: `${service === undefined ? host : `${service}: ${host}`} (${state})`,
      text: output,
      severity: state.toLowerCase(),
      isFiring: !(overStates.has(state) || type === 'RECOVERY'),
      startsAt: receivedAt,
      expiresAt: null,
      labels,
      link: null,
    },
  ]
}

function readMapped(body: unknown, using: ReadWith): Alert[] {
  const { mapping } = using
  if (mapping === null) throw new AlertsParked('not_mapped')
  const found = mapping.list === undefined ? [body] : pointed(body, mapping.list)
  if (!Array.isArray(found)) throw new AlertsParked('not_mapped')
  return found.map((each) => mappedAlert(each, mapping, using))
}

function mappedAlert(body: unknown, mapping: Mapping, { receivedAt, groupBy }: ReadWith): Alert {
  const at = (pointer: string | undefined) => (pointer === undefined ? '' : textOf(pointed(body, pointer)))
  const title = at(mapping.title)
  if (title.trim() === '') throw new AlertsParked('not_mapped')
  const [host, application, key] = [at(mapping.host), at(mapping.application), at(mapping.key)]
  const labels = {
    ...textsOf((objectOf(body) as { labels?: unknown }).labels),
    ...(host === '' ? {} : { host }),
    ...(application === '' ? {} : { application }),
  }
  const status = at(mapping.status).toLowerCase()
  const own: Record<string, string> = key === '' ? { title, ...labels } : { key }
  return {
    fingerprint: fingerprintOf(own),
    group:
      mapping.group === undefined
        ? groupOf(groupBy, { ...labels, ...own })
        : hashOf(['mapped', at(mapping.group)]),
    title,
    text: at(mapping.text),
    severity: at(mapping.severity),
    isFiring: !mapping.over.some((word) => word.toLowerCase() === status),
    startsAt: beganAt(at(mapping.starts_at), receivedAt),
    expiresAt: null,
    labels,
    link: linkOf(at(mapping.link)),
  }
}

/** What a JSON pointer (RFC 6901) leads to; nothing where it leads nowhere. */
export function pointed(value: unknown, pointer: string): unknown {
  let at = value
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Record<string, unknown>)[name]
  }
  return at
}

function textOf(value: unknown): string {
  return textsOf({ value }).value ?? ''
}

function objectOf(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new AlertsParked('no_alerts')
  return value
}

function linkOf(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 500 || !URL.canParse(text)) return null
  const { protocol, href } = new URL(text)
  return /^https?:$/.test(protocol) ? href : null
}
