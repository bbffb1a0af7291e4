/** Whether passwords and passkeys open a session, or providers and emergency accounts alone. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { trial_days, waysIn } from '../../../core/people/login/way-in.ts'
import { lockOrganization } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'

export const switchLocal = plainAction({
  name: 'local_sign_in.switch',
  summary: 'Switch signing in by password and passkey on or off, for everybody but emergency accounts.',
  path: '/api/local-sign-in',
  method: 'PUT',
  input: Body({ is_on: Type.Boolean() }),
  output: Type.Object({ is_on: Type.Boolean(), sessions_ended: Type.Integer() }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, actor, input, now }) => {
    lockOrganization(tx)
    const { is_off, accounts } = await waysIn(tx, now)
    const ended: string[] = []
    if (is_off === input.is_on) {
      if (!input.is_on) await requireWorking(tx, actor.sessionId, accounts)
      tx.send(
        raw(
          "update core.organization set settings = jsonb_set(settings, '{local_sign_in}', to_jsonb($2::text)) where id = $1",
          [tx.orgId, input.is_on ? 'on' : 'off'],
        ),
      )
      if (!input.is_on) ended.push(...(await endLocal(tx, now)))
    }
    tx.afterCommit(() => {
      for (const id of ended) app.live.publishAtOnce({ topic: 'session', org: tx.orgId, id })
    })
    const told = { is_on: input.is_on, sessions_ended: ended.length }
    return { result: told, audit: told }
  },
})

/** That the provider works is best shown by who switches passwords off: signed in by it. */
async function requireWorking(tx: Tx, sessionId: string | null, accounts: number): Promise<void> {
  const own = await tx.maybe(
    raw(
      `select 1 as one from core.provider_session v join core.identity_provider p on p.org_id = v.org_id and p.id = v.provider_id
       where v.org_id = $1 and v.session_id = $2 and p.is_on`,
      [tx.orgId, sessionId],
    ),
  )
  if (!own) throw conflict('Sign in by the provider yourself first, so that it is sure that this works.')
  if (accounts === 0)
    throw conflict(
      `Make an emergency account first and sign in by it once. It must have been tried within ${trial_days} days.`,
    )
}

/** Ends what passwords and passkeys have opened, but for emergency accounts. */
async function endLocal(tx: Tx, now: string): Promise<string[]> {
  const ended = await tx.all(
    raw<{ id: string }>(
      `update core.session s set ended_at = $2 where s.org_id = $1 and s.ended_at is null
         and not exists (select from core.provider_session v where v.org_id = s.org_id and v.session_id = s.id)
         and not exists (select from core.emergency_account e where e.org_id = s.org_id and e.person_id = s.person_id)
       returning s.id`,
      [tx.orgId, now],
    ),
  )
  return ended.map(({ id }) => id)
}
