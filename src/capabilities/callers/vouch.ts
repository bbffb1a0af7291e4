/** The way out where only one person works: who administers the server itself may vouch for a caller, and all hear of it. */
import type { App } from '../../core/app.ts'
import { audit } from '../../core/audit.ts'
import { raw, write } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { settingOf } from './setting.ts'
import { tellFailed } from './tell.ts'
import type { Act } from './words.ts'

export type Vouching = { person: string; agent: string; act: Act; role?: string }

/**
 * Notes on the server's own word that the person (by e-mail address) asks the agent for the act. It counts like two
 * people, once. Answers until when, or the sentence that says who or what there is not.
 */
export async function vouch(app: App, orgId: string, of: Vouching): Promise<{ until: string } | string> {
  const now = app.clock.now().toISOString()
  return write(app.pool, orgId, async (tx) => {
    const ids = await tx.one(
      raw<{ person: string | null; agent: string | null; role: string | null }>(
        `select (select id from core.person where org_id = $1 and email = lower($2) and merged_into_id is null) as person,
           (select id from core.person where org_id = $1 and email = lower($3) and is_active and merged_into_id is null) as agent,
           (select id from core.role where org_id = $1 and key = $4) as role`,
        [orgId, of.person, of.agent, of.role ?? null],
      ),
    )
    if (ids.person === null) return 'There is nobody with the address of --person.'
    if (ids.agent === null) return 'There is nobody active with the address of --agent.'
    if (ids.person === ids.agent)
      return 'Nobody vouches for themself: one’s own account needs no verification.'
    if ((of.act === 'role') !== (ids.role !== null))
      return 'Name with --role the key of the role, for the act “role” alone.'
    const until = new Date(Date.parse(now) + (await settingOf(tx)).valid_minutes * 60_000).toISOString()
    const id = newId()
    tx.send(
      raw(
        `insert into callers.verification (org_id, id, person_id, agent_id, act, role_id, state, method, started_at, ends_at, decided_at)
         values ($1,$2,$3,$4,$5,$6,'passed','server',$7,$8,$7)`,
        [orgId, id, ids.person, ids.agent, of.act, ids.role, now, until],
      ),
    )
    const data = { verification: id, person: ids.person, agent: ids.agent, act: of.act }
    tx.send(audit({ orgId, address: null, personId: null }, now, 'callers.vouched', data))
    await tellFailed({ app, tx, now }, ids.person, { failed: true, pattern: false }, 'vouched')
    return { until }
  })
}
