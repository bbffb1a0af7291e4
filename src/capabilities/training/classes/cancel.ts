/** A class that does not take place, and why. */
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { complete, laterThan } from '../../../core/execute.ts'
import type { Writing } from '../../../core/followers.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Text } from '../../../platform/http/schema.ts'
import { releaseNeedsOf } from '../needs/of-class.ts'
import { records } from '../policy.ts'
import { requireNoPatient } from '../words.ts'
import { classLife } from './lifecycle.ts'
import { mailAbout } from './mail.ts'
import { following, followingOf, nothing } from './series.ts'
import { bookingsOf, classOf } from './store.ts'

const reason_characters_max = 500

export const cancelClass = recordAction({
  name: 'classes.cancel',
  summary:
    'Cancel a class, alone or with those that follow in its series: those who are booked or wait are mailed, and it goes out of their calendars.',
  life: classLife,
  move: 'cancel',
  input: Body({
    reason: Text(reason_characters_max, {
      minLength: 1,
      description: 'For those who were to come, on its page; in no mail.',
    }),
    with_following: Type.Optional(
      Type.Boolean({ description: 'Those of its series that come after it and did not begin, too.' }),
    ),
  }),
  permits: records,
  locksAlso: ({ orgId, id, input }) => (input.with_following ? following(orgId, id) : nothing),
  run: async (context) => {
    const { app, tx, input, record } = context
    const reason = input.reason.trim()
    if (reason === '') throw invalid('#/reason', 'Say why it does not take place.')
    await requireNoPatient({ app, tx, now: context.now }, { '#/reason': reason })
    const others = input.with_following ? await followingOf(tx, record.id) : []
    for (const each of others) {
      const writing = { ...context, now: laterThan(each.updated_at, new Date(context.now)) }
      const mailed = await callOff(writing, each, reason)
      await complete(writing, cancelClass, each, { facts: { mailed, series_of: record.number } })
    }
    const mailed = await callOff(context, record, reason)
    return { result: {}, facts: { mailed, following: others.length } }
  },
})

/** Takes a class out of the way of others, and mails who is concerned; answers how many. */
async function callOff({ app, tx, actor, now }: Writing, record: RecordRow, reason: string): Promise<number> {
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
      reason,
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
  return concerned.length
}
