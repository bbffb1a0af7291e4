/**
 * Schedule `knowledge.remind_reviews`: the owner hears fourteen days before an article is to be looked at again, and
 * on the day; thirty days later the coaches do.
 */
import type { App } from '../../core/app.ts'
import { notify } from '../../core/notifications/notify.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { keepers } from './people.ts'

const articles_max = 200

type Due = { id: string; kind: string; number: number; owner_id: string | null; reminded: number }

export const remindReviews: JobHandler = async (app) => {
  const now = app.clock.now().toISOString()
  const { rows } = await app.pool.query<{ org_id: string }>(
    'select knowledge.organizations_to_remind($1) as org_id',
    [now],
  )
  for (const { org_id } of rows) await write(app.pool, org_id, (tx) => remindOf(app, tx, now))
}

/**
 * Each step is stored with its telling, so that a second run tells nobody again. What was told already takes none of
 * the run's places: else two hundred overdue articles would keep all others from ever being told.
 */
async function remindOf(app: App, tx: Tx, now: string): Promise<void> {
  const due = await tx.all(
    raw<Due>(
      `with step as (
         select a.id, s.reached
         from knowledge.article a join core.record r on r.org_id = a.org_id and r.id = a.id
         cross join lateral (select case when a.review_at <= $2::timestamptz - interval '30 days' then 3 when a.review_at <= $2 then 2 else 1 end as reached) s
         where a.org_id = $1 and r.state in ('not_validated', 'validated') and a.review_at <= $2::timestamptz + interval '14 days'
           and a.reminded < s.reached
         order by a.review_at limit ${articles_max})
       update knowledge.article a set reminded = step.reached from step, core.record r
       where a.org_id = $1 and a.id = step.id and r.org_id = a.org_id and r.id = a.id
       returning r.id, r.kind, r.number, r.owner_id, a.reminded`,
      [tx.orgId, now],
    ),
  )
  for (const { owner_id, reminded, ...record } of due) {
    // Late reviews are the coaches' to see to, so nobody is named as their owner.
    const told = await tx.all(keepers(tx.orgId, { owner_id: reminded < 3 ? owner_id : null }, now))
    notify(app, tx, { record, byId: null, now }, new Map(told.map(({ id }) => [id, 'article_review'])))
  }
}
