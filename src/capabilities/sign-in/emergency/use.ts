/** An emergency account in use: a role for some hours with a reason, told to officers at once, ended by itself. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { mailNotice } from '../../../core/people/mails.ts'
import { lockRole } from '../../../core/people/roles/roles.ts'
import { endSessions, tellPermissions } from '../../../core/people/store.ts'
import { isDuplicate, raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Text, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { emergencyUsed } from './mail.ts'

const reason_length_min = 10
const officers_max = 200

export const takeEmergency = plainAction({
  name: 'emergency.take',
  summary: 'Take a role for some hours, with a reason, by an emergency account.',
  path: '/api/emergency/take',
  input: Body({
    role_id: Id,
    hours: Type.Integer({ minimum: 1, maximum: 24 }),
    reason: Text(1000, { minLength: 1 }),
  }),
  output: Type.Object({ id: Id, until: Time }),
  permits: () => true,
  run: async ({ app, tx, actor, input, now }) => {
    const account = await tx.maybe(
      raw<{ owner_id: string; role_ids: string[]; hours_max: number }>(
        'select owner_id, role_ids, hours_max from core.emergency_account where org_id = $1 and person_id = $2 and ended_at is null for update',
        [tx.orgId, actor.personId],
      ),
    )
    if (!account) throw forbidden('Only an emergency account takes rights in this way.')
    const reason = input.reason.trim()
    if (reason.length < reason_length_min)
      throw invalid('#/reason', 'Say in a sentence what the emergency is.')
    if (!account.role_ids.includes(input.role_id.toLowerCase()))
      throw invalid('#/role_id', 'This account may not take this role.')
    // Locked, so that it is not archived at the same moment.
    const role = await lockRole(tx, input.role_id)
    if (role.archived_at !== null) throw conflict('This role is archived.')
    if (input.hours > account.hours_max)
      throw invalid('#/hours', 'This account may not hold a role for so long.')
    const until = new Date(Date.parse(now) + input.hours * 3_600_000).toISOString()
    const use = { id: newId(), assignment: newId() }
    try {
      await tx.all(
        raw(
          `insert into core.emergency_use (org_id, id, person_id, owner_id, role_id, assignment_id, reason, began_at, until) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
          [
            tx.orgId,
            use.id,
            actor.personId,
            account.owner_id,
            input.role_id,
            use.assignment,
            reason,
            now,
            until,
          ],
        ),
      )
    } catch (error) {
      if (isDuplicate(error, 'emergency_use_open'))
        throw conflict('This account is in use already. Give back what it holds first.')
      throw error
    }
    tx.send(
      raw(
        'insert into core.role_assignment (org_id, id, person_id, role_id, valid_from, valid_to) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, use.assignment, actor.personId, input.role_id, now, until],
      ),
    )
    await tellOfficers(app, tx, { owner: account.owner_id, account: actor.personId }, now)
    tellPermissions(app, tx, [actor.personId])
    return {
      result: { id: use.id, until },
      audit: { use: use.id, role: input.role_id, hours: input.hours, until },
    }
  },
})

/** Whom an emergency concerns: who reads the audit log, and who answers for the account. */
async function tellOfficers(
  app: App,
  tx: Tx,
  { owner, account }: { owner: string; account: string },
  now: string,
): Promise<void> {
  const people = await tx.all(
    raw<{ id: string }>(
      `select p.id from core.person p where p.org_id = $1 and p.is_active and p.kind <> 'service' and p.id <> $4 and (p.id = $2 or exists (
         select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = p.org_id and a.person_id = p.id and 'audit.read' = any(o.permissions)
           and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3)))
       order by p.id limit ${officers_max}`,
      [tx.orgId, owner, now, account],
    ),
  )
  for (const { id } of people)
    await mailNotice(app, tx, emergencyUsed, id, now, '/desk/organization/emergency')
}

export const giveBackEmergency = plainAction({
  name: 'emergency.give_back',
  summary: 'Give back what an emergency account has taken, before it ends by itself.',
  path: '/api/emergency/give-back',
  input: Body({}),
  output: Type.Object({ ended: Type.Boolean() }),
  permits: () => true,
  run: async ({ app, tx, actor, now }) => {
    const ended = await tx.maybe(endUse(tx.orgId, actor.personId, now))
    if (!ended) throw conflict('This account holds nothing that it could give back.')
    tx.send(endRole(tx.orgId, ended.assignment_id, now))
    tellPermissions(app, tx, [actor.personId])
    return { result: { ended: true }, audit: { use: ended.id } }
  },
})

export const reviewEmergency = plainAction({
  name: 'emergency.review',
  summary: 'Say after an emergency that one looked at what was done, and what it was. Never one’s own.',
  path: '/api/emergency/uses/:id/review',
  params: Body({ id: Id }),
  input: Body({ note: Text(2000, { minLength: 1 }) }),
  output: Type.Object({ id: Id }),
  permits: (actor) => may(actor, 'audit.read'),
  run: async ({ tx, actor, input, params, now }) => {
    const id = params.id ?? ''
    const use = await tx.maybe(
      raw<{ person_id: string; owner_ids: string[]; ended_at: string | null; reviewed_at: string | null }>(
        `select u.person_id, array[u.owner_id, e.owner_id] as owner_ids, u.ended_at, u.reviewed_at from core.emergency_use u join core.emergency_account e on e.org_id = u.org_id and e.person_id = u.person_id
         where u.org_id = $1 and u.id = $2 for update of u`,
        [tx.orgId, id],
      ),
    )
    if (!use) throw notFound('This use')
    // Whoever answered for it then does not judge it either, when it was handed on meanwhile.
    if ([use.person_id, ...use.owner_ids].includes(actor.personId))
      throw forbidden('Somebody else has to look at this: you answer for this account.')
    if (use.ended_at === null) throw conflict('This emergency is not over yet.')
    if (use.reviewed_at !== null) throw conflict('Somebody looked at this already.')
    tx.send(
      raw(
        'update core.emergency_use set reviewed_at = $3, reviewed_by = $4, review = $5 where org_id = $1 and id = $2',
        [tx.orgId, id, now, actor.personId, input.note.trim()],
      ),
    )
    return { result: { id }, audit: { use: id, person: use.person_id } }
  },
})

/** Job `sign_in.end_emergencies`, every minute: what is over is written down as over, and its sessions end. */
export async function endEmergencies(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const now = app.clock.now().toISOString()
  for (const { id: orgId } of rows)
    await write(app.pool, orgId, async (tx) => {
      const over = await tx.all(
        raw<{ id: string; person_id: string; until: string }>(
          'update core.emergency_use set ended_at = until where org_id = $1 and ended_at is null and until <= $2 returning id, person_id, until',
          [orgId, now],
        ),
      )
      for (const use of over) {
        await endSessions(app, tx, use.person_id, now)
        const who = { orgId, personId: use.person_id, address: null }
        tx.send(audit(who, now, 'emergency_over', { use: use.id, until: use.until }))
      }
    })
}

function endUse(orgId: string, personId: string, now: string) {
  return raw<{ id: string; assignment_id: string }>(
    'update core.emergency_use set ended_at = $3 where org_id = $1 and person_id = $2 and ended_at is null and until > $3 returning id, assignment_id',
    [orgId, personId, now],
  )
}

function endRole(orgId: string, assignmentId: string, now: string) {
  return raw(
    "update core.role_assignment set valid_to = greatest($3, valid_from + interval '1 millisecond') where org_id = $1 and id = $2 and valid_to > $3",
    [orgId, assignmentId, now],
  )
}
