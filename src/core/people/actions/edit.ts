import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import type { Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { plainAction } from '../../action.ts'
import { may } from '../../actor.ts'
import { requireStepUp } from '../../execute.ts'
import { forgetTrial } from '../login/way-in.ts'
import { isEmergencyAccount, lockUnmerged, requireNotAbove } from '../policy.ts'
import { lockOrganization, storeOr, tellPermissions, voidLinks } from '../store.ts'
import { doubles, emailOf, Language, Phone, personFields, requireSuperiors } from './fields.ts'

const columns = [
  'name',
  'email',
  'phone',
  'title',
  'department_id',
  'site_id',
  'place_id',
  'manager_id',
  'custodian_id',
  'language',
  'external_key',
  'extension',
  'badge',
] as const

/** Changes the given fields of a person; null empties one. */
export const editPerson = plainAction({
  name: 'people.edit',
  summary: 'Change a person.',
  path: '/api/people/:id',
  method: 'PATCH',
  params: Body({ id: Id }),
  input: Body({ name: Type.Optional(Line(200)), ...personFields }),
  output: Type.Object({ id: Id }),
  accountAct: 'contact',
  permits: (actor) => may(actor, 'people.manage'),
  run: async ({ app, tx, actor, input, params, now }) => {
    if (input.email !== undefined) lockOrganization(tx)
    const person = await lockUnmerged(tx, params.id ?? '')
    await requireNotAbove(tx, actor, person.id, now)
    await requireSuperiors(tx, person.id, input)
    if (person.kind === 'service' && input.custodian_id === null)
      throw invalid('#/custodian_id', 'A service identity needs a person who answers for it.')
    const email = input.email === undefined ? undefined : emailOf(input.email)
    // Whoever reads the address can reset the password, so changing it is as privileged as resetting.
    if (email !== undefined && email !== person.email) requireStepUp(app, actor)
    const values = { ...input, ...(email === undefined ? {} : { email }) }
    await update(tx, person.id, values, now)
    // Links went to the old address, which may be somebody else's by now.
    if (email !== undefined && email !== person.email) {
      voidLinks(tx, person.id, now)
      // By the address it signs in.
      if (await isEmergencyAccount(tx, person.id)) await forgetTrial(tx, person.id, now)
    }
    tellPermissions(app, tx, [person.id])
    return {
      result: { id: person.id },
      accounts: changesContact(person, values)
        ? [{ personId: person.id, replaces: replacesContact(person, values) }]
        : [],
      audit: { person: person.id, fields: Object.keys(input) },
    }
  },
})

/** By these somebody is reached, found again or vouched for, so that whoever changes one could be taken for them. */
export const contactFields = ['email', 'phone', 'extension', 'badge', 'external_key', 'manager_id'] as const

type Contacts = Readonly<Record<(typeof contactFields)[number], string | null>>

/** True when a given field by which the person is reached or vouched for is another than before. */
export function changesContact(before: Contacts, given: Readonly<Partial<Contacts>>): boolean {
  return contactFields.some((field) => given[field] !== undefined && given[field] !== before[field])
}

/** True when one of them held something before, so that the person might be reached by it still. */
export function replacesContact(before: Contacts, given: Readonly<Partial<Contacts>>): boolean {
  return contactFields.some(
    (field) => before[field] !== null && given[field] !== undefined && given[field] !== before[field],
  )
}

/** Changes what a person may change of themselves. */
export const editOwnProfile = plainAction({
  name: 'people.edit_own',
  summary: 'Change the own language and phone number.',
  path: '/api/profile',
  method: 'PATCH',
  input: Body({ language: Type.Optional(Language), phone: Type.Optional(Phone) }),
  output: Type.Object({ id: Id }),
  permits: () => true,
  run: async ({ app, tx, actor, input, now }) => {
    if (input.phone !== undefined) {
      const own = await lockUnmerged(tx, actor.personId)
      // Whoever finds a screen unlocked could have the help desk call them back by their own number.
      if (input.phone !== own.phone) requireStepUp(app, actor)
    }
    await update(tx, actor.personId, input, now)
    return { result: { id: actor.personId }, audit: { person: actor.personId, fields: Object.keys(input) } }
  },
})

async function update(
  tx: Tx,
  id: string,
  values: Partial<Record<(typeof columns)[number], string | null>>,
  now: string,
): Promise<void> {
  const changes: RawBuilder<unknown>[] = [sql`updated_at = ${now}`]
  for (const column of columns)
    if (values[column] !== undefined) changes.push(sql`${sql.ref(column)} = ${values[column]}`)
  await storeOr(
    tx,
    sql`update core.person set ${sql.join(changes)} where org_id = ${tx.orgId} and id = ${id}`,
    doubles,
  )
}
