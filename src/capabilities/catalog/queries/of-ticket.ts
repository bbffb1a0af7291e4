import { sql } from 'kysely'
import { Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable } from '../../../platform/http/schema.ts'
import { readsTickets, worksWith } from '../../tickets/index.ts'
import { namesById, namesOf } from '../answers.ts'
import { Content, GroupName } from '../contract.ts'
import type { Answers } from '../form.ts'
import { inWords } from '../in-words.ts'

type Stored = { item_id: string; version: number; content: Content; answers: Answers; today: string }
const mayChange = worksWith('tickets.edit')

/** What was asked for with the ticket, in the words of the version that was answered. */
export const requestOfTicket = reader({
  name: 'catalog.of_ticket',
  summary: 'The form and the answers that the ticket was asked for with; none for other tickets.',
  path: '/api/tickets/:id/request',
  params: Body({ id: Id }),
  output: Type.Object({
    request: Nullable(
      Type.Object({
        item_id: Id,
        version: Type.Integer(),
        name: GroupName,
        icon: Content.properties.icon,
        fields: Content.properties.fields,
        answers: Type.Record(Type.String(), Type.Unknown()),
        names: Type.Record(Type.String(), Type.String(), {
          description: 'People, places, devices and files of the answers, by id.',
        }),
        today: Type.String(),
        may_change: Type.Boolean(),
      }),
    ),
  }),
  permits: readsTickets,
  run: async ({ tx, actor, params, now }) => {
    const id = params.id ?? ''
    const [records, found] = await tx.many(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
      sql<Stored>`select q.item_id, v.number as version, v.content, q.answers,
          to_char(${now}::timestamptz at time zone o.time_zone, 'YYYY-MM-DD') as today
        from catalog.request q join catalog.item_version v on v.org_id = q.org_id and v.id = q.version_id
          join core.organization o on o.id = q.org_id
          join core.record r on r.org_id = q.org_id and r.id = q.ticket_id
        where q.org_id = ${tx.orgId} and q.ticket_id = ${id} and ${visible(actor, 'ticket')}`,
    )
    const record = records[0]
    if (!record) throw notFound('This ticket')
    const stored = found[0]
    if (!stored) return { request: null }
    const { content, answers } = stored
    const names = await namesOf(tx, content.fields, answers)
    return {
      request: {
        item_id: stored.item_id,
        version: stored.version,
        name: content.name,
        icon: content.icon,
        fields: content.fields,
        answers,
        names: namesById(names),
        today: stored.today,
        may_change: mayChange(actor, record),
      },
    }
  },
})

/** The answers as an approver reads them; who is asked to approve need not see the ticket. */
export async function answersForApprovers(
  tx: Tx,
  ticketId: string,
): Promise<{ label: string; value: string }[]> {
  const stored = await tx.maybe(
    raw<Pick<Stored, 'content' | 'answers'>>(
      `select v.content, q.answers from catalog.request q join catalog.item_version v on v.org_id = q.org_id and v.id = q.version_id
       where q.org_id = $1 and q.ticket_id = $2`,
      [tx.orgId, ticketId],
    ),
  )
  if (!stored) return []
  const { content, answers } = stored
  const names = namesById(await namesOf(tx, content.fields, answers))
  return content.fields.flatMap((field) => {
    const answer = answers[field.key]
    return answer === undefined ? [] : [{ label: field.label.en, value: inWords(field, answer, names, 'en') }]
  })
}
