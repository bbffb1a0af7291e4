/** Finds the people, teams, places and categories that a file names, and creates what is missing as its mapping says. */
import { insertRows } from '../../../core/people/seed/insert-rows.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { importFault } from '../import/import-error.ts'
import type { Mapping, MissingPolicy } from '../import/mapping/mapping.ts'
import type { ImportedTicket } from '../import/plan/imported-ticket.ts'

type Kind = 'people' | 'teams' | 'places' | 'categories'
type Category = { category: string; subcategory: string | null }

/** The ids of names that were looked up; kept for a whole run, since most names come again. */
export type Names = {
  readonly mapping: Pick<Mapping, 'origin' | 'missing'>
  readonly people: Map<string, string | null>
  readonly teams: Map<string, string | null>
  readonly places: Map<string, string | null>
  readonly categories: Map<string, string | null>
  /** How many of each were created. */
  readonly created: Record<Kind, number>
}

export function newNames(mapping: Pick<Mapping, 'origin' | 'missing'>): Names {
  return {
    mapping,
    people: new Map(),
    teams: new Map(),
    places: new Map(),
    categories: new Map(),
    created: { people: 0, teams: 0, places: 0, categories: 0 },
  }
}

export function categoryKey(category: string, subcategory: string | null): string {
  return JSON.stringify([category.toLowerCase(), subcategory?.toLowerCase() ?? null])
}

export function nameKey(name: string): string {
  return name.toLowerCase()
}

/** What becomes of a name that is not there; a mapping that says nothing leaves the field empty. */
export function policyOf(mapping: Pick<Mapping, 'missing'>, kind: Kind | 'assets'): MissingPolicy {
  return mapping.missing?.[kind] ?? { do: 'leave-empty' }
}

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

/** The id that the policy puts in the place of a missing name; undefined when it is to be created. */
async function replacement(
  policy: MissingPolicy,
  find: (name: string) => Promise<string | undefined>,
): Promise<string | null | undefined> {
  if (policy.do === 'create') return undefined
  if (policy.do === 'leave-empty') return null
  const id = await find(policy.name)
  if (id === undefined)
    throw importFault(
      'mapping-invalid',
      `The mapping uses “${policy.name}” for missing names, and there is none.`,
    )
  return id
}

// ---------------------------------------------------------------- people

async function learnPeople(tx: Tx, names: Names, wanted: readonly string[], now: string): Promise<void> {
  if (wanted.length === 0) return
  const found = await findPeople(tx, names.mapping.origin, wanted)
  const missing = wanted.filter((name) => !found.has(nameKey(name)))
  for (const [key, id] of found) names.people.set(key, id)
  if (missing.length === 0) return
  const instead = await replacement(policyOf(names.mapping, 'people'), async (name) =>
    (await findPeople(tx, names.mapping.origin, [name])).get(nameKey(name)),
  )
  const rows = missing.map((name) => ({
    id: newId(),
    kind: 'staff',
    name,
    external_key: externalKey(names.mapping.origin, name),
    is_active: true,
    created_at: now,
    updated_at: now,
  }))
  for (const { id, name } of rows) names.people.set(nameKey(name), instead === undefined ? id : instead)
  if (instead !== undefined) return
  names.created.people += rows.length
  const columns = {
    id: 'uuid',
    kind: 'text',
    name: 'text',
    external_key: 'text',
    is_active: 'boolean',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  }
  tx.send(insertRows(tx.orgId, 'core.person', columns, rows))
}

function externalKey(origin: string, name: string): string {
  return `${origin}:${nameKey(name)}`
}

/**
 * The people of these names: those whom an import from the same place created (or into whom they were merged),
 * those with this address, or the only one of this name. Of two people with one name none is taken.
 */
async function findPeople(tx: Tx, origin: string, wanted: readonly string[]): Promise<Map<string, string>> {
  const folded = await tx.all(
    raw<{ name: string; folded: string }>(
      'select name, core.fold(name) as folded from unnest($1::text[]) as wanted (name)',
      [wanted],
    ),
  )
  const [byKey, byEmail, byName] = await tx.many(
    raw<{ id: string; external_key: string }>(
      'select coalesce(merged_into_id, id) as id, external_key from core.person where org_id = $1 and external_key = any($2::text[])',
      [tx.orgId, wanted.map((name) => externalKey(origin, name))],
    ),
    raw<{ id: string; email: string }>(
      'select id, email from core.person where org_id = $1 and email = any($2::text[]) and merged_into_id is null',
      [tx.orgId, wanted.map(nameKey)],
    ),
    raw<{ id: string; sort_name: string }>(
      `select (array_agg(id))[1] as id, sort_name from core.person
       where org_id = $1 and sort_name = any($2::text[]) and merged_into_id is null and kind <> 'service' group by sort_name having count(*) = 1`,
      [tx.orgId, folded.map((each) => each.folded)],
    ),
  )
  const keys = new Map(byKey.map((row) => [row.external_key, row.id]))
  const emails = new Map(byEmail.map((row) => [row.email, row.id]))
  const sortNames = new Map(byName.map((row) => [row.sort_name, row.id]))
  const found = new Map<string, string>()
  for (const { name, folded: sortName } of folded) {
    const id = keys.get(externalKey(origin, name)) ?? emails.get(nameKey(name)) ?? sortNames.get(sortName)
    if (id !== undefined) found.set(nameKey(name), id)
  }
  return found
}

// ---------------------------------------------------------------- teams and places

const tables = { teams: 'core.team', places: 'core.place' } as const

async function learnNamed(
  tx: Tx,
  names: Names,
  kind: 'teams' | 'places',
  wanted: readonly string[],
): Promise<void> {
  if (wanted.length === 0) return
  const list = names[kind]
  const load = async () => {
    const rows = await tx.all(
      raw<{ id: string; name: string }>(`select id, name from ${tables[kind]} where org_id = $1`, [tx.orgId]),
    )
    return new Map(rows.map((row) => [nameKey(row.name), row.id]))
  }
  let there = await load()
  const missing = wanted.filter((name) => !there.has(nameKey(name)))
  if (missing.length > 0) {
    const instead = await replacement(policyOf(names.mapping, kind), async (name) => there.get(nameKey(name)))
    if (instead !== undefined) for (const name of missing) list.set(nameKey(name), instead)
    else {
      names.created[kind] += missing.length
      tx.send(
        raw(
          `insert into ${tables[kind]} (org_id, id, name) select $1, unnest($2::uuid[]), unnest($3::text[]) on conflict do nothing`,
          [tx.orgId, missing.map(() => newId()), missing],
        ),
      )
      // Somebody may have made one of them in a page this very moment; that one counts.
      there = await load()
    }
  }
  for (const name of wanted) {
    const id = there.get(nameKey(name))
    if (id !== undefined) list.set(nameKey(name), id)
  }
}

// ---------------------------------------------------------------- categories

async function learnCategories(tx: Tx, names: Names, wanted: readonly Category[]): Promise<void> {
  let there = await loadCategories(tx)
  const policy = policyOf(names.mapping, 'categories')
  const missing = wanted.filter((each) => !there.has(categoryKey(each.category, each.subcategory)))
  const instead =
    missing.length === 0
      ? undefined
      : await replacement(policy, async (name) => there.get(categoryKey(name, null)))
  if (missing.length > 0 && instead === undefined) {
    const parents = new Map(
      missing
        .filter((each) => !there.has(categoryKey(each.category, null)))
        .map((each) => [categoryKey(each.category, null), { name: each.category, parent_id: null }]),
    )
    if (parents.size > 0) {
      names.created.categories += parents.size
      insertCategories(tx, [...parents.values()])
      there = await loadCategories(tx)
    }
    const children = missing.flatMap((each) => {
      const parent_id = there.get(categoryKey(each.category, null))
      return each.subcategory === null || parent_id === undefined
        ? []
        : [{ name: each.subcategory, parent_id }]
    })
    if (children.length > 0) {
      names.created.categories += children.length
      insertCategories(tx, children)
      there = await loadCategories(tx)
    }
  }
  for (const { category, subcategory } of wanted) {
    const key = categoryKey(category, subcategory)
    // A category that is there is taken without its unknown subcategory rather than lost.
    names.categories.set(key, there.get(key) ?? there.get(categoryKey(category, null)) ?? instead ?? null)
  }
}

async function loadCategories(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.all(
    raw<{ id: string; name: string; parent: string | null }>(
      `select c.id, c.name, p.name as parent from tickets.category c
       left join tickets.category p on p.org_id = c.org_id and p.id = c.parent_id where c.org_id = $1`,
      [tx.orgId],
    ),
  )
  return new Map(
    rows.map((row) => [
      row.parent === null ? categoryKey(row.name, null) : categoryKey(row.parent, row.name),
      row.id,
    ]),
  )
}

function insertCategories(tx: Tx, rows: readonly { name: string; parent_id: string | null }[]): void {
  tx.send(
    raw(
      'insert into tickets.category (org_id, id, parent_id, name) select $1, unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::text[]) on conflict do nothing',
      [tx.orgId, rows.map(() => newId()), rows.map((row) => row.parent_id), rows.map((row) => row.name)],
    ),
  )
}

// ---------------------------------------------------------------- what is not there

const names_per_query = 5_000

/** The names of a plan that the organization does not have. Assets are texts and never missing. */
export async function missingNames(
  tx: Tx,
  mapping: Pick<Mapping, 'origin'>,
  planned: Record<Kind | 'assets', ReadonlyMap<string, number>>,
): Promise<Record<Kind | 'assets', string[]>> {
  const people = [...planned.people.keys()]
  const missing: string[] = []
  for (let from = 0; from < people.length; from += names_per_query) {
    const some = people.slice(from, from + names_per_query)
    const found = await findPeople(tx, mapping.origin, some)
    missing.push(...some.filter((name) => !found.has(nameKey(name))))
  }
  const [teams, places, categories] = await tx.many(
    raw<{ name: string }>('select name from core.team where org_id = $1', [tx.orgId]),
    raw<{ name: string }>('select name from core.place where org_id = $1', [tx.orgId]),
    raw<{ name: string }>('select name from tickets.category where org_id = $1 and parent_id is null', [
      tx.orgId,
    ]),
  )
  const without = (names: ReadonlyMap<string, number>, rows: readonly { name: string }[]) => {
    const there = new Set(rows.map((row) => nameKey(row.name)))
    return [...names.keys()].filter((name) => !there.has(nameKey(name)))
  }
  return {
    people: missing,
    teams: without(planned.teams, teams),
    places: without(planned.places, places),
    categories: without(planned.categories, categories),
    assets: [],
  }
}
