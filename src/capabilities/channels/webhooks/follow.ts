/** Stores what webhooks are to be told, inside the write that causes it and without a round trip of its own. */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { Follower, Listener } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Facts, factsOf, kindsOf, toldElsewhere } from './kinds.ts'
import { addJob } from './queue.ts'

/** Of what people and rules do. */
export const followTickets: Follower = async ({ app, tx, now }, { before, after, action, data }) => {
  store(app, tx, { record: after, before, action, data, now })
  const elsewhere = toldElsewhere[action]
  if (after.kind === 'ticket' && elsewhere) await storeOfOther(app, tx, elsewhere, data, now)
  return undefined
}

/** Of what is told on another ticket: who follows that one hears of it, and is told no more than that. */
async function storeOfOther(
  app: App,
  tx: Tx,
  { as, by }: { as: string; by: string },
  data: Readonly<Record<string, unknown>>,
  now: string,
): Promise<void> {
  if (!(await isAnyTold(tx, kindsOf(as, {})))) return
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${data[by]}`,
  )
  if (record) store(app, tx, { record, before: record, action: as, data: {}, now })
}

async function isAnyTold(tx: Tx, kinds: readonly string[]): Promise<boolean> {
  const found = await tx.maybe(
    raw('select 1 as one from channels.webhook where org_id = $1 and is_on and kinds && $2::text[] limit 1', [
      tx.orgId,
      kinds,
    ]),
  )
  return found !== undefined
}

/** Of a run of an import that came to its end: once, however many records it wrote. */
export function tellImport(app: App, tx: Tx, imported: NonNullable<Facts['imported']>): void {
  tx.send(
    raw(
      `with stored as (
         insert into channels.webhook_delivery (org_id, id, webhook_id, record_id, at, event_id, kind, facts, state, due_at)
         select w.org_id, gen_random_uuid(), w.id, null, $2, $3, 'imported', $4, 'waiting', $2 from channels.webhook w
         where w.org_id = $1 and w.is_on and 'imported' = any(w.kinds) returning webhook_id, record_id)
       select ${addJob('webhook_id', 'record_id', '$2::timestamptz')} from stored`,
      [tx.orgId, app.clock.now(), newId(), JSON.stringify({ imported })],
    ),
  )
}

/** Of what clocks tell by themselves. */
export const listenToClocks: Listener = async ({ app, tx, now }, told) => {
  for (const { record, action, data } of told) store(app, tx, { record, before: record, action, data, now })
}

type Happened = {
  record: RecordRow
  before: RecordRow | null
  action: string
  data: Readonly<Record<string, unknown>>
  now: string
}

function store(app: App, tx: Tx, { record, before, action, data, now }: Happened): void {
  if (record.kind !== 'ticket') return
  const kinds = kindsOf(action, data)
  if (kinds.length === 0) return
  // Times of one record never go back, whichever server's clock they are of.
  const at = record.updated_at > now ? record.updated_at : now
  // A team also hears that a ticket was taken from it.
  const teams = [...new Set([record.team_id, before?.team_id])].filter((id) => typeof id === 'string')
  tx.send(
    raw(
      `with stored as (
         insert into channels.webhook_delivery (org_id, id, webhook_id, record_id, at, event_id, kind, facts, state, due_at)
         select w.org_id, gen_random_uuid(), w.id, $2, $3, $4, (select k from unnest($5::text[]) with ordinality o (k, place) where k = any(w.kinds) order by place limit 1), $6, 'waiting', $9
         from channels.webhook w
         where w.org_id = $1 and w.is_on and w.kinds && $5::text[] and (w.team_ids = '{}' or w.team_ids && $7::uuid[])
           and (w.priorities = '{}' or $8::int = any(w.priorities))
         returning webhook_id, record_id)
       select ${addJob('webhook_id', 'record_id', '$9::timestamptz')} from stored`,
      [
        tx.orgId,
        record.id,
        at,
        newId(),
        kinds,
        JSON.stringify(factsOf(data)),
        teams,
        record.priority,
        app.clock.now(),
      ],
    ),
  )
}
