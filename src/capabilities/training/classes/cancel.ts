/** A class that does not take place, and why. */
import { recordAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Text } from '../../../platform/http/schema.ts'
import { releaseNeedsOf } from '../needs/of-class.ts'
import { records } from '../policy.ts'
import { requireNoPatient } from '../words.ts'
import { classLife } from './lifecycle.ts'
import { mailAbout } from './mail.ts'
import { bookingsOf, classOf } from './store.ts'

const reason_characters_max = 500

export const cancelClass = recordAction({
  name: 'classes.cancel',
  summary: 'Cancel a class: those who are booked or wait are mailed, and it goes out of their calendars.',
  life: classLife,
  move: 'cancel',
  input: Body({
    reason: Text(reason_characters_max, {
      minLength: 1,
      description: 'For those who were to come, on its page; in no mail.',
    }),
  }),
  permits: records,
  run: async ({ app, tx, actor, input, record, now }) => {
    if (input.reason.trim() === '') throw invalid('#/reason', 'Say why it does not take place.')
    await requireNoPatient({ app, tx, now }, { '#/reason': input.reason })
    const bookings = await bookingsOf(tx, record.id)
    for (const [table, key, more] of [
      ['class', 'id', ', sequence = sequence + 1'],
      ['class_trainer', 'class_id', ''],
      ['booking', 'class_id', ''],
    ] as const)
      tx.send(
        raw(`update training.${table} set is_off = true${more} where org_id = $1 and ${key} = $2`, [
          tx.orgId,
          record.id,
        ]),
      )
    tx.send(
      raw('update training.class set cancel_reason = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        record.id,
        input.reason.trim(),
      ]),
    )
    await releaseNeedsOf({ app, tx, actor, now }, record.id)
    const of = await classOf(tx, record.id)
    const concerned = bookings.filter(({ state }) => ['requested', 'booked', 'waitlisted'].includes(state))
    await mailAbout(
      { app, tx, now },
      'class_cancelled',
      { number: record.number, of },
      concerned.map(({ person_id }) => person_id),
    )
    return { result: {}, facts: { mailed: concerned.length } }
  },
})
