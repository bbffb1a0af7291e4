/** Rules about people that look at more than one permission. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, forbidden, notFound } from '../../platform/http/problem.ts'
import { type Actor, may } from '../actor.ts'

/** The part of a role assignment (alias `a`) that says: it holds at $time. */
function holdsAt(time: string): string {
  return `a.valid_from <= ${time} and (a.valid_to is null or a.valid_to > ${time})`
}

/** What a group of a login provider gave counts for so long after it ended, for who may do more than somebody. */
const provided_days = 90

/**
 * The part of a role assignment (alias `a`) that says: the person holds the role at $time, will, or held it by a group
 * of a provider, which ends by itself a day after each visit and comes back with the next one.
 */
export function isHeldStill(time: string): string {
  return `(a.valid_to is null or a.valid_to > case when a.provider_id is null then ${time} else ${time} - interval '${provided_days} days' end)`
}

/**
 * Refuses to change people who may do more than the actor: whoever could give them a new address or password
 * would otherwise take their place. Who manages roles may.
 */
export async function requireNotAbove(tx: Tx, actor: Actor, personId: string, now: string): Promise<void> {
  if (may(actor, 'roles.manage') || personId === actor.personId) return
  // It holds no role, and may take one that does more than the actor.
  if (await isEmergencyAccount(tx, personId)) throw forbidden(above)
  const rows = await tx.all(
    raw<{ permission: string }>(
      `select distinct permission from core.role_assignment a
         join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
       where a.org_id = $1 and a.person_id = $2 and ${isHeldStill('$3::timestamptz')}`,
      [tx.orgId, personId, now],
    ),
  )
  requireHeld(
    actor,
    rows.map((row) => row.permission),
    above,
  )
}

const above = 'This person may do more than you. Ask somebody who manages roles.'

/** True for an account that holds no standing role, is merged with nobody, and is changed by who manages roles alone. */
export async function isEmergencyAccount(tx: Tx, personId: string): Promise<boolean> {
  const values = [tx.orgId, personId]
  return (
    (await tx.maybe(
      raw('select 1 as one from core.emergency_account where org_id = $1 and person_id = $2', values),
    )) !== undefined
  )
}

/** Nobody gives what they do not hold, but for those who manage roles. */
export function requireHeld(actor: Actor, permissions: readonly string[], sentence: string): void {
  if (may(actor, 'roles.manage')) return
  if (!permissions.every((permission) => may(actor, permission))) throw forbidden(sentence)
}

/**
 * Refuses to leave the organization without an administrator who can sign in for good. Call it after the change,
 * with the organization locked before it.
 */
export async function requireAdministrator(tx: Tx, now: string): Promise<void> {
  const left = await tx.maybe(
    raw(
      `select 1 as one from core.role_assignment a
         join core.role o on o.org_id = a.org_id and o.id = a.role_id
         join core.person p on p.org_id = a.org_id and p.id = a.person_id
         join core.password w on w.org_id = p.org_id and w.person_id = p.id
       where a.org_id = $1 and o.key = 'administrator' and o.is_builtin and p.is_active and p.merged_into_id is null
         and ${holdsAt('$2')} and a.valid_to is null limit 1`,
      [tx.orgId, now],
    ),
  )
  if (!left)
    throw conflict('Nobody would be left to administer Wardline. Make somebody else an administrator first.')
}

export type PersonRow = {
  id: string
  name: string
  email: string | null
  phone: string | null
  extension: string | null
  badge: string | null
  external_key: string | null
  kind: string
  is_active: boolean
  merged_into_id: string | null
  erased_at: string | null
  manager_id: string | null
  custodian_id: string | null
}

/** The person, locked for this write. Throws a 404 when there is none. */
export async function lockPerson(tx: Tx, id: string): Promise<PersonRow> {
  const person = await tx.maybe(
    raw<PersonRow>(
      'select id, name, email, phone, extension, badge, external_key, kind, is_active, merged_into_id, erased_at, manager_id, custodian_id from core.person where org_id = $1 and id = $2 for no key update',
      [tx.orgId, id],
    ),
  )
  if (!person) throw notFound('This person')
  return person
}

/** The same, for what makes no sense with somebody who was merged into another, or whose data was erased. */
export async function lockUnmerged(tx: Tx, id: string): Promise<PersonRow> {
  const person = await lockPerson(tx, id)
  if (person.merged_into_id !== null)
    throw conflict('This person was merged into another one.', { merged_into_id: person.merged_into_id })
  if (person.erased_at !== null)
    throw conflict('The data of this person was erased, or is being erased. The entry stays as it is.')
  return person
}

/**
 * All entries behind which the person stands: entries that were merged, and emergency accounts that one answers for, both
 * ways. Where two have to agree, they are two people.
 */
export async function oneself(tx: Tx, personId: string): Promise<string[]> {
  const entries = await tx.all(
    raw<{ id: string }>(
      `with recursive entry (id) as (
         select $2::uuid
         union
         select n.id from entry o cross join lateral (
           select p.merged_into_id as id from core.person p where p.org_id = $1 and p.id = o.id and p.merged_into_id is not null
           union all select p.id from core.person p where p.org_id = $1 and p.merged_into_id = o.id
           union all select e.owner_id from core.emergency_account e where e.org_id = $1 and e.person_id = o.id
           union all select e.person_id from core.emergency_account e where e.org_id = $1 and e.owner_id = o.id) n)
       select id from entry`,
      [tx.orgId, personId],
    ),
  )
  return entries.map(({ id }) => id)
}

/** The names of the teams for which records are kept, and in which nobody who is active is left but the person. */
export async function teamsOnlyOf(tx: Tx, personId: string): Promise<string[]> {
  const teams = await tx.all(
    raw<{ name: string }>(
      `select t.name from core.team_member m join core.team t on t.org_id = m.org_id and t.id = m.team_id
       where m.org_id = $1 and m.person_id = $2
         and not exists (select from core.team_member o join core.person p on p.org_id = o.org_id and p.id = o.person_id
           where o.org_id = m.org_id and o.team_id = m.team_id and o.person_id <> m.person_id and p.is_active)
         and (exists (select from core.record r where r.org_id = m.org_id and r.team_id = m.team_id and r.restriction = 'team')
           or exists (select from core.admission d join core.record r on r.org_id = d.org_id and r.id = d.record_id and r.restriction = 'listed'
             where d.org_id = m.org_id and d.team_id = m.team_id and d.way = 'named' and d.ended_at is null))
       order by t.name limit 5`,
      [tx.orgId, personId],
    ),
  )
  return teams.map(({ name }) => name)
}

/** Refuses to leave records to a team without anybody in it: nobody would see them. Call it with the organization locked. */
export async function requireTeamsKept(tx: Tx, personId: string): Promise<void> {
  const teams = await teamsOnlyOf(tx, personId)
  if (teams.length > 0)
    throw conflict(
      `Records are kept for this team alone, and nobody else is in it: ${teams.join(', ')}. Take somebody else into the team first, or pass the records on.`,
    )
}
