/** Books the requester of a ticket into a class, by whoever works on it. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import { complete, laterThan } from '../../../core/execute.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { visible } from '../../../core/records/visible.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { ticketLife } from '../../tickets/index.ts'
import { book, takeSeat } from '../classes/book.ts'
import { bookingStates } from '../classes/lifecycle.ts'
import { mayTeach } from './fits.ts'
import { requireRequester } from './requester.ts'

export const bookRequester = recordAction({
  name: 'classes.book_requester',
  summary:
    'Book the requester of a ticket into a class; when all seats are taken they wait in line. They are mailed, and the class does not learn of which ticket.',
  life: ticketLife,
  input: Body({ class_id: Id }),
  output: Type.Object({
    booking: OneOf(bookingStates),
    is_mailed: Type.Boolean({ description: 'False where nobody has an address to write to.' }),
  }),
  permits: mayTeach,
  run: async ({ app, tx, actor, input, record, now }) => {
    const requester = await requireRequester(tx, record)
    const of = await lockedClass(tx, actor, input.class_id)
    if (!of) throw invalid('#/class_id', 'This class does not exist. Choose another one.')
    const booking = await takeSeat({ app, tx, actor, now }, of, { id: requester.id, way: 'agent' })
    // Nothing that stands in the timeline of the class leads to the ticket: it may be kept from those who teach.
    await complete({ app, tx, actor, now: laterThan(of.updated_at, new Date(now)) }, book, of, {
      facts: { person: requester.id, booking, way: 'agent' },
      isInternal: true,
    })
    return {
      result: { booking, is_mailed: requester.has_address },
      facts: { class: of.id, number: of.number, person: requester.id, booking },
      isInternal: true,
    }
  },
})

/** Tickets are locked before classes, everywhere. */
function lockedClass(tx: Tx, actor: Actor, id: string): Promise<RecordRow | undefined> {
  return tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r
      where r.id = ${id} and r.kind = 'class' and ${visible(actor, 'class')} for no key update of r`,
  )
}
