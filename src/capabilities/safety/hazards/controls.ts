/** What is done against a hazard, or will be. */
import { type Static, Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { hazardLife } from '../lifecycle.ts'
import { permitsSafety } from '../setting.ts'

const controls_max = 100
export const controlStates = ['existing', 'planned'] as const
export const Day = Type.String({ format: 'date' })

const base = { life: hazardLife, permits: permitsSafety }
const Words = Text(2000, { minLength: 1 })
const Control = { body: Words, state: OneOf(controlStates), owner_id: NullableId, due_on: Nullable(Day) }
type Control = Static<ReturnType<typeof Body<typeof Control>>>

export const addControl = recordAction({
  ...base,
  name: 'hazards.add_control',
  summary: 'Add what is done against the hazard, or planned, by whom and until when.',
  input: Body({
    body: Control.body,
    state: Control.state,
    owner_id: Type.Optional(Control.owner_id),
    due_on: Type.Optional(Control.due_on),
  }),
  output: Type.Object({ control_id: Id }),
  run: async ({ tx, input, record, now }) => {
    const { count } = await tx.one(
      raw<{ count: number }>(
        'select count(*)::int as count from safety.control where org_id = $1 and hazard_id = $2',
        [tx.orgId, record.id],
      ),
    )
    if (count >= controls_max) throw conflict('A hazard can hold 100 controls at most.')
    if (input.owner_id) await requireActive(tx, input.owner_id)
    const id = newId()
    const { body, state, owner_id = null, due_on = null } = input
    tx.send(
      raw(
        'insert into safety.control (org_id, id, hazard_id, body, state, owner_id, due_on, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
        [tx.orgId, id, record.id, body, state, owner_id, due_on, now],
      ),
    )
    return { result: { control_id: id }, facts: { control: id, state, owner: owner_id, due_on } }
  },
})

export const editControl = recordAction({
  ...base,
  name: 'hazards.edit_control',
  summary: 'Change a control, for example because it is in place now.',
  input: Body({
    control_id: Id,
    body: Type.Optional(Control.body),
    state: Type.Optional(Control.state),
    owner_id: Type.Optional(Control.owner_id),
    due_on: Type.Optional(Control.due_on),
  }),
  run: async ({ tx, input, record }) => {
    const { control_id, ...some } = input
    const before = await tx.maybe(
      raw<Control>(
        'select body, state, owner_id, due_on::text from safety.control where org_id = $1 and hazard_id = $2 and id = $3',
        [tx.orgId, record.id, control_id],
      ),
    )
    if (!before) throw notFound('This control')
    if (some.owner_id && some.owner_id !== before.owner_id) await requireActive(tx, some.owner_id)
    const { body, state, owner_id, due_on } = { ...before, ...some }
    tx.send(
      raw(
        'update safety.control set body = $4, state = $5, owner_id = $6, due_on = $7 where org_id = $1 and hazard_id = $2 and id = $3',
        [tx.orgId, record.id, control_id, body, state, owner_id, due_on],
      ),
    )
    return { result: {}, facts: { control: control_id, state, owner: owner_id, due_on } }
  },
})

export const removeControl = recordAction({
  ...base,
  name: 'hazards.remove_control',
  summary: 'Remove a control.',
  input: Body({ control_id: Id }),
  run: async ({ tx, input, record }) => {
    const gone = await tx.all(
      raw('delete from safety.control where org_id = $1 and hazard_id = $2 and id = $3 returning 1', [
        tx.orgId,
        record.id,
        input.control_id,
      ]),
    )
    if (gone.length === 0) throw notFound('This control')
    return { result: {}, facts: { control: input.control_id } }
  },
})

async function requireActive(tx: Tx, id: string): Promise<void> {
  const found = await tx.maybe(
    raw("select 1 from core.person where org_id = $1 and id = $2 and is_active and kind = 'staff'", [
      tx.orgId,
      id,
    ]),
  )
  if (!found) throw invalid('#/owner_id', 'This person is not there any more. Choose another one.')
}
