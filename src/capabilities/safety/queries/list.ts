import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import { categories } from '../../../core/lifecycle.ts'
import { readPlace, writePlace } from '../../../core/notifications/place.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { Id, Nullable, NullableTime, OneOf, Page, PageQuery, Time } from '../../../platform/http/schema.ts'
import { outcomes, safetyStates } from '../lifecycle.ts'
import { levelOf, Rating, type RiskLevel, riskLevels } from '../risk.ts'
import { permitsSafety, settingOf, settingRow } from '../setting.ts'

export const Named = Type.Object({ id: Id, name: Type.String() })

export const EventRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(safetyStates),
  category: OneOf(categories),
  version: Type.Integer(),
  outcome: OneOf(outcomes),
  owner: Nullable(Named),
  reported_at: Time,
  due_at: Time,
  assessed_at: NullableTime,
  is_late: Type.Boolean({ description: 'The first assessment was late, or is.' }),
  severity: Nullable(Rating),
  likelihood: Nullable(Rating),
  level: Nullable(OneOf(riskLevels)),
})
export type EventRow = Static<typeof EventRow>

/** The columns of a row, without its level, which the matrix says. */
export const rowColumns = (now: string): RawBuilder<unknown> => sql`
  r.id, r.number, r.title, r.state, r.category, r.version, e.outcome, e.reported_at, e.due_at, e.assessed_at,
  coalesce(e.assessed_at, ${now}::timestamptz) >= e.due_at as is_late, e.severity, e.likelihood,
  case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner`

/** The events that the actor may see, as aliases `r`, `e` and, for the owner, `o`. */
export const eventTables = (actor: Actor): RawBuilder<unknown> => sql`
  core.record r join safety.event e on e.org_id = r.org_id and e.id = r.id
  left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
  where ${visible(actor, 'safety_event')}`

const Query = Type.Object(
  {
    ...PageQuery,
    state: Type.Optional(OneOf([...safetyStates, 'open'] as const)),
    words: Type.Optional(
      Type.String({ maxLength: 200, description: 'In the title or a text, or a number.' }),
    ),
  },
  { additionalProperties: false },
)

export const list = reader({
  name: 'safety.list',
  summary: 'Safety events, newest first.',
  path: '/api/safety-events',
  query: Query,
  output: Page(EventRow),
  permits: permitsSafety,
  run: async ({ tx, actor, query, now }) => {
    const limit = query.limit ?? 50
    const [settings, rows] = await tx.many(
      settingRow(tx.orgId),
      sql<Omit<EventRow, 'level'>>`select ${rowColumns(now)} from ${eventTables(actor)}
        and ${inState(query.state)} and ${holds(query.words)} and ${beyond(query.after)}
        order by e.reported_at desc, r.id desc limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    await tx.many(audit(actor, now, 'safety.list', { found: page.length }))
    const last = page.at(-1)
    return {
      rows: page.map((row) => withLevel(row, settingOf(settings).matrix)),
      next: rows.length > limit && last ? writePlace(last.reported_at, last.id) : null,
    }
  },
})

/** The row with the level that the matrix gives it. */
export function withLevel<R extends { severity: number | null; likelihood: number | null }>(
  row: R,
  matrix: RiskLevel[][],
): R & { level: RiskLevel | null } {
  return { ...row, level: levelOf(matrix, row.severity, row.likelihood) }
}

function inState(state: string | undefined): RawBuilder<boolean> {
  if (state === undefined) return sql<boolean>`true`
  return state === 'open' ? sql<boolean>`r.category <> 'done'` : sql<boolean>`r.state = ${state}`
}

function holds(words: string | undefined): RawBuilder<boolean> {
  const text = words?.trim() ?? ''
  if (text === '') return sql<boolean>`true`
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(r.title ilike ${like} or e.description ilike ${like} or e.findings ilike ${like} or r.number::text = ${text.replace(/^#/, '')})`
}

function beyond(after: string | undefined): RawBuilder<boolean> {
  if (after === undefined) return sql<boolean>`true`
  const { at, id } = readPlace(after)
  return sql<boolean>`(e.reported_at, r.id) < (${at}::timestamptz, ${id}::uuid)`
}
