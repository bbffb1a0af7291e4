/** Hears when a ticket names, or no longer names, the article that solved it, and keeps the verdict with its version. */
import type { Follower } from '../../core/registry.ts'
import { raw } from '../../platform/db/transaction.ts'

export const hearTickets: Follower = async ({ tx, actor, now }, { after, action, data }) => {
  if (after.kind !== 'ticket') return undefined
  const linked = data.type === 'solved_by' ? data.to : undefined
  const articleId =
    action === 'tickets.resolve' ? data.solved_by : action === 'tickets.link' ? linked : undefined
  if (typeof articleId === 'string') tx.send(solvedBy(tx.orgId, after.id, articleId, actor.personId, now))
  if (action === 'tickets.unlink' && typeof linked === 'string')
    tx.send(
      raw(
        "delete from knowledge.use where org_id = $1 and ticket_id = $2 and article_id = $3 and verdict = 'solved'",
        [tx.orgId, after.id, linked],
      ),
    )
  return undefined
}

/** The statement that keeps the verdict “solved” of the version that readers see now. */
export function solvedBy(orgId: string, ticketId: string, articleId: string, personId: string, now: string) {
  return raw(
    `insert into knowledge.use (org_id, ticket_id, article_id, version, person_id, verdict, at)
     select $1, $2, id, coalesce(published_version, latest_version), $4, 'solved', $5 from knowledge.article where org_id = $1 and id = $3
     on conflict (org_id, ticket_id, article_id) do update set version = excluded.version, person_id = excluded.person_id, verdict = excluded.verdict, at = excluded.at`,
    [orgId, ticketId, articleId, personId, now],
  )
}
