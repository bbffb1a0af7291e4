/** Plans a class for those whom a need concerns, opens it, and keeps a seat for each of them. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Context, recordAction } from '../../../core/action.ts'
import { complete, createWithin, laterThan } from '../../../core/execute.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { invite, people_max } from '../classes/invite.ts'
import { openClass, planClasses, single } from '../classes/plan.ts'
import { manages, records } from '../policy.ts'
import { personsOfNeed } from './for-class.ts'
import { needLife } from './lifecycle.ts'

const Input = Body({
  ...single,
  person_ids: Type.Array(Id, {
    minItems: 1,
    maxItems: people_max,
    uniqueItems: true,
    description:
      'Of those whom the need concerns; those who come first get the seats, the others wait in line.',
  }),
})

export const planClassForNeed = recordAction({
  name: 'needs.plan_class',
  summary:
    'Plan and open a class for those whom a confirmed need concerns, and keep a seat for each of them; they are mailed. Who sits in another class at that time is left out.',
  life: needLife,
  move: 'plan',
  input: Input,
  output: Type.Object({
    class_id: Id,
    class_number: Type.Integer(),
    booked: Type.Integer(),
    waitlisted: Type.Integer(),
    left_out: Type.Integer({
      description: 'They are in another class at that time, or the waitlist is full.',
    }),
  }),
  permits: (actor) => manages(actor) && records(actor),
  run: async (context) => {
    const { app, tx, actor, input, record, now } = context
    const personIds = await wantedOf(context)
    const { person_ids: _people, ...wished } = input
    const { classes } = (await createWithin({ app, tx, actor, now }, planClasses, wished)) as {
      classes: { id: string }[]
    }
    const made = await tx.one(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${classes[0]?.id} for no key update of r`,
    )
    tx.send(
      raw('insert into training.need_class (org_id, need_id, class_id) values ($1, $2, $3)', [
        tx.orgId,
        record.id,
        made.id,
      ]),
    )
    const writing = { app, tx, actor, now: laterThan(made.updated_at, new Date(now)) }
    const opened = await complete(writing, openClass, made, { changes: { audience: 'staff' } })
    const { booked, waitlisted, leftOut } = await invite(writing, opened, personIds)
    return {
      result: { class_id: made.id, class_number: made.number, booked, waitlisted, left_out: leftOut },
      facts: { class: made.id, number: made.number, booked, waitlisted },
    }
  },
})

/** Those who are named, in the order in which the need concerns them. Throws the 422 problem where it does not. */
async function wantedOf({ tx, input, record }: Context<Static<typeof Input>> & { record: RecordRow }) {
  const wanted = new Set(input.person_ids.map((id) => id.toLowerCase()))
  const concerned = (await personsOfNeed(tx, record.id)).filter((id) => wanted.has(id))
  if (concerned.length !== wanted.size)
    throw invalid('#/person_ids', 'Somebody is not concerned by this need any more. Look at it again.')
  return concerned
}
