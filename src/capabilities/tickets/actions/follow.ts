import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { candidates, sideSeenBy } from '../../../core/notifications/recipients.ts'
import { tell } from '../../../core/notifications/tell.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { seesInside } from '../../../core/records/visible.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { requirePerson } from '../assignable.ts'
import { ticketLife } from '../lifecycle.ts'
import { isRequesterOrWorks, takesPart } from '../policy.ts'

const OneselfOrOther = Body({ person_id: Type.Optional(Id) })

/** Follows the ticket: oneself whoever sees it, others by those who work on it. */
export const watch = recordAction({
  name: 'tickets.watch',
  summary: 'Follow the ticket, or have somebody follow it who may see it.',
  life: ticketLife,
  input: OneselfOrOther,
  permits: takesPart('tickets.reply'),
  run: async ({ app, tx, actor, input, record, now }) => {
    const personId = input.person_id ?? actor.personId
    requireRightOver(actor, record, personId)
    const people = await tx.all(candidates(actor.orgId, record.id, [personId], now))
    const person = people.find((each) => each.id === personId)
    if (!person || sideSeenBy(person, record) === undefined)
      throw invalid('#/person_id', 'This person may not see the ticket. Add them as a participant instead.')
    if (person.is_watcher) return { result: {}, isSilent: true }
    tx.send(
      raw(
        'insert into core.watcher (org_id, record_id, person_id, created_at) values ($1,$2,$3,$4) on conflict do nothing',
        [actor.orgId, record.id, personId, now],
      ),
    )
    if (personId === actor.personId) return { result: {}, isSilent: true, audit: {} }
    notify(app, tx, { record, byId: actor.personId, now }, new Map([[personId, 'watching']]))
    return { result: {}, facts: { person: personId } }
  },
})

export const unwatch = recordAction({
  name: 'tickets.unwatch',
  summary: 'Stop following the ticket, or have somebody stop.',
  life: ticketLife,
  input: OneselfOrOther,
  permits: takesPart('tickets.reply'),
  run: async ({ tx, actor, input, record }) => {
    const personId = input.person_id ?? actor.personId
    requireRightOver(actor, record, personId)
    const removed = await tx.all(
      raw<{ person_id: string }>(
        'delete from core.watcher where org_id = $1 and record_id = $2 and person_id = $3 and not is_participant returning person_id',
        [actor.orgId, record.id, personId],
      ),
    )
    if (removed.length === 0) return { result: {}, isSilent: true }
    if (personId === actor.personId) return { result: {}, isSilent: true, audit: {} }
    return { result: {}, facts: { person: personId } }
  },
})

function requireRightOver(actor: Actor, record: RecordRow, personId: string): void {
  if (personId === actor.personId) return
  if (!may(actor, 'tickets.work') || !seesInside(actor, record))
    throw forbidden('You can decide this only for yourself.')
}

/** Adds a person who then sees the public side and may answer. */
export const addParticipant = recordAction({
  name: 'tickets.add_participant',
  summary: 'Add a person, who then sees the public side of the ticket and may answer.',
  life: ticketLife,
  input: Body({ person_id: Id }),
  permits: isRequesterOrWorks('tickets.reply'),
  run: async ({ app, tx, actor, input, record, now }) => {
    await requirePerson(tx, input.person_id, '#/person_id')
    const added = await tx.all(
      raw<{ person_id: string }>(
        `insert into core.watcher (org_id, record_id, person_id, is_participant, created_at) values ($1,$2,$3,true,$4)
         on conflict (org_id, record_id, person_id) do update set is_participant = true where not core.watcher.is_participant returning person_id`,
        [actor.orgId, record.id, input.person_id, now],
      ),
    )
    if (added.length === 0) return { result: {}, isSilent: true }
    await tell({ app, tx, actor, now }, record, { tells: { [input.person_id]: 'participant' } })
    return { result: {}, facts: { person: input.person_id } }
  },
})

/** A participant may be taken off by the requester, by those who work on it, and by himself. */
export const removeParticipant = recordAction({
  name: 'tickets.remove_participant',
  summary: 'Remove a person from the ticket, who then does not see it any more.',
  life: ticketLife,
  input: Body({ person_id: Id }),
  permits: takesPart('tickets.reply'),
  run: async ({ tx, actor, input, record }) => {
    if (input.person_id !== actor.personId && !isRequesterOrWorks('tickets.reply')(actor, record))
      throw forbidden('You can remove only yourself.')
    const removed = await tx.all(
      raw<{ person_id: string }>(
        'delete from core.watcher where org_id = $1 and record_id = $2 and person_id = $3 and is_participant returning person_id',
        [actor.orgId, record.id, input.person_id],
      ),
    )
    return removed.length === 0
      ? { result: {}, isSilent: true }
      : { result: {}, facts: { person: input.person_id } }
  },
})
