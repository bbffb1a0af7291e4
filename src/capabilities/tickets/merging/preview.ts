/** What would happen if tickets were merged into one: asked before the deed, so that nobody is surprised. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { isOpenMove } from '../../../core/lifecycle.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Id, NullableText } from '../../../platform/http/schema.ts'
import { ticketLife } from '../lifecycle.ts'
import { refusalOf } from './may-merge.ts'
import { merged_max } from './tree.ts'

const tickets_max = 50

const Row = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  problem: { ...NullableText, description: 'Why this one cannot be merged; null when it can.' },
  requester: NullableText,
  is_same_requester: Type.Boolean(),
  messages: Type.Integer(),
  open_parts: Type.Integer({ description: 'Its parts that are open. They stay its parts.' }),
})

export const preview = reader({
  name: 'tickets.merge_preview',
  summary: 'What merging tickets into one would do, for each of them.',
  path: '/api/tickets/merge-preview',
  query: Type.Object(
    { into: Id, id: Type.Array(Id, { minItems: 1, maxItems: tickets_max }) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    into: Type.Object({ id: Id, number: Type.Integer(), title: Type.String(), state: Type.String() }),
    rows: Type.Array(Row),
  }),
  permits: (actor) => may(actor, 'tickets.merge'),
  run: async ({ tx, actor, query }) => {
    const [intos, records] = await tx.many(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${query.into} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = any(${query.id}::uuid[]) and r.kind = 'ticket' and ${visible(actor, 'ticket')} order by r.created_at, r.id`,
    )
    const into = intos[0]
    if (!into) throw invalid('#/into', 'There is no such ticket that you see. Choose another one.')
    const known = await countsOf(tx, [...records.map((each) => each.id), into.id])
    const count = (id: string) => known.get(id)?.merged ?? 0
    let total = count(into.id)
    const rows = records.map((record) => {
      // Who sees a ticket from outside learns no more of it here than on its page.
      const isInside = seesInside(actor, record)
      const facts = isInside ? known.get(record.id) : undefined
      const isOpen = isOpenMove(ticketLife, record.state, 'merge')
      const problem = !isInside
        ? 'This one is handled by others.'
        : isOpen
          ? refusalOf(actor, record, into, total + count(record.id) + 1)?.message
          : `This cannot be merged, because its state is “${record.state.replaceAll('_', ' ')}”.`
      if (problem === undefined) total += count(record.id) + 1
      const { id, number, title, state } = record
      return {
        id,
        number,
        title,
        state,
        problem: problem ?? null,
        requester: facts?.requester ?? null,
        is_same_requester:
          isInside &&
          seesInside(actor, into) &&
          record.requester_id !== null &&
          record.requester_id === into.requester_id,
        messages: facts?.messages ?? 0,
        open_parts: facts?.open_parts ?? 0,
      }
    })
    return { into: { id: into.id, number: into.number, title: into.title, state: into.state }, rows }
  },
})

type Counts = { id: string; requester: string | null; messages: number; open_parts: number; merged: number }

async function countsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
  const rows = await tx.all(
    sql<Counts>`select r.id, p.name as requester,
        (select count(*)::int from core.message m where m.org_id = r.org_id and m.record_id = r.id) as messages,
        (select count(*)::int from core.link k join core.record c on c.org_id = k.org_id and c.id = k.from_id
          where k.org_id = r.org_id and k.to_id = r.id and k.type = 'parent' and c.category <> 'done') as open_parts,
        (with recursive tree (id, depth) as (
           select r.id, 0 union all
           select t.id, m.depth + 1 from tree m join tickets.ticket t on t.org_id = r.org_id and t.merged_into_id = m.id where m.depth < ${merged_max})
         select count(*)::int - 1 from tree) as merged
      from core.record r left join core.person p on p.org_id = r.org_id and p.id = r.requester_id
      where r.org_id = ${tx.orgId} and r.id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}
