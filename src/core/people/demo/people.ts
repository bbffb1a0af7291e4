import type { DemoPerson } from './types.ts'

type Rows = <T extends Record<string, string>>(fileName: string) => T[]
type StaffRow = Record<'first' | 'last' | 'title' | 'department' | 'manager', string> &
  Partial<Record<'roles' | 'team' | 'skills', string>>
type IdentityRow = Record<'key' | 'name' | 'kind' | 'email' | 'owner' | 'note', string>

/** These colleagues read the portal in Spanish. */
const spanishReaders = new Set(['guadalupe-mendez', 'lupe-arredondo', 'consuelo-ibarra', 'yesenia-cordero'])

/** Of the hospital's quality department, and the only one who sees what harmed a patient. */
const safetyOfficer = 'nathan-birdsong'

/** Staff of the hospital and of IT, vendor contacts and service identities, in a stable order. */
export function demoPeople(rowsOf: Rows, siteOf: Map<string, string>, mailDomain: string): DemoPerson[] {
  const rows = [...rowsOf<StaffRow>('people-it.csv'), ...rowsOf<StaffRow>('people-hospital.csv')]
  const staff = rows.map((row, index) => staffMember(row, index, siteOf, mailDomain))
  return [...staff, ...rowsOf<IdentityRow>('other-identities.csv').map(otherIdentity)]
}

function staffMember(
  row: StaffRow,
  index: number,
  siteOf: Map<string, string>,
  mailDomain: string,
): DemoPerson {
  const key = slugOf(`${row.first} ${row.last}`)
  const siteKey = siteOf.get(row.department)
  return {
    key,
    kind: 'staff',
    firstName: row.first,
    lastName: row.last,
    displayName: `${row.first} ${row.last}`,
    title: row.title,
    departmentKey: row.department,
    ...(siteKey && { siteKey }),
    ...(row.manager && { managerKey: row.manager }),
    email: `${slugOf(row.first)}.${slugOf(row.last)}@${mailDomain}`,
    // Only 100 fictional numbers exist (555-0100 to 555-0199), so the extension tells people apart.
    phone: `217-555-01${String((index * 37) % 100).padStart(2, '0')} ext. ${4100 + index}`,
    badge: String(70_100 + index),
    roleKeys: [
      'requester',
      ...listOf(row.roles),
      ...(key === safetyOfficer ? ['clinical-safety-officer'] : []),
    ],
    teamKeys: listOf(row.team),
    skillKeys: listOf(row.skills),
    language: spanishReaders.has(key) ? 'es' : 'en',
  }
}

function otherIdentity(row: IdentityRow): DemoPerson {
  return {
    key: row.key,
    kind: row.kind as DemoPerson['kind'],
    firstName: '',
    lastName: row.name,
    displayName: row.name,
    title: row.kind === 'service' ? 'Service identity' : 'Vendor contact',
    ...(row.email && { email: row.email }),
    roleKeys: [],
    teamKeys: [],
    skillKeys: [],
    language: 'en',
    ownerKey: row.owner,
    note: row.note,
  }
}

function listOf(cell: string | undefined): string[] {
  return cell ? cell.split(';') : []
}

/** A name as a key: lower case, without accents, words joined by hyphens. */
function slugOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}
