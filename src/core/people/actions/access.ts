/** Letting people in and out: invitation, leaving and coming back, and resets that somebody answers for. */
import { Type } from 'typebox'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { plainAction } from '../../action.ts'
import { type Actor, may } from '../../actor.ts'
import { sendLink } from '../login/invite.ts'
import { removeFactors } from '../login/second-factor.ts'
import { forgetTrial, requireWayIn } from '../login/way-in.ts'
import { mailNotice } from '../mails.ts'
import {
  isEmergencyAccount,
  lockUnmerged,
  type PersonRow,
  requireAdministrator,
  requireNotAbove,
  requireTeamsKept,
} from '../policy.ts'
import { endSessions, lockOrganization, tellPermissions, voidLinks } from '../store.ts'

const Params = Body({ id: Id })
const Mailed = Type.Object({ id: Id, mail: Type.String({ description: 'queued or held' }) })

export const invitePerson = plainAction({
  name: 'people.invite',
  summary: 'Mail a person a link to choose a password; an earlier invitation ends.',
  path: '/api/people/:id/invite',
  params: Params,
  input: Body({}),
  output: Mailed,
  accountAct: 'invite',
  permits: (actor) => may(actor, 'people.manage'),
  run: async ({ app, tx, actor, params, now }) => {
    const person = await lockWithLogin(tx, actor, params.id ?? '', now)
    await refuseEmergency(tx, person.id)
    const known = await tx.maybe(
      raw('select 1 as one from core.password where org_id = $1 and person_id = $2', [tx.orgId, person.id]),
    )
    // Whoever has a login gets a new password otherwise.
    if (known) throw conflict('This person has a password already. Reset it instead.')
    const mail = await sendLink(app, tx, { personId: person.id, issuedBy: actor.personId }, 'invitation', now)
    return {
      result: { id: person.id, mail },
      accounts: [{ personId: person.id }],
      audit: { person: person.id },
    }
  },
})

export const deactivatePerson = plainAction({
  name: 'people.deactivate',
  summary: 'End all access of a person; what the person did stays.',
  path: '/api/people/:id/deactivate',
  params: Params,
  input: Body({}),
  output: Type.Object({ id: Id, is_active: Type.Boolean() }),
  permits: (actor) => may(actor, 'people.manage'),
  run: async ({ app, tx, actor, params, now }) => {
    lockOrganization(tx)
    const person = await lockUnmerged(tx, params.id ?? '')
    if (person.id === actor.personId) throw conflict('You cannot deactivate yourself.')
    await requireNotAbove(tx, actor, person.id, now)
    await requireTeamsKept(tx, person.id)
    tx.send(setActive(tx, person.id, false, now))
    await requireAdministrator(tx, now)
    if (await isEmergencyAccount(tx, person.id)) await requireWayIn(tx, now)
    voidLinks(tx, person.id, now)
    const sessions = await endSessions(app, tx, person.id, now)
    return { result: { id: person.id, is_active: false }, audit: { person: person.id, sessions } }
  },
})

export const reactivatePerson = plainAction({
  name: 'people.reactivate',
  summary: 'Let a person in again.',
  path: '/api/people/:id/reactivate',
  params: Params,
  input: Body({}),
  output: Type.Object({ id: Id, is_active: Type.Boolean() }),
  accountAct: 'access',
  permits: (actor) => may(actor, 'people.manage'),
  run: async ({ tx, actor, params, now }) => {
    const person = await lockUnmerged(tx, params.id ?? '')
    await requireNotAbove(tx, actor, person.id, now)
    await refuseEnded(tx, person.id)
    tx.send(setActive(tx, person.id, true, now))
    return {
      result: { id: person.id, is_active: true },
      accounts: [{ personId: person.id }],
      audit: { person: person.id },
    }
  },
})

const Reason = Body({ reason: Text(2000, { minLength: 3 }) })

export const resetPassword = plainAction({
  name: 'people.reset_password',
  summary: 'Take the password of a person who was verified, end the sessions and mail a link for a new one.',
  accountAct: 'password',
  path: '/api/people/:id/reset-password',
  params: Params,
  input: Reason,
  output: Mailed,
  needsStepUp: true,
  permits: (actor) => may(actor, 'people.manage'),
  run: async ({ app, tx, actor, input, params, now }) => {
    lockOrganization(tx)
    const person = await lockWithLogin(tx, actor, params.id ?? '', now)
    if (person.id === actor.personId) throw conflict('Change your own password in your account.')
    await refuseEmergency(tx, person.id)
    tx.send(raw('delete from core.password where org_id = $1 and person_id = $2', [tx.orgId, person.id]))
    await requireAdministrator(tx, now)
    await endSessions(app, tx, person.id, now)
    const mail = await sendLink(app, tx, { personId: person.id, issuedBy: actor.personId }, 'reset', now)
    const reset = noteReset(tx, actor, person.id, 'password', input.reason, now)
    return {
      result: { id: person.id, mail },
      accounts: [{ personId: person.id }],
      audit: { person: person.id, reset },
    }
  },
})

export const resetFactor = plainAction({
  name: 'people.reset_factor',
  summary: 'Take away the second step of a person who was verified, and end the sessions.',
  accountAct: 'factor',
  path: '/api/people/:id/reset-factor',
  params: Params,
  input: Reason,
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'people.manage'),
  run: async ({ app, tx, actor, input, params, now }) => {
    lockOrganization(tx)
    const person = await lockWithLogin(tx, actor, params.id ?? '', now)
    if (person.id === actor.personId) throw conflict('Change your own second step in your account.')
    removeFactors(tx, person.id)
    if (await isEmergencyAccount(tx, person.id)) await forgetTrial(tx, person.id, now)
    await endSessions(app, tx, person.id, now)
    await mailNotice(app, tx, 'signInFactorRemoved', person.id, now)
    const reset = noteReset(tx, actor, person.id, 'factor', input.reason, now)
    tellPermissions(app, tx, [person.id])
    return {
      result: { id: person.id },
      accounts: [{ personId: person.id }],
      audit: { person: person.id, reset },
    }
  },
})

async function lockWithLogin(tx: Tx, actor: Actor, id: string, now: string): Promise<PersonRow> {
  const person = await lockUnmerged(tx, id)
  await requireNotAbove(tx, actor, person.id, now)
  if (!person.is_active) throw conflict('This person is not active.')
  if (person.kind === 'service') throw conflict('A service identity does not sign in.')
  if (person.email === null) throw conflict('This person has no e-mail address.')
  return person
}

/** Its password is long and kept by its owner; a link would give one to whoever reads its mail. */
async function refuseEmergency(tx: Tx, personId: string): Promise<void> {
  if (await isEmergencyAccount(tx, personId))
    throw conflict('The password of an emergency account is changed with the account, and no link is sent.')
}

async function refuseEnded(tx: Tx, personId: string): Promise<void> {
  const ended = await tx.maybe(
    raw(
      'select 1 as one from core.emergency_account where org_id = $1 and person_id = $2 and ended_at is not null',
      [tx.orgId, personId],
    ),
  )
  if (ended) throw conflict('This emergency account has ended. Make another one.')
}

function setActive(tx: Tx, id: string, isActive: boolean, now: string) {
  return raw('update core.person set is_active = $3, updated_at = $4 where org_id = $1 and id = $2', [
    tx.orgId,
    id,
    isActive,
    now,
  ])
}

/** The reason is somebody's words, so it stands in a row of its own and the audit log names the row. */
function noteReset(
  tx: Tx,
  actor: Actor,
  personId: string,
  what: 'password' | 'factor',
  reason: string,
  now: string,
): string {
  const id = newId()
  tx.send(
    raw(
      'insert into core.credential_reset (org_id, id, person_id, by_id, what, reason, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
      [tx.orgId, id, personId, actor.personId, what, reason, now],
    ),
  )
  return id
}
