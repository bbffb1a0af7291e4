/** Reading ladders: their list for those who make them, and how far one ticket is on its own. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, NullableTime, OneOf } from '../../../platform/http/schema.ts'
import { worksOnTickets, worksWith } from '../../tickets/index.ts'
import { managesLadders, Rules } from './actions.ts'
import { bridgeLink } from './deeds.ts'
import { nextStep, progressOf } from './progress.ts'
import { climbQueries, currentLadders, ladderVersions } from './store.ts'

export const ladderList = reader({
  name: 'ladders.list',
  summary: 'The ladders in the order in which they are asked, and the link of the bridge.',
  path: '/api/ladders',
  output: Type.Object({
    rows: Type.Array(Type.Object({ id: Id, version: Type.Integer(), rules: Type.Object(Rules) })),
    bridge_link: NullableText,
    names: Type.Record(Type.String(), Type.String(), {
      description: 'Of the teams, skills and people that steps go to, by id.',
    }),
  }),
  permits: managesLadders,
  run: async ({ tx }) => {
    const ladders = await tx.all(currentLadders(tx.orgId))
    const rows = ladders.map(({ id, version, rules }) => ({ id, version, rules }))
    const ids = ladders.flatMap(({ rules }) => rules.steps.flatMap(({ to }) => to?.id ?? []))
    const names = Object.fromEntries(await targetNames(tx, ids))
    return { rows: rows as never, bridge_link: await bridgeLink(tx), names }
  },
})

const Progress = Type.Object({
  position: Type.Integer(),
  ...Rules.steps.items.properties,
  id: Id,
  to_name: NullableText,
  state: OneOf(['open', 'waiting', 'held', 'done', 'skipped'] as const),
  due_at: NullableTime,
  ended_at: NullableTime,
  why: NullableText,
})

export const ladderOfTicket = reader({
  name: 'ladders.of_ticket',
  summary: 'The ladder that the ticket climbs, with what became of each step and which one is next.',
  path: '/api/tickets/:id/ladder',
  params: Body({ id: Id }),
  output: Type.Object({
    ladder: Nullable(Type.Object({ id: Id, name: Type.String() })),
    steps: Type.Array(Progress),
    next: Nullable(Type.Integer()),
    may_start: Type.Boolean(),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor)}`,
    )
    if (!record) throw notFound('This ticket')
    const [climbs, , rungs] = await tx.many(...climbQueries(tx.orgId, [record.id]))
    const versionId = climbs[0]?.version_id ?? ''
    const version = versionId === '' ? undefined : (await ladderVersions(tx, [versionId])).get(versionId)
    if (!version) return { ladder: null, steps: [], next: null, may_start: false }
    const names = await targetNames(
      tx,
      version.rules.steps.flatMap(({ to }) => to?.id ?? []),
    )
    const next = nextStep(version.rules, rungs)?.position ?? null
    const steps = progressOf(version.rules, rungs).map((step) => ({
      ...step,
      to_name: names.get(step.to?.id ?? '') ?? null,
    }))
    return {
      ladder: { id: version.ladderId, name: version.rules.name },
      steps: steps as never,
      next,
      may_start: next !== null && record.category !== 'done' && worksWith('tickets.escalate')(actor, record),
    }
  },
})

async function targetNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.all(
    raw<{ id: string; name: string }>(
      `select id, name from core.team where org_id = $1 and id = any($2)
       union all select id, name from core.skill where org_id = $1 and id = any($2)
       union all select id, name from core.person where org_id = $1 and id = any($2)`,
      [tx.orgId, ids],
    ),
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
