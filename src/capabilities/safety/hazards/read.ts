/** The hazard log and one hazard of it. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import { categories, openMoves } from '../../../core/lifecycle.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { hazardLife, hazardStates } from '../lifecycle.ts'
import { EventPage, timelineOf } from '../queries/show.ts'
import { levelOf, Rating, type RiskMatrix, riskLevels } from '../risk.ts'
import { permitsSafety, settingOf, settingRow } from '../setting.ts'
import { controlStates, Day } from './controls.ts'

export const hazards_max = 2000

const Named = Type.Object({ id: Id, name: Type.String() })
const Level = OneOf(riskLevels)
const Control = Type.Object({
  id: Id,
  body: Type.String(),
  state: OneOf(controlStates),
  owner: Nullable(Named),
  due_on: Nullable(Day),
})
const Linked = Type.Object({
  id: Id,
  kind: Type.String(),
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
})

export const HazardRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(hazardStates),
  category: OneOf(categories),
  version: Type.Integer(),
  owner: Nullable(Named),
  cause: Type.String(),
  effect: Type.String(),
  severity: Rating,
  likelihood: Rating,
  level: Level,
  severity_after: Nullable(Rating),
  likelihood_after: Nullable(Rating),
  level_after: Nullable(Level),
  reason: NullableText,
  controls: Type.Array(Control),
  records: Type.Array(Linked),
  created_at: Time,
  updated_at: Time,
})
export type HazardRow = Static<typeof HazardRow>

const Filter = Type.Object(
  {
    state: Type.Optional(OneOf([...hazardStates, 'current'] as const)),
    words: Type.Optional(Type.String({ maxLength: 200, description: 'In any text of it, or a number.' })),
  },
  { additionalProperties: false },
)

export { Filter as HazardFilter }
export type HazardFilter = Static<typeof Filter>

/** The hazards of a filter with their controls and records, the highest risk of today first. */
export async function hazardsOf(
  tx: Tx,
  actor: Actor,
  filter: HazardFilter & { id?: string },
): Promise<HazardRow[]> {
  const [settings, rows] = await tx.many(
    settingRow(tx.orgId),
    sql<Omit<HazardRow, 'level' | 'level_after'>>`
      select r.id, r.number, r.title, r.state, r.category, r.version, r.created_at, r.updated_at,
        h.cause, h.effect, h.severity, h.likelihood, h.severity_after, h.likelihood_after, h.reason,
        case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner,
        coalesce((select json_agg(json_build_object('id', c.id, 'body', c.body, 'state', c.state, 'due_on', c.due_on,
            'owner', case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end) order by c.created_at, c.id)
          from safety.control c left join core.person p on p.org_id = c.org_id and p.id = c.owner_id
          where c.org_id = h.org_id and c.hazard_id = h.id), '[]') as controls,
        coalesce((select json_agg(json_build_object('id', l.id, 'kind', l.kind, 'number', l.number, 'title', l.title, 'state', l.state) order by l.kind, l.number)
          from safety.hazard_record k join lateral (select r.* from core.record r where r.org_id = k.org_id and r.id = k.record_id and ${visible(actor)}) l on true
          where k.org_id = h.org_id and k.hazard_id = h.id), '[]') as records
      from core.record r join safety.hazard h on h.org_id = r.org_id and h.id = r.id
      left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
      where ${visible(actor, 'hazard')} and ${conditionOf(filter)} order by r.number desc limit ${hazards_max}`,
  )
  const { matrix } = settingOf(settings)
  return rows.map((row) => rated(row, matrix)).toSorted((a, b) => rank(b) - rank(a) || b.number - a.number)
}

function rated(row: Omit<HazardRow, 'level' | 'level_after'>, matrix: RiskMatrix): HazardRow {
  const level = levelOf(matrix, row.severity, row.likelihood)
  if (level === null) throw new Error('A hazard without a level.')
  return { ...row, level, level_after: levelOf(matrix, row.severity_after, row.likelihood_after) }
}

const rank = (row: HazardRow) => riskLevels.indexOf(row.level_after ?? row.level)

function conditionOf({ state, words, id }: HazardFilter & { id?: string }): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (id !== undefined) conditions.push(sql`r.id = ${id}`)
  if (state === 'current') conditions.push(sql`r.state <> 'closed'`)
  else if (state !== undefined) conditions.push(sql`r.state = ${state}`)
  const text = words?.trim() ?? ''
  if (text !== '') {
    const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(
      sql`(r.title ilike ${like} or h.cause ilike ${like} or h.effect ilike ${like} or r.number::text = ${text.replace(/^#/, '')}
        or exists (select from safety.control c where c.org_id = h.org_id and c.hazard_id = h.id and c.body ilike ${like}))`,
    )
  }
  return sql.join(conditions, sql` and `)
}

export const hazardList = reader({
  name: 'hazards.list',
  summary: `The hazard log, the highest risk first, ${hazards_max} hazards at most.`,
  path: '/api/hazards',
  query: Filter,
  output: Type.Object({ rows: Type.Array(HazardRow) }),
  permits: permitsSafety,
  run: async ({ tx, actor, query, now }) => {
    const rows = await hazardsOf(tx, actor, query)
    await tx.many(audit(actor, now, 'hazards.list', { found: rows.length }))
    return { rows }
  },
})

export const showHazard = reader({
  name: 'hazards.show',
  summary: 'A hazard with its controls, records and timeline.',
  path: '/api/hazards/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    ...HazardRow.properties,
    events: EventPage.properties.events,
    moves: Type.Array(OneOf(Object.keys(hazardLife.moves) as (keyof typeof hazardLife.moves)[])),
  }),
  permits: permitsSafety,
  run: async ({ tx, actor, params, now }) => {
    const id = params.id ?? ''
    const [hazard] = await hazardsOf(tx, actor, { id })
    if (!hazard) throw notFound('This hazard')
    const [, events] = await tx.many(
      audit(actor, now, 'hazards.show', {}, id),
      timelineOf(tx.orgId, id, hazard.created_at),
    )
    return { ...hazard, events, moves: openMoves(hazardLife, hazard.state) }
  },
})
