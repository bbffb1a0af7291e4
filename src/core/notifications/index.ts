/** The notifications of the person who asks: list, count, mark as read. Nobody reads another's. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { raw } from '../../platform/db/transaction.ts'
import { Body, Id, Nullable, NullableTime, OneOf, Page, PageQuery, Time } from '../../platform/http/schema.ts'
import { plainAction } from '../action.ts'
import { visible } from '../records/visible.ts'
import { type Capability, reader } from '../registry.ts'
import { writeMail } from './mail-requester.ts'
import { reasons } from './notify.ts'
import { readPlace, writePlace } from './place.ts'

const Notification = Type.Object({
  id: Id,
  reason: OneOf(reasons),
  by: Nullable(Type.Object({ id: Id, name: Type.String() })),
  created_at: Time,
  read_at: NullableTime,
  record: Nullable(
    Type.Object({
      id: Id,
      kind: Type.String(),
      number: Type.Integer(),
      title: Type.String(),
      state: Type.String(),
    }),
  ),
})
type Notification = Static<typeof Notification>

const list = reader({
  name: 'notifications.list',
  summary: 'One’s own notifications, newest first.',
  path: '/api/notifications',
  query: Type.Object(
    { ...PageQuery, is_unread: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  output: Page(Notification),
  permits: () => true,
  run: async ({ tx, actor, query }) => {
    const limit = query.limit ?? 50
    const place = query.after === undefined ? undefined : readPlace(query.after)
    // A record that the person may not see any more is not named.
    const rows = await tx.all(
      sql<Notification>`
        select n.id, n.reason, n.created_at, n.read_at,
          case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end as by,
          (select json_build_object('id', r.id, 'kind', r.kind, 'number', r.number, 'title', r.title, 'state', r.state)
             from core.record r where r.id = n.record_id and ${visible(actor)}) as record
        from core.notification n
        left join core.person b on b.org_id = n.org_id and b.id = (n.data ->> 'by')::uuid
        where n.org_id = ${actor.orgId} and n.person_id = ${actor.personId}
          and (not ${query.is_unread ?? false} or n.read_at is null)
          and (${place?.at ?? null}::timestamptz is null or (n.created_at, n.id) < (${place?.at ?? null}::timestamptz, ${place?.id ?? null}::uuid))
        order by n.created_at desc, n.id desc limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? writePlace(last.created_at, last.id) : null }
  },
})

const count = reader({
  name: 'notifications.count',
  summary: 'How many of one’s own notifications are unread.',
  path: '/api/notifications/count',
  output: Type.Object({ unread: Type.Integer() }),
  permits: () => true,
  run: async ({ tx, actor }) =>
    tx.one(
      raw<{ unread: number }>(
        'select count(*) as unread from core.notification where org_id = $1 and person_id = $2 and read_at is null',
        [actor.orgId, actor.personId],
      ),
    ),
})

const read = plainAction({
  name: 'notifications.read',
  summary: 'Mark one’s own notifications as read: those named, those of one record, or all.',
  input: Body({
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
    record_id: Type.Optional(Id),
  }),
  output: Type.Object({ unread: Type.Integer() }),
  permits: () => true,
  run: async ({ app, tx, actor, input, now }) => {
    tx.send(
      raw(
        `update core.notification set read_at = $3 where org_id = $1 and person_id = $2 and read_at is null
           and ($4::uuid[] is null or id = any($4::uuid[])) and ($5::uuid is null or record_id = $5)`,
        [actor.orgId, actor.personId, now, input.ids ?? null, input.record_id ?? null],
      ),
    )
    tx.afterCommit(() =>
      app.live.publish({ topic: 'notification', org: actor.orgId, people: [actor.personId], reason: 'read' }),
    )
    const result = await tx.one(
      raw<{ unread: number }>(
        'select count(*) as unread from core.notification where org_id = $1 and person_id = $2 and read_at is null',
        [actor.orgId, actor.personId],
      ),
    )
    return { result }
  },
})

export const notifications: Capability = {
  name: 'notifications',
  plainActions: [read],
  readers: [list, count],
  jobs: { 'notifications.mail_requester': writeMail },
}
