import { Type } from 'typebox'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, NullableId, NullableTime, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { plainAction } from '../../action.ts'
import { type Actor, may } from '../../actor.ts'
import { isEmergencyAccount, lockUnmerged, requireAdministrator, requireHeld } from '../policy.ts'
import { lockOrganization, tellPermissions } from '../store.ts'
import { lockRole } from './roles.ts'

const Params = Body({ id: Id })
const beyond_own = 'This role may do more than you. Ask somebody who manages roles.'
const permits = (actor: Actor) => may(actor, 'roles.manage') || may(actor, 'people.manage')

/**
 * Gives a person a role, from now or later, for good or until a day. The department says where the person fills
 * it, for the organization chart; what the role may do is the same everywhere.
 */
export const assign = plainAction({
  name: 'roles.assign',
  summary:
    'Give a person a role. The department tells where the person fills it and limits nothing that the role may do.',
  path: '/api/people/:id/roles',
  params: Params,
  input: Body({
    role_id: Id,
    department_id: Type.Optional(NullableId),
    valid_from: Type.Optional(Time),
    valid_to: Type.Optional(NullableTime),
  }),
  output: Type.Object({ assignment_id: Id }),
  needsStepUp: true,
  accountAct: 'role',
  permits,
  run: async ({ app, tx, actor, input, params, now }) => {
    const person = await lockUnmerged(tx, params.id ?? '')
    const role = await lockRole(tx, input.role_id)
    requireHeld(actor, role.permissions, beyond_own)
    if (role.archived_at !== null) throw conflict('This role is archived.')
    if (await isEmergencyAccount(tx, person.id))
      throw conflict('An emergency account holds no standing role. It takes one when it is used.')
    const from = input.valid_from ?? now
    const to = input.valid_to ?? null
    if (to !== null && (Date.parse(to) <= Date.parse(from) || Date.parse(to) <= Date.parse(now)))
      throw invalid('#/valid_to', 'The end must lie after the beginning and in the future.')
    const department = input.department_id ?? null
    if (department !== null) await requireDepartment(tx, department)
    const overlapping = await tx.maybe(
      raw(
        `select 1 as one from core.role_assignment where org_id = $1 and person_id = $2 and role_id = $3 and department_id is not distinct from $4
           and valid_from < coalesce($6::timestamptz, 'infinity') and coalesce(valid_to, 'infinity') > $5`,
        [tx.orgId, person.id, role.id, department, from, to],
      ),
    )
    if (overlapping) throw conflict('This person holds the role already at that time.')
    const id = newId()
    tx.send(
      raw(
        'insert into core.role_assignment (org_id, id, person_id, role_id, department_id, valid_from, valid_to) values ($1,$2,$3,$4,$5,$6,$7)',
        [tx.orgId, id, person.id, role.id, department, from, to],
      ),
    )
    tellPermissions(app, tx, [person.id])
    return {
      result: { assignment_id: id },
      accounts: [{ personId: person.id, roleId: role.id }],
      audit: { person: person.id, role: role.id, assignment: id },
    }
  },
})

async function requireDepartment(tx: Tx, id: string): Promise<void> {
  const found = await tx.maybe(
    raw('select 1 as one from core.department where org_id = $1 and id = $2 and archived_at is null', [
      tx.orgId,
      id,
    ]),
  )
  if (!found) throw invalid('#/department_id', 'This department does not exist, or is not used any more.')
}

/** Takes a role from a person, now. That it was held stays on record. */
export const unassign = plainAction({
  name: 'roles.unassign',
  summary: 'Take a role from a person.',
  path: '/api/people/:id/roles/end',
  params: Params,
  input: Body({ assignment_id: Id }),
  output: Type.Object({ assignment_id: Id }),
  needsStepUp: true,
  permits,
  run: async ({ app, tx, actor, input, params, now }) => {
    lockOrganization(tx)
    const held = await tx.maybe(
      raw<{
        person_id: string
        role_id: string
        valid_from: string
        valid_to: string | null
        permissions: string[]
      }>(
        `select a.person_id, a.role_id, a.valid_from, a.valid_to, o.permissions from core.role_assignment a
         join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = $1 and a.id = $2 and a.person_id = $3 for update of a`,
        [tx.orgId, input.assignment_id, params.id],
      ),
    )
    if (!held) throw notFound('This assignment')
    requireHeld(actor, held.permissions, beyond_own)
    if (held.valid_to !== null && Date.parse(held.valid_to) <= Date.parse(now))
      throw conflict('This has ended already.')
    const hasBegun = Date.parse(held.valid_from) < Date.parse(now)
    tx.send(
      hasBegun
        ? raw('update core.role_assignment set valid_to = $3 where org_id = $1 and id = $2', [
            tx.orgId,
            input.assignment_id,
            now,
          ])
        : raw('delete from core.role_assignment where org_id = $1 and id = $2', [
            tx.orgId,
            input.assignment_id,
          ]),
    )
    await requireAdministrator(tx, now)
    tellPermissions(app, tx, [held.person_id])
    return {
      result: { assignment_id: input.assignment_id },
      audit: { person: held.person_id, role: held.role_id, assignment: input.assignment_id },
    }
  },
})
