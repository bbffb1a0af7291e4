/** The demo hospital's rules: two that are on, and one to be tried first. */
import { ensureAutomation } from '../../core/people/automation.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import type { Statement } from './statement.ts'

const limits = { ticket_hour_max: 10, hour_max: 1000, is_for_all: false }
const nothing = { match: 'all' as const, groups: [] }

function demoRules(deskTeamId: string): { statement: Statement; is_on: boolean }[] {
  const words = ['printer', 'label', 'scanner']
  return [
    {
      is_on: true,
      statement: {
        ...limits,
        name: 'Printers and scanners go to those who stand beside them',
        when: { on: 'created' },
        if: {
          ...nothing,
          conditions: [
            { field: 'words', is: 'is', values: words },
            { field: 'team', is: 'empty', values: [] },
          ],
        },
        actions: [
          { do: 'assign', team_id: deskTeamId },
          { do: 'add_tags', tags: ['hardware'] },
        ],
      },
    },
    {
      is_on: true,
      statement: {
        ...limits,
        is_for_all: true,
        name: 'Who has not answered for three days is asked once more',
        when: { on: 'after', since: 'moved', state: 'waiting_on_requester', minutes: 4320 },
        if: { ...nothing, conditions: [] },
        actions: [
          {
            do: 'reply',
            text: 'We asked you something about request {{number}} three days ago. Please answer here, so that we can go on.',
          },
        ],
      },
    },
    {
      is_on: false,
      statement: {
        ...limits,
        name: 'What is urgent and nobody’s is told to the lead each morning',
        when: { on: 'daily', time: '07:30' },
        if: {
          ...nothing,
          conditions: [
            { field: 'owner', is: 'empty', values: [] },
            { field: 'priority', is: 'is', values: ['1', '2'] },
          ],
        },
        actions: [{ do: 'notify', to: 'lead' }],
      },
    },
  ]
}

/** Stores them in the name of the person who answers for them; `deskTeamId` looks after printers and the like. */
export async function seedRules(
  tx: Tx,
  { deskTeamId, byId, now }: { deskTeamId: string; byId: string; now: string },
): Promise<void> {
  await ensureAutomation(tx, byId, now)
  for (const [index, { statement, is_on }] of demoRules(deskTeamId).entries()) {
    const id = newId()
    tx.send(
      raw(
        'insert into rules.rule (org_id, id, name, position, is_on, keeper_id) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, id, statement.name, index + 1, is_on, byId],
      ),
    )
    tx.send(
      raw(
        'insert into rules.rule_version (org_id, id, rule_id, number, statement, created_by, created_at) values ($1,$2,$3,1,$4,$5,$6)',
        [tx.orgId, newId(), id, JSON.stringify(statement), byId, now],
      ),
    )
  }
}
