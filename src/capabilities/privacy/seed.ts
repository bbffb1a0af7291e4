/** The demo hospital's share: what was found in notes on tickets, some of it decided. All patients are invented. */
import { sql } from 'kysely'
import type { App } from '../../core/app.ts'
import { complete, laterThan } from '../../core/execute.ts'
import { covered } from '../../core/guard.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'

const notes = [
  { body: 'Wristband of pt Marisol Quintanar, MRN 40917733, does not scan in bed 12.', state: 'suspected' },
  {
    body: 'Called back: labels of patient Everett Lindqvist, DOB 3/14/1948, print twice.',
    state: 'confirmed',
  },
  { body: 'The queue is called after pt Walter Boardroom, which is a printer.', state: 'false_positive' },
] as const

/** Writes the notes in the name of who works on the tickets, on the way that all notes take. */
export async function seedPrivacy(app: App, tx: Tx, officerId: string, at: Date): Promise<void> {
  const action = app.registry.recordActions.get('tickets.note')
  const records = await tx.all(
    sql<RecordRow>`select ${recordColumns} from core.record r
      where r.org_id = ${tx.orgId} and r.kind = 'ticket' and r.category = 'active' and r.owner_id is not null order by r.created_at desc, r.id limit ${notes.length}`,
  )
  if (!action) return
  for (const [index, record] of records.entries()) {
    const note = notes[index]
    if (!note || record.owner_id === null) continue
    const now = laterThan(record.updated_at, at)
    const actor = {
      orgId: tx.orgId,
      personId: record.owner_id,
      name: '',
      permissions: new Set<string>(),
      teamIds: [],
      sessionId: null,
      steppedUpAt: null,
      address: null,
    }
    const writing = { app, tx, actor, now }
    const about = { action: action.name, schema: action.input, record }
    const { input } = await covered(writing, about, { body: note.body })
    const outcome = await action.run({ ...writing, input, record, read: [] as never })
    await complete(writing, action, record, outcome)
    if (note.state === 'suspected') continue
    tx.send(
      raw(
        'update privacy.finding set state = $3, decided_by = $4, decided_at = $5 where org_id = $1 and record_id = $2',
        [tx.orgId, record.id, note.state, officerId, now],
      ),
    )
  }
}
