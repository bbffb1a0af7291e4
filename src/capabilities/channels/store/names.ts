/** Finds the people, teams, places and categories that tickets name, and creates what is missing as the mapping says. */
import type { Tx } from '../../../platform/db/transaction.ts'
import type { ImportedTicket } from '../import/plan/imported-ticket.ts'
import { type Category, categoryKey, type Names, nameKey } from './kept-names.ts'
import { learnCategories, learnNamed } from './list-names.ts'
import { learnPeople } from './people-names.ts'

/**
 * Looks up every name of the tickets that is not known yet, in the transaction that will write them. Imports of
 * one organization do this one after the other, so that two never create the same name.
 */
export async function learnNames(
  tx: Tx,
  names: Names,
  tickets: readonly ImportedTicket[],
  now: string,
): Promise<void> {
  const wanted = namesIn(tickets)
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

function namesIn(tickets: readonly ImportedTicket[]): Wanted {
  const wanted: Wanted = { people: new Map(), teams: new Map(), places: new Map(), categories: new Map() }
  const add = (field: string, name: unknown) => {
    const list = listOf[field]
    if (list !== undefined && typeof name === 'string') wanted[list].set(nameKey(name), name)
  }
  for (const ticket of tickets) {
    add('requester', ticket.requesterName)
    add('openedBy', ticket.openedByName)
    for (const event of ticket.events) {
      add('owner', event.actorName)
      for (const [field, value] of changesOf(event)) add(field, value)
    }
    for (const pair of categoriesOf(ticket))
      wanted.categories.set(categoryKey(pair.category, pair.subcategory), pair)
    for (const message of ticket.messages) add('owner', message.authorName)
  }
  return wanted
}

/** A ticket's category is a pair of fields; it is taken as it stands after each row, not between two of its fields. */
function categoriesOf(ticket: ImportedTicket): Category[] {
  const pairs: Category[] = []
  let pair: { category: string | null; subcategory: string | null } = { category: null, subcategory: null }
  for (const [index, event] of ticket.events.entries()) {
    for (const [field, value] of changesOf(event))
      if (field === 'category' || field === 'subcategory')
        pair = { ...pair, [field]: typeof value === 'string' ? value : null }
    const next = ticket.events[index + 1]
    const isRowOver = event.values || next?.line !== event.line || next.at !== event.at
    if (isRowOver && pair.category !== null)
      pairs.push({ category: pair.category, subcategory: pair.subcategory })
  }
  return pairs
}

function changesOf(event: ImportedTicket['events'][number]): [string, unknown][] {
  if (event.values) return Object.entries(event.values)
  return event.field === null ? [] : [[event.field, event.to]]
}

function unknown(wanted: ReadonlyMap<string, string>, known: ReadonlyMap<string, unknown>): string[] {
  return [...wanted].filter(([key]) => !known.has(key)).map(([, name]) => name)
}
