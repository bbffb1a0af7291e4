/** What a ticket's page shows that was written elsewhere: on tickets merged into it, and messages it was split from. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { inside, notKept, visible } from '../../../core/records/visible.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id, Nullable, NullableId, NullableText, NullableTime, OneOf } from '../../../platform/http/schema.ts'
import { resolutionCodes, ticketLife } from '../lifecycle.ts'
import { endOf, treeOf } from './tree.ts'

const State = OneOf(Object.keys(ticketLife.states) as (keyof typeof ticketLife.states)[])
const Named = Nullable(Type.Object({ id: Id, name: Type.String() }))

export const MergedInto = Type.Object({
  id: {
    ...NullableId,
    description: 'Only for who may see that ticket; the same holds for number and title.',
  },
  number: Nullable(Type.Integer()),
  title: NullableText,
  state: State,
  resolution_code: Nullable(OneOf(resolutionCodes)),
  resolved_at: NullableTime,
})
export const Merged = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  into_id: Id,
  requester: Named,
  minutes_spent: Type.Integer(),
  may_unmerge: Type.Boolean(),
})
export type Merged = Static<typeof Merged>

const messages_max = 500
const files_max = 500

/** Messages of other records, with the record that each was written on as far as the actor may know it. */
export type ShownMessage = {
  id: string
  author_id: string | null
  is_internal: boolean
  body: string
  created_at: string
  redacted_at: string | null
  origin_id: string | null
  origin_number: number | null
}
export type ShownFile = {
  id: string
  message_id: string | null
  name: string
  media_type: string
  size_bytes: number
  is_inline: boolean
  removed_at: string | null
}
export type Elsewhere = { merged: Merged[]; messages: ShownMessage[]; files: ShownFile[]; people: string[] }

/**
 * What else the page of a ticket shows. Of merged tickets those who work on this one see what they may see of each
 * from the inside; a split ticket shows its chosen messages to everybody who sees it, notes to the inside.
 */
export async function elsewhere(
  tx: Tx,
  actor: Actor,
  head: { id: string; has_merged: boolean; has_shown: boolean },
  isInside: boolean,
): Promise<Elsewhere> {
  const hasMerged = head.has_merged && isInside
  if (!hasMerged && !head.has_shown) return { merged: [], messages: [], files: [], people: [] }
  const [merged, ofMerged, shown] = await tx.many(
    hasMerged ? mergedOf(actor, head.id) : undefined,
    hasMerged ? messagesOfMerged(actor, head.id) : undefined,
    head.has_shown ? messagesShown(actor, head.id, isInside) : undefined,
  )
  const own = new Set(ofMerged.map((each) => each.id))
  const messages = [...ofMerged, ...shown.filter((each) => !own.has(each.id))]
  const files = messages.length === 0 ? [] : await tx.all(filesOfMessages(actor, messages))
  const people = [
    ...messages.flatMap((each) => each.author_id ?? []),
    ...merged.flatMap((each) => each.requester?.id ?? []),
  ]
  return { merged, messages, files, people }
}

function mergedOf(actor: Actor, id: string): RawBuilder<Merged> {
  return sql<Merged>`${treeOf(actor.orgId, id)}
    select r.id, r.number, r.title, t.merged_into_id as into_id, t.minutes_spent,
      case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as requester,
      exists (select from tickets.merging g where g.org_id = r.org_id and g.ticket_id = r.id) as may_unmerge
    from tree m join core.record r on r.org_id = ${actor.orgId} and r.id = m.id join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
    left join core.person p on p.org_id = r.org_id and p.id = r.requester_id
    where m.depth > 0 and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')} order by r.number`
}

const shownColumns = sql.raw('m.id, m.author_id, m.is_internal, m.body, m.created_at, m.redacted_at')

function messagesOfMerged(actor: Actor, id: string): RawBuilder<ShownMessage> {
  return sql<ShownMessage>`${treeOf(actor.orgId, id)}
    select ${shownColumns}, r.id as origin_id, r.number as origin_number
    from tree b join core.record r on r.org_id = ${actor.orgId} and r.id = b.id join core.message m on m.org_id = r.org_id and m.record_id = r.id
    where b.depth > 0 and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')} order by m.created_at desc, m.id desc limit ${messages_max}`
}

// The record is only named to who sees it; the words are shown by the right to the ticket that shows them,
// as long as the other one is not kept from the reader.
function messagesShown(actor: Actor, id: string, isInside: boolean): RawBuilder<ShownMessage> {
  return sql<ShownMessage>`
    select ${shownColumns}, case when ${visible(actor, 'ticket')} then r.id end as origin_id, case when ${visible(actor, 'ticket')} then r.number end as origin_number
    from core.shown_message s join core.message m on m.org_id = s.org_id and m.id = s.message_id
    join core.record r on r.org_id = m.org_id and r.id = m.record_id and ${notKept(actor)}
    where s.org_id = ${actor.orgId} and s.record_id = ${id} and (not m.is_internal or ${isInside}) order by m.created_at desc, m.id desc limit ${messages_max}`
}

function filesOfMessages(actor: Actor, messages: readonly { id: string }[]): RawBuilder<ShownFile> {
  return sql<ShownFile>`
    select a.id, a.message_id, a.name, a.media_type, a.size_bytes, a.is_inline, a.removed_at from core.attachment a join core.message m on m.org_id = a.org_id and m.id = a.message_id
    where a.org_id = ${actor.orgId} and a.record_id = m.record_id and a.message_id = any(${messages.map((each) => each.id)}::uuid[]) order by a.created_at, a.id limit ${files_max}`
}

/** The ticket with which a merged one goes on. Who may not see it learns how it stands, and nothing else. */
export async function mergedIntoOf(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Static<typeof MergedInto> | null> {
  const end = await tx.maybe(endOf(actor.orgId, id))
  if (!end || end.id === id) return null
  const found = await tx.maybe(
    sql<Static<typeof MergedInto> & { isSeen: boolean }>`
      select r.id, r.number, r.title, r.state, t.resolution_code, t.resolved_at, ${visible(actor, 'ticket')} as "isSeen"
      from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id where r.org_id = ${actor.orgId} and r.id = ${end.id}`,
  )
  if (!found) return null
  const { isSeen, ...into } = found
  return isSeen ? into : { ...into, id: null, number: null, title: null }
}
