import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { permissionNames } from '../permission-names.ts'
import { demoOrganization } from './organization.ts'

type Catalog = {
  permissions: string[]
  roles: { id: string; home: string; family: string; permissions: string[]; duties: { id: string }[] }[]
  families: Record<string, string>
  workforce: { id: string }[]
}

const organization = demoOrganization()
const catalog = parse(readFileSync(new URL('../roles.yaml', import.meta.url), 'utf8')) as Catalog
const keysOf = (list: { key: string }[]) => new Set(list.map((entry) => entry.key))
const people = keysOf(organization.people)
const departments = keysOf(organization.departments)
const teams = keysOf(organization.teams)

test('Keys are distinct and two calls give the same organization', () => {
  const { people, places, workstations, applications, skills, sharedLogins } = organization
  for (const list of [
    people,
    places,
    workstations,
    applications,
    skills,
    sharedLogins,
    organization.departments,
  ]) {
    assert.equal(keysOf(list).size, list.length)
  }
  assert.deepEqual(demoOrganization(), organization)
})

test('Departments form one tree on known sites', () => {
  const sites = keysOf(organization.sites)
  for (const { key, parentKey, siteKey } of organization.departments) {
    assert.ok(parentKey === undefined || (departments.has(parentKey) && parentKey !== key), key)
    assert.ok(sites.has(siteKey), key)
  }
})

test('Every person has a department, a manager who exists, a phone and an address of their own', () => {
  const staff = organization.people.filter((person) => person.kind === 'staff')
  for (const person of staff) {
    assert.ok(departments.has(person.departmentKey ?? ''), person.key)
    assert.ok(person.managerKey === undefined || people.has(person.managerKey), person.key)
    assert.match(person.phone ?? '', /^217-555-01\d\d ext\. 4\d{3}$/)
    assert.match(person.email ?? '', /^[a-z-]+\.[a-z-]+@willowfork\.example$/)
    for (const team of person.teamKeys) assert.ok(teams.has(team), person.key)
    for (const skill of person.skillKeys)
      assert.ok(keysOf(organization.skills).has(skill), `${person.key}: ${skill}`)
  }
  assert.equal(new Set(staff.map((person) => person.email)).size, staff.length)
  assert.equal(new Set(staff.map((person) => person.phone)).size, staff.length)
})

test('Computers stand in known places and belong to a ward, to a person or to nobody', () => {
  const places = keysOf(organization.places)
  const logins = keysOf(organization.sharedLogins)
  for (const { key, placeKey, personKey, sharedLoginKey } of organization.workstations) {
    assert.ok(places.has(placeKey), key)
    assert.ok(personKey === undefined || people.has(personKey), `${key}: ${personKey}`)
    assert.ok(sharedLoginKey === undefined || logins.has(sharedLoginKey), key)
    assert.ok(!(personKey && sharedLoginKey), key)
  }
  for (const login of organization.sharedLogins) {
    assert.ok(departments.has(login.departmentKey) && !people.has(login.key), login.key)
  }
})

test('Every team has members, a lead among the staff and a known department; applications have a team', () => {
  for (const team of organization.teams) {
    assert.ok(team.memberKeys.length > 0 && team.memberKeys.includes(team.leadKey), team.key)
    assert.ok(departments.has(team.departmentKey), team.key)
  }
  for (const application of organization.applications)
    assert.ok(teams.has(application.teamKey), application.key)
  for (const login of organization.logins) assert.ok(people.has(login.personKey), login.personKey)
  for (const person of organization.people) {
    if (person.kind !== 'staff') assert.ok(people.has(person.ownerKey ?? ''), `${person.key} has no owner`)
  }
})

test('Every role of the catalog is filled by someone, and nobody has an unknown one', () => {
  const held = new Set(organization.people.flatMap((person) => person.roleKeys))
  // What acts by itself gets its identity when it is first needed.
  const forPeople = catalog.roles.map((role) => role.id).filter((id) => id !== 'automation')
  assert.deepEqual([...held].sort(), forPeople.sort())
})

test('Roles use only known permissions, homes and families', () => {
  assert.equal(new Set(catalog.permissions).size, permissionNames.length)
  for (const role of catalog.roles) {
    assert.ok(['desk', 'portal', 'flow', 'knowledge', 'organization'].includes(role.home), role.id)
    assert.ok(role.family in catalog.families, role.id)
    for (const permission of role.permissions) assert.ok(catalog.permissions.includes(permission), permission)
  }
  const duties = [...catalog.roles.flatMap((role) => role.duties), ...catalog.workforce].map(
    (duty) => duty.id,
  )
  assert.equal(new Set(duties).size, duties.length)
})

test('Only the administrator may manage roles, people and the organization, and may do everything but work on patient safety and security and see patient data', () => {
  for (const permission of [
    'roles.manage',
    'people.manage',
    'organization.manage',
    'imports.run',
    'outbox.read',
  ]) {
    const holders = catalog.roles
      .filter((role) => role.permissions.includes(permission))
      .map((role) => role.id)
    assert.deepEqual(holders, ['administrator'])
  }
  const administrator = catalog.roles.find((role) => role.id === 'administrator')
  // What harmed a patient, and what is masked of one, is not for administrators to see.
  const hidden = ['safety.work', 'privacy.see', 'privacy.review', 'security.work']
  const all = catalog.permissions.filter((permission) => !hidden.includes(permission))
  assert.deepEqual(administrator?.permissions, all)
})
