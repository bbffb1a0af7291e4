import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { head } from '../../../core/execute.ts'
import { attachFiles, insertMessage } from '../../../core/messages/message.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import { indexWords } from '../../../core/search/entry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { channels, ticketKinds, ticketLife } from '../lifecycle.ts'
import { priorityOf, promisedAt } from '../priority.ts'

const Level = Type.Integer({ minimum: 1, maximum: 4, description: '1 is the highest.' })

const Input = Body({
  kind: Type.Optional(OneOf(ticketKinds)),
  title: Line(500),
  body: Text(100_000),
  requester_id: Type.Optional(Id),
  channel: Type.Optional(OneOf(channels)),
  impact: Type.Optional(Level),
  urgency: Type.Optional(Level),
  team_id: Type.Optional(Id),
  owner_id: Type.Optional(Id),
  category_id: Type.Optional(Id),
  application: Type.Optional(Line(200)),
  device: Type.Optional(Line(200)),
  place_id: Type.Optional(Id),
  workstation_id: Type.Optional(Id),
  shared_login: Type.Optional(Line(100)),
  tags: Type.Optional(Type.Array(Line(60), { maxItems: 20 })),
  file_ids: Type.Optional(Type.Array(Id, { maxItems: 20 })),
})

/** Files a ticket: for oneself by everybody, for others and with its handling by those who work on tickets. */
export const create = plainAction({
  name: 'tickets.create',
  summary: 'File a ticket.',
  input: Input,
  output: Type.Object(HeadProperties),
  permits: (actor) => may(actor, 'tickets.create'),
  run: async ({ tx, actor, input, now }) => {
    const handles = may(actor, 'tickets.work')
    const isForOther = input.requester_id !== undefined && input.requester_id !== actor.personId
    if (isForOther && !handles) throw forbidden('You can file a request only for yourself.')
    if ((input.team_id !== undefined || input.owner_id !== undefined) && !may(actor, 'tickets.assign'))
      throw forbidden('You may not choose who works on it.')
    const impact = input.impact ?? 3
    const urgency = input.urgency ?? 3
    const priority = priorityOf(impact, urgency)
    const record = newRecord(ticketLife, {
      orgId: actor.orgId,
      number: await nextNumber(tx),
      title: input.title,
      now,
      priority,
      team_id: input.team_id ?? null,
      owner_id: input.owner_id ?? null,
      requester_id: input.requester_id ?? actor.personId,
      tags: [...new Set(input.tags ?? [])],
      due_at: promisedAt(priority, now),
    })
    const message = insertMessage({
      orgId: actor.orgId,
      recordId: record.id,
      authorId: actor.personId,
      isInternal: false,
      channel: 'web',
      body: input.body,
      now,
    })
    tx.send(insertRecord(record))
    tx.send(
      raw(
        `insert into tickets.ticket (org_id, id, ticket_kind, channel, category_id, application, device, impact, urgency, reported_by_id, place_id, workstation_id, shared_login, last_word_at, last_word_by_id)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
        [
          actor.orgId,
          record.id,
          input.kind ?? 'incident',
          input.channel ?? (handles ? 'phone' : 'portal'),
          input.category_id ?? null,
          input.application ?? null,
          input.device ?? null,
          impact,
          urgency,
          actor.personId,
          input.place_id ?? null,
          input.workstation_id ?? null,
          input.shared_login ?? null,
          now,
          actor.personId,
        ],
      ),
    )
    tx.send(message.statement)
    tx.send(
      indexWords({
        orgId: actor.orgId,
        entryId: record.id,
        recordId: record.id,
        kind: 'ticket',
        isInternal: false,
        at: now,
        title: record.title,
        body: input.body,
      }),
    )
    if (input.file_ids?.length)
      tx.send(
        attachFiles(
          { orgId: actor.orgId, recordId: record.id, authorId: actor.personId },
          message.id,
          input.file_ids,
        ),
      )
    return { result: head(record), created: record, facts: { message: message.id } }
  },
})
