/** Finds the people, teams, places and categories that tickets name, and creates what is missing as the mapping says. */
import type { Tx } from '../../../platform/db/transaction.ts'
import type { ImportedEvent, ImportedMessage, ImportedTicket } from '../import/plan/imported-ticket.ts'
import { type Category, categoryKey, type Names, nameKey } from './kept-names.ts'
import { learnCategories, learnNamed } from './list-names.ts'
import { learnPeople } from './people-names.ts'
import { valuesOf } from './telling.ts'

/** A ticket of a file, and of its events and messages those that are to be stored. */
export type TicketPart = {
  source: ImportedTicket
  isWhole: boolean
  events: readonly ImportedEvent[]
  messages: readonly ImportedMessage[]
}

/** All of a ticket. */
export function whole(source: ImportedTicket): TicketPart {
  return { source, isWhole: true, events: source.events, messages: source.messages }
}

/**
 * Looks up every name of what is to be stored that is not known yet, in the transaction that will write them. Imports of
 * one organization do this one after the other, so that two never create the same name.
 */
export async function learnNames(
  tx: Tx,
  names: Names,
  parts: readonly TicketPart[],
  now: string,
): Promise<void> {
  const wanted = namesIn(parts)
  await learnPeople(tx, names, unknown(wanted.people, names.people), now)
  await learnNamed(tx, names, 'teams', unknown(wanted.teams, names.teams))
  await learnNamed(tx, names, 'places', unknown(wanted.places, names.places))
  const categories = [...wanted.categories.values()].filter(
    (each) => !names.categories.has(categoryKey(each.category, each.subcategory)),
  )
  if (categories.length > 0) await learnCategories(tx, names, categories)
}

type Wanted = {
  people: Map<string, string>
  teams: Map<string, string>
  places: Map<string, string>
  categories: Map<string, Category>
}

const listOf: Readonly<Record<string, 'people' | 'teams' | 'places'>> = {
  requester: 'people',
  owner: 'people',
  openedBy: 'people',
  team: 'teams',
  place: 'places',
}

function namesIn(parts: readonly TicketPart[]): Wanted {
  const wanted: Wanted = { people: new Map(), teams: new Map(), places: new Map(), categories: new Map() }
  const add = (field: string, name: unknown) => {
    const list = listOf[field]
    if (list !== undefined && typeof name === 'string') wanted[list].set(nameKey(name), name)
  }
  for (const { source, isWhole, events, messages } of parts) {
    if (isWhole) {
      add('requester', source.requesterName)
      add('openedBy', source.openedByName)
    }
    for (const event of events) {
      add('owner', event.actorName)
      for (const [field, value] of valuesOf(event)) add(field, value)
    }
    const from = isWhole ? '' : (events[0]?.at ?? '')
    for (const { at, pair } of categoriesOf(source))
      if (at >= from) wanted.categories.set(categoryKey(pair.category, pair.subcategory), pair)
    for (const message of messages) add('owner', message.authorName)
  }
  return wanted
}

/** A ticket's category is a pair of fields; it is taken as it stands after each row, not between two of its fields. */
function categoriesOf(ticket: ImportedTicket): { at: string; pair: Category }[] {
  const pairs: { at: string; pair: Category }[] = []
  let now: { category: string | null; subcategory: string | null } = { category: null, subcategory: null }
  for (const [index, event] of ticket.events.entries()) {
    const before = now
    for (const [field, value] of valuesOf(event))
      if (field === 'category' || field === 'subcategory')
        now = { ...now, [field]: typeof value === 'string' ? value : null }
    const next = ticket.events[index + 1]
    const isRowOver = event.values || next?.line !== event.line || next.at !== event.at
    const { category, subcategory } = now
    if (isRowOver && category !== null && now !== before)
      pairs.push({ at: event.row?.at ?? event.at, pair: { category, subcategory } })
  }
  return pairs
}

function unknown(wanted: ReadonlyMap<string, string>, known: ReadonlyMap<string, unknown>): string[] {
  return [...wanted].filter(([key]) => !known.has(key)).map(([, name]) => name)
}
