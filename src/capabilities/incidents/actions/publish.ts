import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { writeMessage } from '../../../core/messages/write-message.ts'
import { notify } from '../../../core/notifications/notify.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, NullableTime, Text } from '../../../platform/http/schema.ts'
import { MayGiveAway, requireKept } from '../../knowledge/index.ts'
import { changeIncident } from '../incident.ts'
import { type IncidentState, incidentLife } from '../lifecycle.ts'
import { mailFollowers } from '../mail.ts'
import { requireLeading, takesPart } from '../policy.ts'
import { armReminder } from '../reminder.ts'
import { beginRound, reachable } from '../round.ts'
import { requireFuture } from './affected.ts'

type Context = { app: App; tx: Tx; actor: Actor; now: string }
const followers_max = 20_000

/** One word to everybody: on the status page, to who follows, and as a reply in each ticket that is part of it. */
export const publish = recordAction({
  name: 'incidents.publish',
  summary: 'Publish an update: on the status page, and as a reply in every linked ticket.',
  life: incidentLife,
  input: Body({
    body: Text(20_000, { minLength: 1, description: 'What all staff read.' }),
    reporter_body: Type.Optional(
      Text(20_000, { description: 'What those read who reported it; the same where it is left out.' }),
    ),
    next_update_at: Type.Optional(NullableTime),
    may_give_away: MayGiveAway,
  }),
  output: Type.Object({ update_id: Id, tickets: Type.Integer() }),
  permits: takesPart,
  run: async ({ app, tx, actor, input, record, now }) => {
    await requireLeading(tx, actor, record)
    if (record.state !== 'working' && record.state !== 'resolved')
      throw conflict(
        record.state === 'proposed'
          ? 'Staff hear of it once it is declared.'
          : 'This is over. Reopen it first.',
      )
    const context = { app, tx, actor, now }
    const reporterBody = input.reporter_body?.trim() ? input.reporter_body : input.body
    const { id, tickets } = await tellEverybody(context, record, {
      body: input.body,
      reporterBody,
      state: record.state,
      mayGiveAway: input.may_give_away,
    })
    const next_update_at = requireFuture(input.next_update_at ?? null, now)
    changeIncident(tx, record.id, { next_update_at })
    armReminder(app, tx, record.id, next_update_at)
    return {
      result: { update_id: id, tickets },
      facts: { message: id, tickets },
    }
  },
})

type Words = {
  body: string
  reporterBody: string
  state: IncidentState
  /** The writer knows that the words may lead outside to what the department alone reads. */
  mayGiveAway: boolean | undefined
}

/** The words for the status page, to who follows, and as a reply in each ticket that still takes one. */
export async function tellEverybody(
  context: Context,
  record: RecordRow,
  words: Words,
): Promise<{ id: string; tickets: number }> {
  const { tx } = context
  const tickets = await tx.all(reachable(tx.orgId, record.id))
  const reporters = new Set(tickets.map((ticket) => ticket.requester_id))
  const id = await tellStaff(context, record, words, reporters)
  const ticketIds = tickets.map((ticket) => ticket.id)
  await beginRound(context, { id, incidentId: record.id, body: words.reporterBody, code: null, ticketIds })
  return { id, tickets: tickets.length }
}

/** Stores the words for the status page and tells who follows, but for those who hear of it in another way. */
export async function tellStaff(
  context: Context,
  record: RecordRow,
  words: Words,
  others: ReadonlySet<string | null> = new Set(),
): Promise<string> {
  const { app, tx, actor, now } = context
  if (words.body.trim() === '') throw invalid('#/body', 'Write what staff should know.')
  // What goes into the tickets goes there by the automation, which is asked no more.
  if (!words.mayGiveAway) await requireKept(context, record.id, `${words.body}\n${words.reporterBody}`)
  const message = await writeMessage(context, record, { body: words.body, isInternal: false, tells: {} })
  tx.send(
    raw(
      'insert into incidents.update (org_id, id, incident_id, reporter_body, state, created_at) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, message.id, record.id, words.reporterBody, words.state, now],
    ),
  )
  const followers = await tx.all(
    raw<{ person_id: string }>(
      `select w.person_id from core.watcher w join core.person p on p.org_id = w.org_id and p.id = w.person_id and p.is_active
       where w.org_id = $1 and w.record_id = $2 and w.person_id <> $3 limit $4`,
      [tx.orgId, record.id, actor.personId, followers_max],
    ),
  )
  const told = new Map(
    followers
      .filter(({ person_id }) => !others.has(person_id))
      .map(({ person_id }) => [person_id, 'incident_update' as const]),
  )
  notify(app, tx, { record, byId: actor.personId, now }, told)
  if (told.size > 0) mailFollowers(app, tx, record.id, now)
  return message.id
}
