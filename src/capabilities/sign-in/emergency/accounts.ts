/** Emergency accounts: made, changed and ended by who manages roles. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { normalizeEmail } from '../../../core/people/email.ts'
import { requireGoodPassword } from '../../../core/people/login/password-rules.ts'
import { removeFactors } from '../../../core/people/login/second-factor.ts'
import { forgetTrial, requireWayIn } from '../../../core/people/login/way-in.ts'
import { hashPassword } from '../../../core/people/password.ts'
import { endSessions, lockOrganization, storeOr, voidLinks } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'

const password_length_min = 24

const fields = {
  owner_id: Id,
  role_ids: Type.Array(Id, { minItems: 1, maxItems: 10 }),
  hours_max: Type.Integer({ minimum: 1, maximum: 24 }),
}
const Password = Type.String({ minLength: 1, maxLength: 1024 })
type Fields = { [K in keyof typeof fields]: Static<(typeof fields)[K]> }

export const createEmergency = plainAction({
  name: 'emergency.create',
  summary: 'Make an account for emergencies: no standing rights, a long password, a second step.',
  input: Body({ ...fields, name: Line(200), email: Line(320), password: Password }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ tx, input, now }) => {
    await requireParts(tx, input)
    const email = normalizeEmail(input.email)
    if (email === undefined) throw invalid('#/email', 'This is not an e-mail address.')
    const id = newId()
    const hash = await hashLong(tx, input.password, { name: input.name, email })
    await storeOr(
      tx,
      raw(
        'insert into core.person (org_id, id, name, email, created_at, updated_at) values ($1,$2,$3,$4,$5,$5)',
        [tx.orgId, id, input.name, email, now],
      ),
      {
        person_email: () => invalid('#/email', 'Somebody else has this address.'),
      },
    )
    tx.send(
      raw('insert into core.password (org_id, person_id, hash, changed_at) values ($1,$2,$3,$4)', [
        tx.orgId,
        id,
        hash,
        now,
      ]),
    )
    tx.send(
      raw(
        'insert into core.emergency_account (org_id, person_id, owner_id, role_ids, hours_max, created_at) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, id, input.owner_id, input.role_ids, input.hours_max, now],
      ),
    )
    return { result: { id }, audit: { person: id, ...told(input) } }
  },
})

export const editEmergency = plainAction({
  name: 'emergency.edit',
  summary: 'Change who answers for an emergency account, what it may take, and, when given, its password.',
  path: '/api/emergency/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body({ ...fields, password: Type.Optional(Password) }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  accountAct: 'password',
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, input, params, now }) => {
    const id = params.id ?? ''
    lockOrganization(tx)
    await requireParts(tx, input)
    const changed = await tx.maybe(
      raw<{ name: string; email: string | null }>(
        `update core.emergency_account e set owner_id = $3, role_ids = $4, hours_max = $5 from core.person p
         where e.org_id = $1 and e.person_id = $2 and e.ended_at is null and p.org_id = e.org_id and p.id = e.person_id
         returning p.name, p.email`,
        [tx.orgId, id, input.owner_id, input.role_ids, input.hours_max],
      ),
    )
    if (!changed) throw notFound('This emergency account')
    if (input.password !== undefined) {
      const hash = await hashLong(tx, input.password, changed)
      tx.send(
        raw(
          `insert into core.password (org_id, person_id, hash, changed_at) values ($1,$2,$3,$4)
           on conflict (org_id, person_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
          [tx.orgId, id, hash, now],
        ),
      )
      await forgetTrial(tx, id, now)
      voidLinks(tx, id, now)
      await endSessions(app, tx, id, now)
    }
    return {
      result: { id },
      // A new owner answers for it, and who knows a new password is in.
      accounts: [{ personId: id }],
      audit: { person: id, ...told(input), has_new_password: input.password !== undefined },
    }
  },
})

export const endEmergency = plainAction({
  name: 'emergency.end',
  summary: 'End an emergency account; what it has taken ends with it.',
  path: '/api/emergency/:id/end',
  params: Body({ id: Id }),
  input: Body({}),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, params, now }) => {
    const id = params.id ?? ''
    lockOrganization(tx)
    const ended = await tx.maybe(
      raw(
        'update core.emergency_account set ended_at = $3 where org_id = $1 and person_id = $2 and ended_at is null returning 1 as one',
        [tx.orgId, id, now],
      ),
    )
    if (!ended) throw notFound('This emergency account')
    await requireWayIn(tx, now)
    const values = [tx.orgId, id, now]
    // Nothing of how it signed in is left to come back.
    tx.send(raw('delete from core.password where org_id = $1 and person_id = $2', [tx.orgId, id]))
    removeFactors(tx, id)
    voidLinks(tx, id, now)
    tx.send(
      raw('update core.person set is_active = false, updated_at = $3 where org_id = $1 and id = $2', values),
    )
    tx.send(
      raw(
        'update core.role_assignment set valid_to = $3 where org_id = $1 and person_id = $2 and valid_to > $3 and valid_from < $3',
        values,
      ),
    )
    tx.send(
      raw(
        'update core.emergency_use set ended_at = $3 where org_id = $1 and person_id = $2 and ended_at is null',
        values,
      ),
    )
    await endSessions(app, tx, id, now)
    return { result: { id }, audit: { person: id } }
  },
})

async function requireParts(tx: Tx, { owner_id, role_ids }: Fields): Promise<void> {
  const roles = [...new Set(role_ids.map((id) => id.toLowerCase()))]
  const [[owner], found] = await tx.many(
    raw(
      `select 1 as one from core.person p where p.org_id = $1 and p.id = $2 and p.is_active and p.merged_into_id is null and p.kind <> 'service'
         and not exists (select from core.emergency_account e where e.org_id = p.org_id and e.person_id = p.id)`,
      [tx.orgId, owner_id],
    ),
    raw('select 1 as one from core.role where org_id = $1 and id = any($2::uuid[]) and archived_at is null', [
      tx.orgId,
      roles,
    ]),
  )
  if (!owner) throw invalid('#/owner_id', 'Choose a person who is active and answers for this account.')
  if (found.length < roles.length)
    throw invalid('#/role_ids', 'One of these roles does not exist, or is not used any more.')
}

async function hashLong(tx: Tx, password: string, person: { name: string; email: string | null }) {
  if ([...password].length < password_length_min)
    throw invalid(
      '#/password',
      `The password of an emergency account has at least ${password_length_min} characters.`,
    )
  const { name } = await tx.one(
    raw<{ name: string }>('select name from core.organization where id = $1', [tx.orgId]),
  )
  requireGoodPassword(password, { ...person, organization: name })
  return hashPassword(password)
}

function told({ owner_id, role_ids, hours_max }: Fields) {
  return { owner: owner_id, roles: role_ids, hours_max }
}
