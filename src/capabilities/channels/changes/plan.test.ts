/** How much is read for a page of changes: as much as it looks at, however long the timelines are. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../../../core/actor.ts'
import { createBuilder } from '../../../platform/db/builder.ts'
import { startCast } from '../../tickets/fixture.ts'
import { linesAfter, looked_at_max, waiting_looked_at_max } from './lines.ts'

const lines = 120_000
type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  Plans?: Node[]
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

test('A page of changes is read from the index of places and looks at no more lines than a page may, in a long log as well.', async () => {
  const cast = await startCast()
  try {
    const { orgId, owner, composition } = cast.wardline
    const id = await cast.file(cast.nurse)
    await owner.query(
      `insert into core.event (org_id, record_id, at, id, action, tx)
       select $1, $2, now() - g * interval '10 minutes', gen_random_uuid(), 'tickets.note', 10 + g from generate_series(1, ${lines}) g`,
      [orgId, id],
    )
    await owner.query('analyze core.event')
    const actor: Actor = {
      ...{ orgId, personId: cast.agent.personId, name: 'Sam', teamIds: [cast.desk] },
      ...{ permissions: new Set(['tickets.read_team']), sessionId: null, steppedUpAt: null, address: null },
    }
    const none = '00000000-0000-0000-0000-000000000000'
    const { sql: text, parameters } = linesAfter(
      actor,
      { tx: '1', id: none },
      { kinds: ['ticket'], limit: 100, now: new Date().toISOString() },
    ).compile(createBuilder<unknown>())
    const client = await composition.app.pool.connect()
    try {
      await client.query("select set_config('app.org_id', $1, false)", [orgId])
      const { rows } = await client.query(`explain (analyze, format json) ${text}`, [...parameters])
      const nodes = nodesOf(rows[0]['QUERY PLAN'][0].Plan)
      const events = nodes.filter((node) => node['Relation Name']?.startsWith('event'))
      assert.ok(events.length > 0)
      assert.deepEqual(
        events.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']),
        [],
      )
      const read = events.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0)
      assert.ok(read <= looked_at_max + waiting_looked_at_max + events.length, `${read} lines were read`)
    } finally {
      client.release(true)
    }
  } finally {
    await cast.wardline.close()
  }
})
