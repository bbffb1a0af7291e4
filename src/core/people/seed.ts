/** Writes an organization with its structure and people in one piece; the demo hospital is made by it. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { insertRows } from '../records/insert-rows.ts'
import type { DemoOrganization, DemoPerson } from './demo/types.ts'
import { roleCatalogue } from './setup.ts'

const history_days = 750

/** The ids that were given to the keys of a demo organization. */
export type SeededIds = Readonly<
  Record<
    'site' | 'department' | 'place' | 'workstation' | 'skill' | 'team' | 'person',
    ReadonlyMap<string, string>
  >
>

/** The id of a key; a key that is not there is a broken invariant and throws. */
export function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`Nothing was seeded under the key ${key}.`)
  return id
}

/**
 * Sends the statements that write the organization under the transaction's id. Everybody of staff may sign in
 * with the password of the hash. The mark in its settings tells later that it may be thrown away.
 */
export function seedOrganization(tx: Tx, demo: DemoOrganization, passwordHash: string, now: Date): SeededIds {
  const ids: SeededIds = {
    site: idsFor(demo.sites),
    department: idsFor(demo.departments),
    place: idsFor(demo.places),
    workstation: idsFor(demo.workstations),
    skill: idsFor(demo.skills),
    team: idsFor(demo.teams),
    person: idsFor(demo.people),
  }
  const at = new Date(now.getTime() - history_days * 86_400_000).toISOString()
  const { name, slug, timeZone } = demo.organization
  tx.send(
    raw(
      `insert into core.organization (id, name, slug, time_zone, language, settings, created_at) values ($1,$2,$3,$4,'en','{"is_demo": true}',$5)`,
      [tx.orgId, name, slug, timeZone, at],
    ),
  )
  sendPlaces(tx, demo, ids)
  sendPeople(tx, demo, ids, at)
  sendTeams(tx, demo, ids)
  sendRights(tx, demo, ids, passwordHash, at)
  return ids
}

function idsFor(list: readonly { key: string }[]): Map<string, string> {
  return new Map(list.map(({ key }) => [key, newId()]))
}

function optional(ids: ReadonlyMap<string, string>, key: string | undefined): string | null {
  return key === undefined ? null : idOf(ids, key)
}

function sendPlaces(tx: Tx, demo: DemoOrganization, ids: SeededIds): void {
  const send = (table: string, columns: Record<string, string>, rows: object[]) =>
    tx.send(insertRows(tx.orgId, table, columns, rows))
  const named = { id: 'uuid', name: 'text' }
  send(
    'core.site',
    named,
    demo.sites.map(({ key, name }) => ({ id: idOf(ids.site, key), name })),
  )
  send(
    'core.department',
    { ...named, parent_id: 'uuid', site_id: 'uuid' },
    demo.departments.map((each) => ({
      id: idOf(ids.department, each.key),
      name: each.name,
      parent_id: optional(ids.department, each.parentKey),
      site_id: idOf(ids.site, each.siteKey),
    })),
  )
  send(
    'core.place',
    { ...named, site_id: 'uuid', department_id: 'uuid' },
    demo.places.map((each) => ({
      id: idOf(ids.place, each.key),
      name: each.name,
      site_id: idOf(ids.site, each.siteKey),
      department_id: idOf(ids.department, each.departmentKey),
    })),
  )
  send(
    'core.workstation',
    { ...named, place_id: 'uuid', is_shared: 'boolean' },
    demo.workstations.map((each) => ({
      id: idOf(ids.workstation, each.key),
      name: each.name,
      place_id: idOf(ids.place, each.placeKey),
      is_shared: each.personKey === undefined,
    })),
  )
  send(
    'core.skill',
    named,
    demo.skills.map(({ key, name }) => ({ id: idOf(ids.skill, key), name })),
  )
}

function sendPeople(tx: Tx, demo: DemoOrganization, ids: SeededIds, at: string): void {
  tx.send(
    insertRows(
      tx.orgId,
      'core.person',
      {
        id: 'uuid',
        kind: 'text',
        name: 'text',
        email: 'text',
        phone: 'text',
        badge: 'text',
        title: 'text',
        department_id: 'uuid',
        site_id: 'uuid',
        manager_id: 'uuid',
        custodian_id: 'uuid',
        language: 'text',
        is_active: 'boolean',
        created_at: 'timestamptz',
        updated_at: 'timestamptz',
      },
      demo.people.map((person) => ({
        id: idOf(ids.person, person.key),
        kind: person.kind,
        name: person.displayName,
        email: person.email?.toLowerCase(),
        phone: person.phone,
        badge: person.badge,
        title: person.title,
        department_id: optional(ids.department, person.departmentKey),
        site_id: optional(ids.site, person.siteKey),
        manager_id: optional(ids.person, person.managerKey),
        custodian_id: person.kind === 'service' ? optional(ids.person, person.ownerKey) : null,
        language: person.language,
        is_active: true,
        created_at: at,
        updated_at: at,
      })),
    ),
  )
  const skills = demo.people.flatMap((person) =>
    person.skillKeys.map((key, index) => ({
      person_id: idOf(ids.person, person.key),
      skill_id: idOf(ids.skill, key),
      // What somebody names first is what they know best.
      level: index === 0 ? 3 : 2,
    })),
  )
  tx.send(
    insertRows(
      tx.orgId,
      'core.person_skill',
      { person_id: 'uuid', skill_id: 'uuid', level: 'smallint' },
      skills,
    ),
  )
}

function sendTeams(tx: Tx, demo: DemoOrganization, ids: SeededIds): void {
  const people = new Map<string, DemoPerson>(demo.people.map((person) => [person.key, person]))
  const send = (table: string, columns: Record<string, string>, rows: object[]) =>
    tx.send(insertRows(tx.orgId, table, columns, rows))
  send(
    'core.team',
    { id: 'uuid', name: 'text', tier: 'smallint' },
    demo.teams.map((team) => ({ id: idOf(ids.team, team.key), name: team.name, tier: team.tier })),
  )
  send(
    'core.team_member',
    { team_id: 'uuid', person_id: 'uuid', is_lead: 'boolean' },
    demo.teams.flatMap((team) =>
      team.memberKeys.map((key) => ({
        team_id: idOf(ids.team, team.key),
        person_id: idOf(ids.person, key),
        is_lead: key === team.leadKey,
      })),
    ),
  )
  // A team can what its members can.
  const skillsOf = (memberKeys: readonly string[]) => [
    ...new Set(memberKeys.flatMap((key) => people.get(key)?.skillKeys ?? [])),
  ]
  send(
    'core.team_skill',
    { team_id: 'uuid', skill_id: 'uuid' },
    demo.teams.flatMap((team) =>
      skillsOf(team.memberKeys).map((key) => ({
        team_id: idOf(ids.team, team.key),
        skill_id: idOf(ids.skill, key),
      })),
    ),
  )
}

function sendRights(tx: Tx, demo: DemoOrganization, ids: SeededIds, passwordHash: string, at: string): void {
  const roles = roleCatalogue().map((role) => ({
    ...role,
    id: newId(),
    key: role.id,
    duties: role.duties ?? [],
    is_builtin: true,
  }))
  const roleIds = new Map(roles.map((role) => [role.key, role.id]))
  tx.send(
    insertRows(
      tx.orgId,
      'core.role',
      {
        id: 'uuid',
        key: 'text',
        title: 'text',
        family: 'text',
        summary: 'text',
        home: 'text',
        permissions: 'text[]',
        duties: 'jsonb',
        is_builtin: 'boolean',
      },
      roles,
    ),
  )
  tx.send(
    insertRows(
      tx.orgId,
      'core.role_assignment',
      { id: 'uuid', person_id: 'uuid', role_id: 'uuid', valid_from: 'timestamptz' },
      demo.people.flatMap((person) =>
        person.roleKeys.map((key) => ({
          id: newId(),
          person_id: idOf(ids.person, person.key),
          role_id: idOf(roleIds, key),
          valid_from: at,
        })),
      ),
    ),
  )
  tx.send(
    insertRows(
      tx.orgId,
      'core.password',
      { person_id: 'uuid', hash: 'text', changed_at: 'timestamptz' },
      demo.people
        .filter((person) => person.kind === 'staff')
        .map((person) => ({ person_id: idOf(ids.person, person.key), hash: passwordHash, changed_at: at })),
    ),
  )
}
