/** Small pieces of the writes about people: refusals of the database as sentences, and news to sessions. */
import { isDuplicate, type Query, raw, type Tx } from '../../platform/db/transaction.ts'
import type { Problem } from '../../platform/http/problem.ts'
import type { App } from '../app.ts'

/** Sends the write now; a violated unique constraint becomes the problem that is named for it. */
export async function storeOr(
  tx: Tx,
  query: Query<unknown>,
  problems: Readonly<Record<string, () => Problem>>,
): Promise<void> {
  try {
    await tx.all(query)
  } catch (error) {
    for (const [constraint, problem] of Object.entries(problems))
      if (isDuplicate(error, constraint)) throw problem()
    throw error
  }
}

/** After the commit, the sessions of these people (of everybody, when none are named) are read again at once. */
export function tellPermissions(app: App, tx: Tx, people?: readonly string[]): void {
  tx.afterCommit(() =>
    app.live.publish(
      { topic: 'permissions', org: tx.orgId, ...(people ? { people: [...people] } : {}) },
      true,
    ),
  )
}

/** Ends the sessions of a person, but for one; after the commit every server hears of it. */
export async function endSessions(
  app: App,
  tx: Tx,
  personId: string,
  now: string,
  exceptId: string | null = null,
): Promise<number> {
  const ended = await tx.all(
    raw<{ id: string }>(
      'update core.session set ended_at = $3 where org_id = $1 and person_id = $2 and ended_at is null and id is distinct from $4 returning id',
      [tx.orgId, personId, now, exceptId],
    ),
  )
  tx.afterCommit(() => {
    for (const { id } of ended) app.live.publish({ topic: 'session', org: tx.orgId, id })
  })
  return ended.length
}

/** Links that were sent to the person and not used yet work no longer. */
export function voidLinks(tx: Tx, personId: string, now: string): void {
  tx.send(
    raw('update core.login_token set used_at = $3 where org_id = $1 and person_id = $2 and used_at is null', [
      tx.orgId,
      personId,
      now,
    ]),
  )
}

/** Makes writes that count administrators wait for each other, so that two of them cannot remove each other. */
export function lockOrganization(tx: Tx): void {
  tx.send(raw('select from core.organization where id = $1 for no key update', [tx.orgId]))
}
