/** The audit log to read and to take along: who signed in, was refused, changed people and roles. */
import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import { read, type Tx, write } from '../../platform/db/transaction.ts'
import { forbidden } from '../../platform/http/problem.ts'
import { Id, Nullable, NullableId, NullableText, Page, PageQuery, Time } from '../../platform/http/schema.ts'
import type { Http } from '../../platform/http/server.ts'
import { type Actor, may } from '../actor.ts'
import type { App } from '../app.ts'
import { audit } from '../audit.ts'
import { noteDenial } from '../execute.ts'
import { sealedFrom, visible } from '../records/visible.ts'
import { reader } from '../registry.ts'
import { namesOf } from './audit-names.ts'
import { csvLine } from './csv.ts'
import { readKey, writeKey } from './page-key.ts'
import type { Sessions } from './session.ts'

const export_lines_max = 50_000

const AuditRow = Type.Object({
  id: Id,
  at: Time,
  action: Type.String(),
  actor: Nullable(Type.Object({ id: Id, name: Type.String() })),
  record_id: NullableId,
  address: NullableText,
  data: Type.Record(Type.String(), Type.Unknown()),
  record: Type.Union([
    Type.Object({ id: Id, kind: Type.String(), number: Type.Integer(), title: Type.String() }),
    Type.Null({ description: 'There is none, or the reader of the log may not see it.' }),
  ]),
})
const NamedAuditRow = Type.Object({
  ...AuditRow.properties,
  names: Type.Record(Type.String(), Type.String(), {
    description: 'The names behind the ids of the data, by the same keys.',
  }),
})

type AuditLine = {
  id: string
  at: string
  action: string
  actor: { id: string; name: string } | null
  record_id: string | null
  address: string | null
  data: Record<string, unknown>
  record: { id: string; kind: string; number: number; title: string } | null
}

const Filter = {
  person_id: Type.Optional(Id),
  action: Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'Whole names, or their beginnings with a dot, separated by commas: signed_in,people.',
    }),
  ),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
}
type AuditFilter = { person_id?: string; action?: string; from?: string; to?: string }

export const auditLog = reader({
  name: 'audit.list',
  summary: 'A page of the audit log, newest first.',
  path: '/api/audit',
  query: Type.Object({ ...Filter, ...PageQuery }, { additionalProperties: false }),
  output: Page(NamedAuditRow),
  permits: (actor) => may(actor, 'audit.read'),
  run: async ({ tx, actor, query }) => {
    const limit = query.limit ?? 50
    const rows = await lines(tx, actor, query, limit + 1, query.after)
    const shown = rows.slice(0, limit)
    const names = await namesOf(tx, shown)
    const page = shown.map((row, at) => ({ ...row, names: names[at] ?? {} }))
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? writeKey([last.at, last.id]) : null }
  },
})

function lines(
  tx: Tx,
  actor: Actor,
  filter: AuditFilter,
  limit: number,
  after?: string,
): Promise<AuditLine[]> {
  const conditions = [
    sql`a.org_id = ${tx.orgId}`,
    // A denied try names in its data what was tried.
    sql`not exists (select from unnest(${sealedFrom(actor)}::text[]) s
      where starts_with(a.action, s) or starts_with(a.data ->> 'action', s))`,
  ]
  if (filter.person_id !== undefined)
    conditions.push(sql`(a.actor_id = ${filter.person_id} or a.data ->> 'person' = ${filter.person_id})`)
  if (filter.action !== undefined) conditions.push(actionIn(filter.action))
  if (filter.from !== undefined) conditions.push(sql`a.at >= ${filter.from}::timestamptz`)
  if (filter.to !== undefined) conditions.push(sql`a.at < ${filter.to}::timestamptz`)
  if (after !== undefined) {
    const [at, id] = readKey(after, ['time', 'id'])
    conditions.push(sql`(a.at, a.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  return tx.all(
    sql<AuditLine>`select a.id, a.at, a.action, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as actor,
        a.record_id, a.address, a.data,
        case when r.id is not null then json_build_object('id', r.id, 'kind', r.kind, 'number', r.number, 'title', r.title) end as record
      from (select * from core.audit a where ${sql.join(conditions, sql` and `)} order by a.at desc, a.id desc limit ${limit}) a
      left join core.person p on p.org_id = a.org_id and p.id = a.actor_id
      left join core.record r on r.id = coalesce(a.record_id, case when a.data ->> 'record' ~ ${uuid} then (a.data ->> 'record')::uuid end) and ${visible(actor)}
      order by a.at desc, a.id desc`,
  )
}

const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

function actionIn(text: string): RawBuilder<unknown> {
  const names = text.split(',').map((name) => name.trim())
  const beginnings = names.filter((name) => name.endsWith('.'))
  return sql`(a.action = any(${names}::text[]) or exists (select from unnest(${beginnings}::text[]) b where starts_with(a.action, b)))`
}

/** Mounts /api/audit/export: the same lines as CSV. The export itself is a line of the log. */
export function mountAuditExport(http: Http, app: App, sessions: Sessions): void {
  http.get(
    '/api/audit/export',
    {
      schema: {
        operationId: 'audit.export',
        summary: `The newest ${export_lines_max} lines of the audit log as CSV.`,
        tags: ['audit'],
        security: [{ session: [] }],
        querystring: Type.Object(Filter, { additionalProperties: false }),
        response: { 200: Type.String({ description: 'text/csv' }), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const actor = await sessions.authenticate(request)
      await requireAuditRead(app, actor)
      const rows = await read(app.pool, actor.orgId, (tx) =>
        lines(tx, actor, request.query, export_lines_max),
      )
      await write(app.pool, actor.orgId, async (tx) =>
        tx.send(audit(actor, app.clock.now().toISOString(), 'audit.export', { lines: rows.length })),
      )
      const head = csvLine(['at', 'action', 'person', 'person_id', 'record_id', 'record', 'address', 'data'])
      const body = rows.map((row) =>
        csvLine([
          row.at,
          row.action,
          row.actor?.name ?? null,
          row.actor?.id ?? null,
          row.record_id,
          row.record === null ? null : `${row.record.number} ${row.record.title}`,
          row.address,
          JSON.stringify(row.data),
        ]),
      )
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .serializer((text: unknown) => String(text))
        .send(head + body.join(''))
    },
  )
}

async function requireAuditRead(app: App, actor: Actor): Promise<void> {
  if (may(actor, 'audit.read')) return
  await noteDenial(app, actor, 'audit.export', forbidden())
  throw forbidden()
}
