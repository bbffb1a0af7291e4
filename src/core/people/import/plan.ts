/** What an import would do: each row is held against the people who are there. Reads only. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Actor, may } from '../../actor.ts'
import { contactFields } from '../actions/edit.ts'
import type { ImportRow, ReadPeople, RowError } from './read.ts'

export type Planned = {
  what: 'create' | 'update' | 'unchanged'
  id: string
  row: ImportRow
  /** The columns that become other than they are. */
  changes: (typeof compared)[number][]
  /** True when something by which the person is reached or vouched for stands there already and becomes other. */
  replaces: boolean
}
export type Plan = {
  planned: Planned[]
  errors: RowError[]
  departments: string[]
  sites: string[]
}

type Known = {
  id: string
  name: string
  email: string | null
  phone: string | null
  title: string | null
  language: string | null
  external_key: string | null
  extension: string | null
  badge: string | null
  department: string | null
  site: string | null
  manager_email: string | null
  merged_into_id: string | null
  erased_at: string | null
  kind: string
  is_above: boolean
  is_emergency: boolean
}

/** Holds the rows against the database. */
export async function planImport(tx: Tx, actor: Actor, read: ReadPeople, now: string): Promise<Plan> {
  const [people, departments, sites] = await tx.many(
    findKnown(tx, actor, read.rows, now),
    raw<{ name: string }>('select name from core.department where org_id = $1', [tx.orgId]),
    raw<{ name: string }>('select name from core.site where org_id = $1', [tx.orgId]),
  )
  const known = index(people)
  const addresses = new Set([...known.byEmail.keys(), ...read.rows.flatMap((row) => row.email ?? [])])
  const errors = [...read.errors]
  const planned: Planned[] = []
  const used = new Map<string, number>()
  for (const row of read.rows) {
    const result = match(row, known, addresses)
    if (typeof result === 'string') {
      errors.push({ line: row.line, column: '', detail: result })
      continue
    }
    const line = result && used.get(result.id)
    if (line !== undefined && result) {
      errors.push({ line: row.line, column: '', detail: `The same person stands in line ${line} already.` })
      continue
    }
    if (result) used.set(result.id, row.line)
    const changes = result ? difference(result, row) : []
    const what = result === undefined ? 'create' : changes.length > 0 ? 'update' : 'unchanged'
    const replaces = changes.some((column) => isContact(column) && result?.[column] != null)
    planned.push({ what, id: result?.id ?? newId(), row, changes, replaces })
  }
  return {
    planned,
    errors: errors.sort((a, b) => a.line - b.line),
    departments: missing(planned, 'department', departments),
    sites: missing(planned, 'site', sites),
  }
}

function findKnown(tx: Tx, actor: Actor, rows: readonly ImportRow[], now: string) {
  const emails = rows.flatMap((row) => [row.email, row.manager_email]).filter((email) => email !== null)
  const keys = rows.flatMap((row) => row.external_key ?? [])
  return raw<Known>(
    `with found as (
       select p.* from core.person p where p.org_id = $1 and (p.email = any($2::text[]) or p.external_key = any($3::text[]))
     ), everyone as (
       select * from found union select p.* from core.person p join found f on p.id = f.merged_into_id where p.org_id = $1
     )
     select p.id, p.name, p.email, p.phone, p.title, p.language, p.external_key, p.extension, p.badge, p.merged_into_id, p.erased_at, p.kind,
       d.name as department, s.name as site, m.email as manager_email,
       exists (select from core.emergency_account y where y.org_id = p.org_id and y.person_id = p.id) as is_emergency,
       not $4 and exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = p.org_id and a.person_id = p.id and (a.valid_to is null or a.valid_to > $6) and not (o.permissions <@ $5::text[])) as is_above
     from everyone p
     left join core.department d on d.org_id = p.org_id and d.id = p.department_id
     left join core.site s on s.org_id = p.org_id and s.id = p.site_id
     left join core.person m on m.org_id = p.org_id and m.id = p.manager_id`,
    [tx.orgId, emails, keys, may(actor, 'roles.manage'), [...actor.permissions], now],
  )
}

type Index = { byId: Map<string, Known>; byEmail: Map<string, Known>; byKey: Map<string, Known> }

function index(people: readonly Known[]): Index {
  const byId = new Map(people.map((person) => [person.id, person]))
  // A double that was merged stands for the person it was merged into.
  const survivor = (person: Known) =>
    (person.merged_into_id === null ? person : byId.get(person.merged_into_id)) ?? person
  const byEmail = new Map<string, Known>()
  const byKey = new Map<string, Known>()
  for (const person of people) {
    if (person.email !== null && (person.merged_into_id === null || !byEmail.has(person.email)))
      byEmail.set(person.email, survivor(person))
    if (person.external_key !== null) byKey.set(person.external_key, survivor(person))
  }
  return { byId, byEmail, byKey }
}

/** The person that a row is about, nobody yet, or the sentence that says why the row cannot go in. */
function match(row: ImportRow, known: Index, addresses: ReadonlySet<string>): Known | undefined | string {
  const byKey = row.external_key === null ? undefined : known.byKey.get(row.external_key)
  const byEmail = row.email === null ? undefined : known.byEmail.get(row.email)
  if (byKey && byEmail && byKey.id !== byEmail.id)
    return 'The number belongs to one person and the address to another. Merge the two first.'
  const person = byKey ?? byEmail
  if (!byKey && byEmail?.external_key && row.external_key && byEmail.external_key !== row.external_key)
    return 'The person with this address has another number.'
  if (person?.kind === 'service') return 'This is a service identity, which is not imported.'
  if (person?.is_emergency) return 'This is an emergency account, which is not imported.'
  if (person?.erased_at) return 'The data of this person is being erased, so that the row is not imported.'
  if (person?.is_above && difference(person, row).some(isContact))
    return 'How this person is reached may be changed only by somebody who manages roles.'
  if (row.manager_email !== null && !addresses.has(row.manager_email))
    return 'The manager is neither in the file nor known.'
  return person
}

const contacts: readonly string[] = [...contactFields, 'manager_email']
/** By what stands in this column somebody is reached, found again or vouched for. */
export const isContact = (column: string) => contacts.includes(column)

const compared = [
  'name',
  'email',
  'phone',
  'title',
  'language',
  'external_key',
  'extension',
  'badge',
  'department',
  'site',
  'manager_email',
] as const

/** What the row changes. An empty cell leaves what is there. */
function difference(person: Known, row: ImportRow): (typeof compared)[number][] {
  return compared.filter((column) => {
    const value = row[column]
    if (value === null) return false
    const present = person[column]
    return column === 'department' || column === 'site'
      ? fold(present ?? '') !== fold(value)
      : present !== value
  })
}

function missing(
  planned: readonly Planned[],
  column: 'department' | 'site',
  present: readonly { name: string }[],
): string[] {
  const known = new Set(present.map(({ name }) => fold(name)))
  const names = new Map<string, string>()
  for (const { row } of planned) {
    const name = row[column]
    if (name !== null && !known.has(fold(name)) && !names.has(fold(name))) names.set(fold(name), name)
  }
  return [...names.values()]
}

/** Names of departments and sites are the same when only case and outer blanks differ. */
export function fold(name: string): string {
  return name.trim().toLowerCase()
}
