/** The demo hospital's ladder: what is urgent and nobody takes is brought to somebody's notice. */
import type { App } from '../../../core/app.ts'
import { ensureAutomation } from '../../../core/people/automation.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { LadderRules, Step } from './ladder.ts'
import { replanAll } from './replan.ts'

const half_hour_minutes = 30

/** Sends the ladder; open tickets begin to climb it when the first job runs. `byId` answers for the automation. */
export async function seedLadder(app: App, tx: Tx, byId: string, now: Date): Promise<void> {
  const at = now.toISOString()
  await ensureAutomation(tx, byId, at)
  const anyTime = { minutes: null, is_working_time: false, is_untaken_only: false, clock: null }
  const steps: Step[] = [
    {
      id: newId(),
      when: { ...anyTime, on: 'after_filed', minutes: half_hour_minutes, is_untaken_only: true },
      deed: 'notify',
      to: { kind: 'next_tier', id: null },
    },
    {
      id: newId(),
      when: { ...anyTime, on: 'breached', clock: 'resolution' },
      deed: 'notify',
      to: { kind: 'manager', id: null },
    },
    { id: newId(), when: { ...anyTime, on: 'by_hand' }, deed: 'pass', to: { kind: 'next_tier', id: null } },
  ]
  const rules: LadderRules = {
    name: 'Urgent and untouched',
    when: {
      kinds: ['incident'],
      priorities: [1, 2],
      category_ids: [],
      applications: [],
      team_ids: [],
      department_ids: [],
      role_ids: [],
    },
    steps,
  }
  const id = newId()
  tx.send(
    raw('insert into escalation.ladder (org_id, id, name, position) values ($1,$2,$3,1)', [
      tx.orgId,
      id,
      rules.name,
    ]),
  )
  tx.send(
    raw(
      'insert into escalation.ladder_version (org_id, id, ladder_id, number, rules, created_by, created_at) values ($1,$2,$3,1,$4,$5,$6)',
      [tx.orgId, newId(), id, JSON.stringify(rules), byId, at],
    ),
  )
  replanAll(app, tx)
}
