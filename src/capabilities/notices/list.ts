/** One's own notices: what happened, why one hears of it, and of which kind it is. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Reason, reasons } from '../../core/notifications/notify.ts'
import { readPlace, writePlace } from '../../core/notifications/place.ts'
import { visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableTime, OneOf, Page, PageQuery, Time } from '../../platform/http/schema.ts'
import { kindOf, namingReasons, reasonsOf, termsOf } from './kinds.ts'
import { KindName } from './settings.ts'

const whys = ['named', 'requester', 'owner', 'follows', 'duty'] as const

const Notice = Type.Object({
  id: Id,
  reason: OneOf(reasons),
  kind: KindName,
  why: OneOf(whys, { description: 'What of the reader made that she is told.' }),
  by: Nullable(Type.Object({ id: Id, name: Type.String() })),
  created_at: Time,
  read_at: NullableTime,
  is_record_muted: Type.Boolean(),
  may_mute_kind: Type.Boolean(),
  record: Nullable(
    Type.Object({ id: Id, kind: Type.String(), number: Type.Integer(), title: Type.String() }),
  ),
})
type Row = Omit<Static<typeof Notice>, 'kind' | 'why' | 'may_mute_kind'> & {
  is_requester: boolean
  is_owner: boolean
  follows: boolean
}

export const listNotices = reader({
  name: 'notices.list',
  summary: 'One’s own notices, newest first, with why one hears of each.',
  path: '/api/notices',
  query: Type.Object(
    {
      ...PageQuery,
      is_unread: Type.Optional(Type.Boolean()),
      kind: Type.Optional(KindName),
      record_id: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  output: Page(Notice),
  permits: () => true,
  run: async ({ tx, actor, query }) => {
    const limit = query.limit ?? 50
    const place = query.after === undefined ? undefined : readPlace(query.after)
    const only = query.kind === undefined ? undefined : reasonsOf(query.kind)
    // A record that the person may not see any more is not named.
    const rows = await tx.all(
      sql<Row>`
        select n.id, n.reason, n.created_at, n.read_at,
          case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end as by,
          coalesce(r.requester_id = n.person_id, false) as is_requester, coalesce(r.owner_id = n.person_id, false) as is_owner,
          exists (select from core.watcher w where w.org_id = n.org_id and w.record_id = n.record_id and w.person_id = n.person_id) as follows,
          exists (select from notices.muted_record m where m.org_id = n.org_id and m.person_id = n.person_id and m.record_id = n.record_id) as is_record_muted,
          case when r.id is not null then json_build_object('id', r.id, 'kind', r.kind, 'number', r.number, 'title', r.title) end as record
        from core.notification n
        left join core.person b on b.org_id = n.org_id and b.id = (n.data ->> 'by')::uuid
        left join core.record r on r.org_id = n.org_id and r.id = n.record_id and ${visible(actor)}
        where n.org_id = ${actor.orgId} and n.person_id = ${actor.personId}
          and (not ${query.is_unread ?? false} or n.read_at is null)
          and (${query.record_id ?? null}::uuid is null or r.id = ${query.record_id ?? null}::uuid)
          and (${only === undefined} or n.reason = any(case when r.requester_id = n.person_id then ${only?.asRequester ?? []}::text[] else ${only?.otherwise ?? []}::text[] end))
          and (${place?.at ?? null}::timestamptz is null or (n.created_at, n.id) < (${place?.at ?? null}::timestamptz, ${place?.id ?? null}::uuid))
        order by n.created_at desc, n.id desc limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(shown),
      next: rows.length > limit && last ? writePlace(last.created_at, last.id) : null,
    }
  },
})

function shown({ is_requester, is_owner, follows, ...row }: Row): Static<typeof Notice> {
  const kind = kindOf(row.reason, is_requester)
  const why = namingReasons.includes(row.reason as Reason)
    ? 'named'
    : is_requester
      ? 'requester'
      : is_owner
        ? 'owner'
        : follows
          ? 'follows'
          : 'duty'
  return { ...row, kind, why, may_mute_kind: !termsOf(kind).isFixed }
}

export const markUnread = plainAction({
  name: 'notices.unread',
  summary: 'Mark one of one’s own notices as unread again.',
  path: '/api/notices/unread',
  input: Body({ id: Id }),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ app, tx, actor, input }) => {
    const found = await tx.maybe(
      raw(
        'update core.notification set read_at = null where org_id = $1 and person_id = $2 and id = $3 returning id',
        [tx.orgId, actor.personId, input.id],
      ),
    )
    if (!found) throw notFound('This notice')
    tx.afterCommit(() =>
      app.live.publish({ topic: 'notification', org: tx.orgId, people: [actor.personId], reason: 'read' }),
    )
    return { result: {} }
  },
})
