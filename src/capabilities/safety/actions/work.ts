/** What a clinical safety officer does with a report. */
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { safetyLife } from '../lifecycle.ts'
import { officersNow } from '../officers.ts'
import { Rating } from '../risk.ts'
import { permitsSafety } from '../setting.ts'

const Why = Text(20_000, { minLength: 1 })
const base = { life: safetyLife, permits: permitsSafety }

/** Whoever takes a report owns it and begins to assess it. */
export const take = recordAction({
  ...base,
  name: 'safety.take',
  summary: 'Take the report and begin to assess it.',
  move: 'take',
  input: Body({}),
  run: async ({ actor }) => ({ result: {}, changes: { owner_id: actor.personId } }),
})

export const assign = recordAction({
  ...base,
  name: 'safety.assign',
  summary: 'Give the event to another safety officer.',
  input: Body({ owner_id: Id }),
  run: async ({ tx, input, now }) => {
    const officers = await tx.all(officersNow(tx.orgId, now))
    if (!officers.some(({ id }) => id === input.owner_id))
      throw invalid('#/owner_id', 'This person does not work on patient safety. Choose somebody who does.')
    return { result: {}, changes: { owner_id: input.owner_id } }
  },
})

export const rename = recordAction({
  ...base,
  name: 'safety.rename',
  summary: 'Name the event.',
  input: Body({ title: Line(200) }),
  run: async ({ input }) => ({ result: {}, changes: { title: input.title } }),
})

/** The first assessment meets the deadline; a later one replaces it. */
export const assess = recordAction({
  ...base,
  name: 'safety.assess',
  summary: 'Write down what was found, how bad it was and how likely it is to happen again.',
  input: Body({ severity: Rating, likelihood: Rating, findings: Text(20_000, { minLength: 1 }) }),
  run: async ({ tx, input, record, now }) => {
    if (record.state === 'reported') throw conflict('Take the report first, so that it has an owner.')
    if (record.category === 'done') throw conflict('This is over. Reopen it to assess it again.')
    const { severity, likelihood } = input
    tx.send(
      raw(
        `update safety.event set severity = $3, likelihood = $4, findings = $5, assessed_at = coalesce(assessed_at, $6)
         where org_id = $1 and id = $2`,
        [tx.orgId, record.id, severity, likelihood, input.findings, now],
      ),
    )
    return { result: {}, changes: { due_at: null }, facts: { severity, likelihood } }
  },
})

export const act = recordAction({
  ...base,
  name: 'safety.act',
  summary: 'Begin to act on what was found.',
  move: 'act',
  input: Body({}),
  run: async ({ tx, record }) => {
    const { severity } = await tx.one(
      raw<{ severity: number | null }>('select severity from safety.event where org_id = $1 and id = $2', [
        tx.orgId,
        record.id,
      ]),
    )
    if (severity === null) throw conflict('Write down the assessment first.')
    return { result: {} }
  },
})

export const watch = recordAction({
  ...base,
  name: 'safety.watch',
  summary: 'All is done; watch whether it holds.',
  move: 'watch',
  input: Body({}),
  run: async () => ({ result: {} }),
})

export const close = recordAction({
  ...base,
  name: 'safety.close',
  summary: 'Close the event with what was learned.',
  move: 'close',
  input: Body({ reason: Why }),
  run: async ({ tx, input, record }) => {
    storeReason(tx, record, input.reason)
    return { result: {} }
  },
})

/** The end of what was no safety event; saying so counts as its assessment. */
export const dismiss = recordAction({
  ...base,
  name: 'safety.dismiss',
  summary: 'Find that this is no safety event, and say why.',
  move: 'dismiss',
  input: Body({ reason: Why }),
  run: async ({ tx, actor, input, record, now }) => {
    storeReason(tx, record, input.reason)
    tx.send(
      raw('update safety.event set assessed_at = coalesce(assessed_at, $3) where org_id = $1 and id = $2', [
        tx.orgId,
        record.id,
        now,
      ]),
    )
    return { result: {}, changes: { due_at: null, owner_id: record.owner_id ?? actor.personId } }
  },
})

export const reopen = recordAction({
  ...base,
  name: 'safety.reopen',
  summary: 'Take the event up again.',
  move: 'reopen',
  input: Body({}),
  run: async () => ({ result: {} }),
})

export const note = recordAction({
  ...base,
  name: 'safety.note',
  summary: 'Write a note for those who work on patient safety.',
  input: Body({ body: Why }),
  output: Type.Object({ note_id: Id }),
  run: async ({ tx, actor, input, record, now }) => {
    const id = newId()
    tx.send(
      raw(
        'insert into safety.note (org_id, id, event_id, author_id, body, created_at) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, id, record.id, actor.personId, input.body, now],
      ),
    )
    return { result: { note_id: id }, facts: { note: id } }
  },
})

function storeReason(tx: Tx, record: RecordRow, reason: string): void {
  tx.send(
    raw('update safety.event set reason = $3 where org_id = $1 and id = $2', [tx.orgId, record.id, reason]),
  )
}
