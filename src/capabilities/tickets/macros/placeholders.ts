/**
 * What may be filled into texts that are used again and again: `{{requester.first_name}}`. What is written behind a
 * bar stands there when there is nothing to fill in: `{{promise|as soon as we can}}`.
 */
import type { Actor } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { cut, plainWords } from '../deeds.ts'

/** What the requester may read. */
export const told = [
  'requester.first_name',
  'requester.name',
  'agent.first_name',
  'agent.name',
  'ticket.number',
  'ticket.title',
  'promise',
] as const
/** The team and the state as such are for the inner side. */
export const inner = ['team.name', 'ticket.state'] as const
/** What is known without any ticket. */
export const ofAgent = ['agent.first_name', 'agent.name'] as const
type Placeholder = (typeof told)[number] | (typeof inner)[number]

/** Bounded and of one part, so that no text makes it try again and again; what it finds is split in code. */
const pattern = /( ?)\{\{([^{}]{0,280})\}\}/g
const name_max = 40
const otherwise_max = 200
/** As long as a message may be. */
const filled_max = 100_000

export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]
export type Values = Readonly<Record<Placeholder, string>>
export type Filling = { readonly language: Language; readonly values: Values }

/** The sentence about the first placeholder of a text that cannot be filled in there. */
export function unknownIn(text: string, known: readonly string[]): string | undefined {
  const unknown = [...text.matchAll(pattern)]
    .map(([, , content = '']) => split(content)?.name)
    .find((name) => name !== undefined && !known.includes(name))
  if (unknown === undefined) return undefined
  const names = known.map((name) => `{{${name}}}`).join(', ')
  return `{{${unknown}}} cannot be filled in here. There are: ${names}.`
}

/** What has no value leaves no gap: the space before it goes too, so that "Hello ," becomes "Hello,". */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  const filled = text.replaceAll(pattern, (whole, space: string, content: string) => {
    const { name, otherwise } = split(content) ?? {}
    const value = name === undefined ? undefined : values[name]
    if (value === undefined) return whole
    if (value !== '') return `${space}${plainWords(value)}`
    return otherwise ? `${space}${otherwise}` : ''
  })
  return cut(filled, filled_max)
}

/** What stands between the braces: a name, and behind a bar what is said when it has no value. */
function split(content: string): { name: string; otherwise: string } | undefined {
  const bar = content.indexOf('|')
  const name = (bar < 0 ? content : content.slice(0, bar)).trim()
  const otherwise = bar < 0 ? '' : content.slice(bar + 1)
  if (name.length > name_max || otherwise.length > otherwise_max) return undefined
  return { name, otherwise: otherwise.trim() }
}

type Row = {
  number: number
  title: string
  state: string
  due_at: string | null
  is_done: boolean
  requester: string | null
  team: string | null
  language: Language
  time_zone: string
}

/** The values of a ticket that the actor sees, and the language of its requester. */
export async function fillingOf(tx: Tx, actor: Pick<Actor, 'name'>, ticketId: string): Promise<Filling> {
  const row = await tx.one(
    raw<Row>(
      `select r.number, r.title, r.state, r.due_at, r.category = 'done' as is_done, q.name as requester, t.name as team,
         coalesce(q.language, g.language) as language, g.time_zone
       from core.record r join core.organization g on g.id = r.org_id
         left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
         left join core.team t on t.org_id = r.org_id and t.id = r.team_id
       where r.org_id = $1 and r.id = $2`,
      [tx.orgId, ticketId],
    ),
  )
  const values = {
    ...agentValues(actor.name),
    'requester.first_name': firstName(row.requester ?? ''),
    'requester.name': row.requester ?? '',
    'ticket.number': `#${row.number}`,
    'ticket.title': row.title,
    'ticket.state': row.state.replaceAll('_', ' '),
    'team.name': row.team ?? '',
    promise: row.due_at === null || row.is_done ? '' : written(row.due_at, row.language, row.time_zone),
  }
  return { language: row.language, values }
}

export function agentValues(name: string) {
  return { 'agent.first_name': firstName(name), 'agent.name': name }
}

// "Reyes, Dana" and "Dana Reyes" are both called Dana.
function firstName(name: string): string {
  const [last = '', first] = name.split(',')
  return (first?.trim() || last.trim()).split(/\s+/)[0] ?? ''
}

function written(at: string, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at))
}
