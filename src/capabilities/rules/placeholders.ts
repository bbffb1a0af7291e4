/** The words that a rule may fill into its texts: `{{number}}`, `{{title}}` … */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { cut, plainWords } from '../tickets/index.ts'

const told = ['number', 'title', 'requester', 'owner'] as const
/** The team and the state as such are for the inner side. */
const inner = ['team', 'state', 'priority'] as const
type Placeholder = (typeof told)[number] | (typeof inner)[number]
const pattern = /\{\{\s*([^{}]{0,40}?)\s*\}\}/g

/** The placeholders that a text may use, by whether the requester reads it. */
export function placeholdersFor(isPublic: boolean): readonly string[] {
  return isPublic ? told : [...told, ...inner]
}

/** The names in a text that are no placeholders there. */
export function unknownPlaceholders(text: string, isPublic: boolean): string[] {
  const known = placeholdersFor(isPublic)
  return [...text.matchAll(pattern)].map(([, name = '']) => name).filter((name) => !known.includes(name))
}

export type Values = Record<Placeholder, string>

/** As long as a message may be: a short text that names a long title again and again would be longer. */
const filled_max = 100_000

/** What people wrote is filled in as plain words: it mentions nobody and formats nothing. */
export function fill(text: string, values: Values): string {
  const filled = text.replaceAll(pattern, (whole, name: string) => {
    const value = values[name as Placeholder]
    return value === undefined ? whole : plainWords(value)
  })
  return cut(filled, filled_max)
}

/** The values of a ticket as it is now; what it does not have is a dash. */
export async function valuesOf(tx: Tx, ticketId: string): Promise<Values> {
  const row = await tx.one(
    raw<Record<Placeholder, string | number | null>>(
      `select r.number, r.title, r.state, r.priority, q.name as requester, o.name as owner, t.name as team
       from core.record r left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
         left join core.person o on o.org_id = r.org_id and o.id = r.owner_id left join core.team t on t.org_id = r.org_id and t.id = r.team_id
       where r.org_id = $1 and r.id = $2`,
      [tx.orgId, ticketId],
    ),
  )
  const words = Object.entries(row).map(([name, value]) => [name, value === null ? '–' : String(value)])
  const values = Object.fromEntries(words) as Values
  return { ...values, state: values.state.replaceAll('_', ' ') }
}
