/** Job `sign_in.forget`, by schedule: what was used up, and what providers said of sessions that are over. */
import type { App } from '../../core/app.ts'
import { raw, write } from '../../platform/db/transaction.ts'

const day_ms = 86_400_000

export async function forget(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const before = new Date(app.clock.now().getTime() - day_ms).toISOString()
  for (const { id } of rows)
    await write(app.pool, id, async (tx) => {
      tx.send(raw('delete from core.provider_answer where org_id = $1 and expires_at < $2', [id, before]))
      tx.send(raw('delete from core.spent_challenge where org_id = $1 and expires_at < $2', [id, before]))
      tx.send(
        raw(
          `delete from core.provider_session v using core.session s
           where v.org_id = $1 and s.org_id = v.org_id and s.id = v.session_id and coalesce(s.ended_at, s.expires_at) < $2`,
          [id, before],
        ),
      )
    })
}
