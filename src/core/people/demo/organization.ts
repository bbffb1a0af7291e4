import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { demoPeople } from './people.ts'
import type {
  DemoApplication,
  DemoDepartment,
  DemoLogin,
  DemoNamed,
  DemoOrganization,
  DemoPlace,
  DemoSharedLogin,
  DemoSite,
  DemoTeam,
  DemoWorkstation,
} from './types.ts'

const organization = {
  name: 'Willow Fork Health',
  slug: 'willow-fork',
  timeZone: 'America/Chicago',
  mailDomain: 'willowfork.example',
  locale: 'en-US',
}

const sites: DemoSite[] = [
  { key: 'main', name: 'Willow Fork Medical Center', kind: 'hospital', address: '1200 Fork Road' },
  { key: 'childrens', name: "Willow Fork Children's Clinic", kind: 'clinic', address: '88 Larkspur Lane' },
  { key: 'surgery', name: 'Millrace Surgery Center', kind: 'surgery_center', address: '400 Millrace Drive' },
  { key: 'oak-street', name: 'Oak Street Family Medicine', kind: 'practice', address: '17 Oak Street' },
  { key: 'harlan-road', name: 'Harlan Road Family Medicine', kind: 'practice', address: '2650 Harlan Road' },
]

const logins: DemoLogin[] = [
  { personKey: 'maria-delgado', label: 'Nurse', shows: 'The portal on a shared workstation of 4 West' },
  {
    personKey: 'sam-okafor',
    label: 'Service desk agent',
    shows: 'The queue and the day of a first-line agent',
  },
  { personKey: 'marcus-delacroix', label: 'Specialist', shows: 'What the desk hands to the second line' },
  { personKey: 'denise-kowalczyk', label: 'Team lead', shows: 'Flow, load and promises of a team' },
  { personKey: 'bridget-fennimore', label: 'Knowledge coach', shows: 'Drafts, reviews and publishing' },
  { personKey: 'patrice-lemieux', label: 'Administrator', shows: 'Organization, roles, imports and health' },
  { personKey: 'priscilla-nakamura', label: 'Privacy officer', shows: 'Redaction, audit and all requests' },
  {
    personKey: 'nathan-birdsong',
    label: 'Clinical safety officer',
    shows: 'Reports of harm that nobody else sees, and the hazard log',
  },
  {
    personKey: 'helen-brandvold',
    label: 'Chief Information Officer',
    shows: 'Where the work comes from and goes',
  },
]

/** The rows of a data file as plain text cells; an empty cell is an empty string. */
function rowsOf<T extends Record<string, string>>(fileName: string): T[] {
  const text = readFileSync(new URL(`./data/${fileName}`, import.meta.url), 'utf8')
  return parse(text, { columns: true, trim: true }) as T[]
}

/**
 * The demo hospital: one organization with its sites, departments, places, computers, applications, teams and
 * people. Keys are stable slugs; record ids are given by whoever writes the data to a database.
 */
export function demoOrganization(): DemoOrganization {
  const departments = demoDepartments()
  const siteOf = new Map(departments.map((department) => [department.key, department.siteKey]))
  const people = demoPeople(rowsOf, siteOf, organization.mailDomain)
  return {
    organization,
    sites,
    departments,
    places: demoPlaces(siteOf),
    sharedLogins: demoSharedLogins(),
    workstations: demoWorkstations(),
    applications: demoApplications(),
    teams: demoTeams((teamKey) =>
      people.filter((person) => person.teamKeys.includes(teamKey)).map((p) => p.key),
    ),
    skills: rowsOf<DemoNamed>('skills.csv'),
    categories: rowsOf<DemoNamed>('categories.csv'),
    people,
    logins,
  }
}

function demoDepartments(): DemoDepartment[] {
  return rowsOf<Record<'key' | 'name' | 'site' | 'parent' | 'kind', string>>('departments.csv').map(
    (row) => ({
      key: row.key,
      name: row.name,
      siteKey: row.site,
      ...(row.parent && { parentKey: row.parent }),
      kind: row.kind,
    }),
  )
}

function demoPlaces(siteOf: Map<string, string>): DemoPlace[] {
  const rows =
    rowsOf<Record<'key' | 'name' | 'department' | 'kind' | 'floor' | 'criticality', string>>('places.csv')
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    departmentKey: row.department,
    siteKey: siteOf.get(row.department) ?? 'main',
    kind: row.kind as DemoPlace['kind'],
    floor: Number(row.floor),
    criticality: row.criticality as DemoPlace['criticality'],
  }))
}

function demoSharedLogins(): DemoSharedLogin[] {
  const rows = rowsOf<Record<'key' | 'username' | 'name' | 'department', string>>('shared-logins.csv')
  return rows.map(({ department, ...rest }) => ({ ...rest, departmentKey: department }))
}

function demoWorkstations(): DemoWorkstation[] {
  const rows =
    rowsOf<Record<'key' | 'name' | 'kind' | 'place' | 'shared_login' | 'person', string>>('workstations.csv')
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    kind: row.kind as DemoWorkstation['kind'],
    placeKey: row.place,
    ...(row.shared_login && { sharedLoginKey: row.shared_login }),
    ...(row.person && { personKey: row.person }),
  }))
}

function demoApplications(): DemoApplication[] {
  const rows =
    rowsOf<Record<'key' | 'name' | 'vendor' | 'purpose' | 'criticality' | 'team' | 'users', string>>(
      'applications.csv',
    )
  return rows.map(({ team, users, criticality, ...rest }) => ({
    ...rest,
    criticality: criticality as DemoApplication['criticality'],
    teamKey: team,
    activeUsers: Number(users),
  }))
}

function demoTeams(membersOf: (teamKey: string) => string[]): DemoTeam[] {
  const rows =
    rowsOf<Record<'key' | 'name' | 'tier' | 'hours' | 'department' | 'lead' | 'purpose', string>>('teams.csv')
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    tier: Number(row.tier) as DemoTeam['tier'],
    hours: row.hours as DemoTeam['hours'],
    departmentKey: row.department,
    leadKey: row.lead,
    purpose: row.purpose,
    memberKeys: membersOf(row.key),
  }))
}
