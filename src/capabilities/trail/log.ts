/** The audit log to read: who signed in, was refused, changed people and roles, opened what; beside it the timeline. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../core/actor.ts'
import { readKey, writeKey } from '../../core/people/page-key.ts'
import { kindsSealedFrom, sealedFrom, sealsHeld, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import {
  Id,
  Nullable,
  NullableId,
  NullableText,
  OneOf,
  Page,
  PageQuery,
  Time,
} from '../../platform/http/schema.ts'
import { type Secrets, secretsOf } from '../../platform/secrets/secrets.ts'
import { actionsNamed, newestLines } from './log-sources.ts'
import { namesOf } from './names.ts'
import { hashOfTerm } from './terms.ts'

const outcomes = ['done', 'refused', 'failed'] as const
/** In so many days there are enough lines about what is often searched for. */
const recent_ms = 30 * 86_400_000
const failures = ['sign_in_failed', 'factor_failed', 'proof_failed', 'throttled']

const LogRow = Type.Object({
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
  searched: Nullable(
    Type.String({
      description:
        'The words that were searched for, where the organization keeps them and the reader may see all kinds of records that the searcher might.',
    }),
  ),
  is_timeline: Type.Boolean({
    description: 'True for a line of a timeline, which tells no more than which fields changed.',
  }),
})
const NamedLogRow = Type.Object({
  ...LogRow.properties,
  names: Type.Record(Type.String(), Type.String(), {
    description: 'The names behind the ids of the data, by the same keys.',
  }),
})
export type LogRow = Static<typeof LogRow>

/** What the log may be narrowed to. */
export const LogFilter = {
  person_id: Type.Optional(Id),
  record_id: Type.Optional(Id),
  action: Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'Whole names, or their beginnings with a dot, separated by commas: signed_in,people.',
    }),
  ),
  outcome: Type.Optional(OneOf(outcomes)),
  searched: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'One word: who has searched for it.' }),
  ),
  with_timeline: Type.Optional(
    Type.Boolean({ description: 'The lines of timelines too. Only together with a person or a record.' }),
  ),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
}
const Filter = Type.Object(LogFilter)
export type LogFilter = Static<typeof Filter>

export const auditLog = reader({
  name: 'audit.list',
  summary: 'A page of the audit log, newest first.',
  path: '/api/audit',
  query: Type.Object({ ...LogFilter, ...PageQuery }, { additionalProperties: false }),
  output: Page(NamedLogRow),
  permits: (actor) => may(actor, 'audit.read'),
  run: async ({ app, tx, actor, query }) => {
    const limit = query.limit ?? 50
    const rows = await linesOf(tx, actor, query, secretsOf(app.config), limit + 1, query.after)
    const shown = rows.slice(0, limit)
    const names = await namesOf(tx, shown)
    const page = shown.map((row, at) => ({ ...row, names: names[at] ?? {} }))
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? writeKey([last.at, last.id]) : null }
  },
})

/** The lines of the filter that the actor may read, newest first. */
export async function linesOf(
  tx: Tx,
  actor: Actor,
  filter: LogFilter,
  secrets: Secrets,
  limit: number,
  after?: string,
): Promise<LogRow[]> {
  const key = after === undefined ? undefined : readKey(after, ['time', 'id'])
  const until = key === undefined ? filter.to : String(key[0])
  // Words have no order in their index: that of a common one is asked for the newest lines first.
  if (filter.searched !== undefined && filter.from === undefined) {
    const from = new Date((until ? Date.parse(until) : Date.now()) - recent_ms).toISOString()
    const rows = await linesOf(tx, actor, { ...filter, from }, secrets, limit, after)
    if (rows.length === limit) return rows
  }
  const asked = { ...filter, people: await entriesOf(tx, filter.person_id) }
  const common = commonConditions(tx, actor, filter)
  if (key !== undefined) common.push(sql`(l.at, l.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)`)
  const { searched } = filter
  const terms =
    searched === undefined ? undefined : secrets.map((secret) => hashOfTerm(secret, tx.orgId, searched))
  const actions = await actionsOf(tx, filter)
  const lead = {
    people: asked.people,
    record_id: filter.record_id,
    terms,
    actions,
    from: filter.from,
    until,
  }
  const audit = newestLines(lead, [...common, ...ofAudit(asked, terms, actions)], limit)
  const rows = withTimeline(filter)
    ? sql`(${audit}) union all (${timeline(common, asked, limit)}) order by at desc, id desc limit ${limit}`
    : audit
  return tx.all(
    sql<LogRow>`select l.id, l.at, l.action, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as actor,
        l.record_id, l.address, l.data, l.is_timeline, s.words as searched,
        case when r.id is not null then json_build_object('id', r.id, 'kind', r.kind, 'number', r.number, 'title', r.title) end as record
      from (${rows}) l
      left join core.person p on p.org_id = l.org_id and p.id = l.actor_id
      left join core.searched s on s.org_id = l.org_id and s.line_id = l.id and (l.actor_id = ${actor.personId} or s.sealed_by <@ ${sealsHeld(actor)}::text[])
      left join core.record r on r.id = coalesce(l.record_id, ${toldRecord}) and ${visible(actor)}
      order by l.at desc, l.id desc`,
  )
}

const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
const toldRecord = sql`case when l.data ->> 'record' ~ ${uuid} then (l.data ->> 'record')::uuid end`

type Asked = LogFilter & { people: string[] | undefined }

/** The person's own entry and those that were merged into it, whose lines still name them. */
async function entriesOf(tx: Tx, personId: string | undefined): Promise<string[] | undefined> {
  if (personId === undefined) return undefined
  const doubles = await tx.all(
    raw<{ id: string }>(
      `with recursive entry as (
         select id from core.person where org_id = $1 and merged_into_id = $2
         union select p.id from core.person p join entry e on p.org_id = $1 and p.merged_into_id = e.id)
       select id from entry`,
      [tx.orgId, personId],
    ),
  )
  return [personId, ...doubles.map(({ id }) => id)]
}

/** What holds for lines of the log and of timelines (alias `l`). */
function commonConditions(tx: Tx, actor: Actor, filter: LogFilter): RawBuilder<unknown>[] {
  const conditions = [
    sql`l.org_id = ${tx.orgId}`,
    // A denied try names in its data what was tried.
    sql`not exists (select from unnest(${sealedFrom(actor)}::text[]) s
      where starts_with(l.action, s) or starts_with(l.data ->> 'action', s))`,
  ]
  const kinds = kindsSealedFrom(actor)
  // What is done to every record alike, as when people are merged, bears no action of the sealed kind.
  if (kinds.length > 0)
    conditions.push(sql`not exists (select from core.record r where r.org_id = ${tx.orgId} and r.kind = any(${kinds}::text[])
      and r.id = any(array[l.record_id, ${toldRecord}]))`)
  if (filter.action !== undefined) conditions.push(actionIn(namesIn(filter.action)))
  if (filter.from !== undefined) conditions.push(sql`l.at >= ${filter.from}::timestamptz`)
  if (filter.to !== undefined) conditions.push(sql`l.at < ${filter.to}::timestamptz`)
  return conditions
}

function ofAudit(
  { people, record_id, outcome }: Asked,
  terms: readonly string[] | undefined,
  actions: readonly string[] | undefined,
): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  if (people !== undefined)
    conditions.push(
      sql`(l.actor_id = any(${people}::uuid[]) or l.data ->> 'person' = any(${people}::text[]))`,
    )
  if (record_id !== undefined)
    conditions.push(sql`(l.record_id = ${record_id} or l.data ->> 'record' = ${record_id})`)
  if (actions !== undefined) conditions.push(sql`l.action = any(${actions}::text[])`)
  if (outcome === 'done') conditions.push(sql`l.action <> all(${['denied', ...failures]}::text[])`)
  if (terms !== undefined) conditions.push(sql`(l.data -> 'terms') ?| ${terms}::text[]`)
  return conditions
}

/** The whole names of the actions that are asked for. */
async function actionsOf(tx: Tx, { outcome, action }: LogFilter): Promise<string[] | undefined> {
  const named = action === undefined ? undefined : await actionsNamed(tx, namesIn(action))
  const meant = outcome === 'refused' ? ['denied'] : outcome === 'failed' ? failures : undefined
  return named && meant ? meant.filter((each) => named.includes(each)) : (named ?? meant)
}

/** Timelines of everybody together are not a page of the log. What is in them was done, and is no search. */
function withTimeline({ with_timeline, person_id, record_id, outcome, searched }: LogFilter): boolean {
  const isNarrow = person_id !== undefined || record_id !== undefined
  return with_timeline === true && isNarrow && (outcome ?? 'done') === 'done' && searched === undefined
}

// Whoever reads the log need not see the record: of an event there is only which fields it changed.
function timeline(common: readonly RawBuilder<unknown>[], { people, record_id }: Asked, limit: number) {
  const newest = sql`order by l.at desc, l.id desc limit ${limit}`
  const lines = (conditions: readonly RawBuilder<unknown>[]) =>
    sql`select l.id, l.at, l.org_id, l.action, l.actor_id, l.record_id, null as address,
      case when jsonb_typeof(l.data -> 'changes') = 'object' then
        jsonb_build_object('fields', (select coalesce(jsonb_agg(k order by k), '[]') from jsonb_object_keys(l.data -> 'changes') k)) else '{}' end as data,
      true as is_timeline
    from core.event l where ${sql.join([...common, ...conditions], sql` and `)} ${newest}`
  if (record_id === undefined)
    return sql`select l.* from unnest(${people}::uuid[]) lead (named) cross join lateral (${lines([sql`l.actor_id = lead.named`])}) l ${newest}`
  const ofPeople = people === undefined ? [] : [sql`l.actor_id = any(${people}::uuid[])`]
  return lines([sql`l.record_id = ${record_id}`, ...ofPeople])
}

function namesIn(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}

function actionIn(names: readonly string[]): RawBuilder<unknown> {
  const beginnings = names.filter((name) => name.endsWith('.'))
  const isWhole = sql`l.action = any(${names}::text[])`
  if (beginnings.length === 0) return isWhole
  return sql`(${isWhole} or exists (select from unnest(${beginnings}::text[]) b where starts_with(l.action, b)))`
}
