/** Asking for an erasure, and a second officer's word on it where the organization wants one. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import {
  isEmergencyAccount,
  lockUnmerged,
  oneself,
  requireAdministrator,
  requireNotAbove,
  requireTeamsKept,
} from '../../../core/people/policy.ts'
import { endSessions, lockOrganization, tellPermissions, voidLinks } from '../../../core/people/store.ts'
import { isDuplicate, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { noEmergency, storedSetting } from '../setting.ts'
import { goOn } from './go-on.ts'
import { holdsOn } from './hold.ts'
import { entriesOf } from './words-of.ts'

export const erasureStates = ['asked', 'working', 'unfinished', 'done', 'ended', 'refused'] as const
type ErasureState = (typeof erasureStates)[number]
const decisions = ['approve', 'refuse'] as const
const State = Type.Object({ id: Id, state: OneOf(erasureStates) })

export const askErasure = plainAction({
  name: 'privacy.ask_erasure',
  summary: 'Erase what is kept of a person, at once or when a second officer agreed.',
  input: Body({ person_id: Id, reason: Line(500) }),
  output: State,
  needsStepUp: true,
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ app, tx, actor, input, now }) => {
    const { person_id, reason } = input
    lockOrganization(tx)
    await requireErasable(tx, actor, person_id, now)
    const { needs_second } = await storedSetting(tx)
    const id = newId()
    const state: ErasureState = needs_second ? 'asked' : 'working'
    try {
      await tx.all(
        raw(
          `insert into privacy.erasure (org_id, id, number, person_id, reason, state, asked_by, asked_at)
           select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 from privacy.erasure where org_id = $1`,
          [tx.orgId, id, person_id, reason, state, actor.personId, now],
        ),
      )
    } catch (error) {
      if (isDuplicate(error)) throw conflict('The erasure of this person was asked for already.')
      throw error
    }
    if (state === 'working') await begin(app, tx, id, person_id, now)
    return { result: { id, state }, audit: { erasure: id, person: person_id, state } }
  },
})

export const decideErasure = plainAction({
  name: 'privacy.decide_erasure',
  summary: 'Agree to an erasure that somebody else asked for, or refuse it.',
  input: Body({ id: Id, decision: OneOf(decisions) }),
  output: State,
  needsStepUp: true,
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ app, tx, actor, input, now }) => {
    lockOrganization(tx)
    const erasure = await tx.maybe(
      raw<{ person_id: string; asked_by: string; state: string }>(
        'select person_id, asked_by, state from privacy.erasure where org_id = $1 and id = $2 for update',
        [tx.orgId, input.id],
      ),
    )
    if (!erasure) throw notFound('This erasure')
    if (erasure.state !== 'asked') throw conflict('This was decided already. Look at the list again.')
    if (input.decision === 'approve') await requireAnother(tx, actor, erasure.asked_by)
    const state: ErasureState = input.decision === 'approve' ? 'working' : 'refused'
    if (state === 'working') await requireErasable(tx, actor, erasure.person_id, now)
    tx.send(
      raw(
        'update privacy.erasure set state = $3, decided_by = $4, decided_at = $5 where org_id = $1 and id = $2',
        [tx.orgId, input.id, state, actor.personId, now],
      ),
    )
    if (state === 'working') await begin(app, tx, input.id, erasure.person_id, now)
    return { result: { id: input.id, state }, audit: { erasure: input.id, person: erasure.person_id, state } }
  },
})

const ways = ['continue', 'end'] as const

export const resumeErasure = plainAction({
  name: 'privacy.resume_erasure',
  summary: 'Go on with an erasure that could not take everything, or leave it at that.',
  input: Body({ id: Id, decision: OneOf(ways) }),
  output: State,
  needsStepUp: true,
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ app, tx, actor, input, now }) => {
    lockOrganization(tx)
    const erasure = await tx.maybe(
      raw<{ person_id: string; state: string; is_erased: boolean }>(
        'select person_id, state, done_at is not null as is_erased from privacy.erasure where org_id = $1 and id = $2 for update',
        [tx.orgId, input.id],
      ),
    )
    if (!erasure) throw notFound('This erasure')
    if (erasure.state !== 'unfinished')
      throw conflict('This erasure does not wait for you. Look at the list again.')
    await requireNotAbove(tx, actor, erasure.person_id, now)
    // Nobody could ask again, and the name would stand there for good.
    if (input.decision === 'end' && !erasure.is_erased)
      throw conflict(
        'The entry itself is not erased yet. Let the erasure go on, or lift the hold that keeps it.',
      )
    const state: ErasureState = input.decision === 'continue' ? 'working' : 'ended'
    if (state === 'working') goOn(app, tx, input.id)
    else
      tx.send(
        raw("update privacy.erasure set state = 'ended', sealed = null where org_id = $1 and id = $2", [
          tx.orgId,
          input.id,
        ]),
      )
    return { result: { id: input.id, state }, audit: { erasure: input.id, person: erasure.person_id, state } }
  },
})

/** Two are two people: not another entry of whoever asked, and no account whose password lies in an envelope. */
async function requireAnother(tx: Tx, actor: Actor, askedBy: string): Promise<void> {
  if ((await oneself(tx, actor.personId)).includes(askedBy))
    throw forbidden('You asked for it yourself. Somebody else has to agree.')
  if (await isEmergencyAccount(tx, actor.personId)) throw forbidden(noEmergency)
}

/** Refuses for those whose data must stay, or who must not lose their access by somebody who may do less. */
async function requireErasable(tx: Tx, actor: Actor, personId: string, now: string): Promise<void> {
  const person = await lockUnmerged(tx, personId)
  // An emergency account is nobody's data.
  const isOwn = (await oneself(tx, actor.personId)).includes(personId)
  if (isOwn && !(await isEmergencyAccount(tx, personId)))
    throw conflict('You cannot erase yourself. Let somebody else do it.')
  if (person.kind === 'service') throw conflict('A service identity is nobody whose data could be erased.')
  const [emergency] = await tx.all(
    raw(
      'select 1 as one from core.emergency_account where org_id = $1 and person_id = $2 and ended_at is null',
      [tx.orgId, personId],
    ),
  )
  if (emergency) throw conflict('This is an emergency account. End the emergency account first.')
  await requireNotAbove(tx, actor, personId, now)
  await requireTeamsKept(tx, personId)
  const entries = await entriesOf(tx, personId)
  const held = await holdsOn(
    tx,
    entries.map(({ id }) => id),
  )
  if (held.length > 0)
    throw conflict('The data of this person is under a legal hold, and must stay. Lift the hold first.')
}

/** The person is out at once, and nobody lets them in again; the rest is a job's. */
async function begin(app: App, tx: Tx, id: string, personId: string, now: string): Promise<void> {
  tx.send(
    raw(
      'update core.person set is_active = false, erased_at = $3, updated_at = $3 where org_id = $1 and (id = $2 or merged_into_id = $2)',
      [tx.orgId, personId, now],
    ),
  )
  await requireAdministrator(tx, now)
  voidLinks(tx, personId, now)
  await endSessions(app, tx, personId, now)
  tellPermissions(app, tx, [personId])
  app.jobs.add(tx, 'privacy.erase', { erasure: id }, { key: `erasure:${id}` })
}
