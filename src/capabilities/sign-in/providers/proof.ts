/** A fresh proof at the provider before privileged actions, for those who have no second step of their own here. */
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { loginOf } from '../../../core/people/login/login.ts'
import { noteProof } from '../../../core/people/login/proof-routes.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import type { FastifyRequest } from '../../../platform/http/server.ts'
import { hadFactor } from './person.ts'
import type { Proof, Provider, Told } from './store.ts'

const clock_ms_off_max = 60_000

/** Takes what the provider said as a fresh proof of the session; answers in one word why it is none. */
export async function prove(
  app: App,
  sessions: Sessions,
  request: FastifyRequest,
  provider: Provider,
  { claims, authenticated_ms }: Told,
  proof: Proof,
): Promise<string | undefined> {
  const actor = await sessions.authenticate(request).catch((error: unknown) => {
    if (error instanceof Problem) return undefined
    throw error
  })
  if (actor?.sessionId !== proof.session) return 'begin-again'
  const refuse = async (why: string) => {
    await write(app.pool, actor.orgId, async (tx) =>
      tx.send(
        audit(actor, app.clock.now().toISOString(), 'proof_failed', {
          by: 'provider',
          provider: provider.id,
          why,
        }),
      ),
    )
    return why
  }
  // A provider that let a session of before count did not ask.
  if (authenticated_ms === undefined || authenticated_ms < proof.since_ms - clock_ms_off_max)
    return refuse('not-asked')
  return write(app.pool, actor.orgId, async (tx) => {
    const meant = await tx.maybe(
      raw<{ person_id: string }>(
        'select person_id from core.identity where org_id = $1 and provider_id = $2 and subject = $3',
        [tx.orgId, provider.id, claims.sub],
      ),
    )
    if (meant?.person_id !== actor.personId) return 'another-person' as const
    const login = await tx.one(loginOf(app, tx.orgId, actor.personId))
    const isStrong = hadFactor(provider, claims)
    if (login.has_factor || (login.is_factor_wanted && !isStrong)) return 'factor-needed' as const
    if (isStrong)
      tx.send(
        raw('update core.session set is_strong = true where org_id = $1 and id = $2 and ended_at is null', [
          tx.orgId,
          actor.sessionId,
        ]),
      )
    noteProof(app, sessions, tx, actor, { by: 'provider', provider: provider.id })
    return undefined
  }).then((why) => (why === undefined ? undefined : refuse(why)))
}
