/** Sources of alerts: who may set them up, where their tickets go, and the secret that is shown once. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { ensureAutomation } from '../../../core/people/automation.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, NullableTime, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { requireAssignable, requireCategory } from '../../tickets/index.ts'
import { newSecret } from '../keys/key.ts'
import type { Mapping } from './read-alerts.ts'

const sources_max = 50
const Pointer = Type.String({ pattern: '^(/[^\\u0000-\\u001F]{0,100}){1,8}$', maxLength: 300 })
const Label = Type.String({ pattern: '^[^\\u0000-\\u001F]{1,100}$' })

const MappingBody = Body({
  list: Type.Optional(Pointer),
  title: Pointer,
  text: Type.Optional(Pointer),
  severity: Type.Optional(Pointer),
  status: Type.Optional(Pointer),
  over: Type.Array(Line(60), { maxItems: 20 }),
  key: Type.Optional(Pointer),
  group: Type.Optional(Pointer),
  starts_at: Type.Optional(Pointer),
  host: Type.Optional(Pointer),
  application: Type.Optional(Pointer),
  link: Type.Optional(Pointer),
})

const fields = {
  name: Line(100),
  team_id: Type.Optional(Nullable(Id)),
  category_id: Type.Optional(Nullable(Id)),
  severities: Type.Array(Body({ severity: Line(60), level: Type.Integer({ minimum: 1, maximum: 5 }) }), {
    maxItems: 20,
    description: 'Which word is which level, 1 the highest; others are in the middle.',
  }),
  group_by: Type.Array(Label, {
    maxItems: 10,
    description: 'Labels that make one group where the source says none; without any each alert is alone.',
  }),
  mapping: Type.Optional(Type.Union([MappingBody, Type.Null()])),
  on_over: OneOf(['note', 'resolve'] as const),
  quiet_minutes: Type.Integer({ minimum: 0, maximum: 1440, description: 'How long it must stay over.' }),
  storm_max: Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: 'Tickets in ten minutes; more become one.',
  }),
  is_on: Type.Boolean(),
}
const columns = [
  'name',
  'team_id',
  'category_id',
  'severities',
  'group_by',
  'mapping',
  'on_over',
  'quiet_minutes',
  'storm_max',
  'is_on',
] as const
type Fields = Static<ReturnType<typeof Body<typeof fields>>>

const SourceRow = Type.Object({
  ...fields,
  team_id: Nullable(Id),
  category_id: Nullable(Id),
  mapping: Type.Union([MappingBody, Type.Null()]),
  id: Id,
  prefix: Type.String(),
  version: Type.Integer(),
  last_at: NullableTime,
  waiting: Type.Integer({ description: 'Messages that are not taken in yet.' }),
  parked: Type.Integer({ description: 'Messages that wait for a person.' }),
  firing: Type.Integer(),
  open_tickets: Type.Integer(),
})

export type Source = Omit<
  Static<typeof SourceRow>,
  'waiting' | 'parked' | 'firing' | 'open_tickets' | 'mapping'
> & {
  mapping: Mapping | null
}

export function mayManageAlerts(actor: Actor): boolean {
  return may(actor, 'organization.manage')
}

/** The source of an id; nothing where there is none. */
export async function sourceOf(tx: Tx, id: string): Promise<Source | undefined> {
  return tx.maybe(
    raw<Source>(
      `select ${columns.join(', ')}, id, prefix, version, last_at from channels.alert_source where org_id = $1 and id = $2`,
      [tx.orgId, id],
    ),
  )
}

export const listSources = reader({
  name: 'alerts.sources',
  summary: 'Where alerts come from, and how each source is.',
  path: '/api/alerts/sources',
  output: Type.Object({ rows: Type.Array(SourceRow) }),
  permits: mayManageAlerts,
  run: async ({ tx }) => ({
    rows: await tx.all(
      raw<Static<typeof SourceRow>>(
        `select ${columns.map((column) => `s.${column}`).join(', ')}, s.id, s.prefix, s.version, s.last_at,
           (select count(*) from channels.alert_batch b where b.org_id = s.org_id and b.source_id = s.id and b.state = 'waiting') as waiting,
           (select count(*) from channels.alert_batch b where b.org_id = s.org_id and b.source_id = s.id and b.state = 'parked') as parked,
           (select count(*) from channels.alert_group g join channels.alert a on a.org_id = g.org_id and a.group_id = g.id and a.is_firing
             where g.org_id = s.org_id and g.source_id = s.id and g.is_open) as firing,
           (select count(*) from channels.alert_group g where g.org_id = s.org_id and g.source_id = s.id and g.is_open) as open_tickets
         from channels.alert_source s where s.org_id = $1 order by s.name, s.id limit ${sources_max}`,
        [tx.orgId],
      ),
    ),
  }),
})

const Secret = Type.Object({ id: Id, secret: Type.String() })

export const addSource = plainAction({
  name: 'alerts.add_source',
  summary: 'Have alerts taken in from a source; its secret is answered once.',
  path: '/api/alerts/sources',
  input: Body(fields),
  output: Secret,
  permits: mayManageAlerts,
  needsStepUp: true,
  answersSecret: true,
  run: async ({ tx, actor, input, now }) => {
    await checked(tx, input, now)
    await ensureAutomation(tx, actor.personId, now)
    tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`alert sources ${tx.orgId}`]))
    const { sources } = await tx.one(
      raw<{ sources: number }>('select count(*) as sources from channels.alert_source where org_id = $1', [
        tx.orgId,
      ]),
    )
    if (sources >= sources_max) throw conflict('There are as many sources as there can be.')
    const { secret, prefix, hash } = newSecret('wla', tx.orgId)
    const id = newId()
    tx.send(
      raw(
        `insert into channels.alert_source (org_id, id, prefix, token_hash, created_at, ${columns.join(', ')}) values ($1,$2,$3,$4,$5,${places(5)})`,
        [tx.orgId, id, prefix, hash, now, ...valuesOf(input)],
      ),
    )
    return { result: { id, secret }, audit: { source: id, is_on: input.is_on } }
  },
})

const Params = Type.Object({ id: Id }, { additionalProperties: false })

export const changeSource = plainAction({
  name: 'alerts.change_source',
  summary: 'Change where the alerts of a source go.',
  path: '/api/alerts/sources/:id',
  method: 'PUT',
  params: Params,
  input: Body({ ...fields, version: Type.Integer() }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: mayManageAlerts,
  run: async ({ tx, input, params, now }) => {
    const { version, ...given } = input
    const id = params.id ?? ''
    if (!(await sourceOf(tx, id))) throw notFound('This source')
    await checked(tx, given, now)
    const changed = await tx.maybe(
      raw<{ id: string; version: number }>(
        `update channels.alert_source set version = version + 1, (${columns.join(', ')}) = row(${places(3)})
         where org_id = $1 and id = $2 and version = $3 returning id, version`,
        [tx.orgId, id, version, ...valuesOf(given)],
      ),
    )
    if (!changed)
      throw conflict(
        'Somebody else changed this in the meantime. Look at the present state and decide again.',
      )
    return { result: changed, audit: { source: id, is_on: given.is_on } }
  },
})

export const renewSecret = plainAction({
  name: 'alerts.renew_secret',
  summary: 'Give a source another secret; the former one opens nothing any more.',
  path: '/api/alerts/sources/:id/renew-secret',
  params: Params,
  input: Body({}),
  output: Secret,
  permits: mayManageAlerts,
  needsStepUp: true,
  answersSecret: true,
  run: async ({ tx, params }) => {
    const id = params.id ?? ''
    const { secret, prefix, hash } = newSecret('wla', tx.orgId)
    const changed = await tx.maybe(
      raw(
        'update channels.alert_source set prefix = $3, token_hash = $4, version = version + 1 where org_id = $1 and id = $2 returning id',
        [tx.orgId, id, prefix, hash],
      ),
    )
    if (!changed) throw notFound('This source')
    return { result: { id, secret }, audit: { source: id } }
  },
})

async function checked(tx: Tx, input: Fields, now: string): Promise<void> {
  await requireAssignable(tx, input, now)
  if (input.category_id) await requireCategory(tx, input.category_id)
  const words = input.severities.map(({ severity }) => severity.toLowerCase())
  if (new Set(words).size < words.length) throw invalid('#/severities', 'Each word stands here once.')
}

const casts: Partial<Record<(typeof columns)[number], string>> = {
  team_id: '::uuid',
  category_id: '::uuid',
  severities: '::jsonb',
  group_by: '::text[]',
  mapping: '::jsonb',
  quiet_minutes: '::int',
  storm_max: '::int',
  is_on: '::boolean',
}

function places(after: number): string {
  return columns.map((column, at) => `$${after + at + 1}${casts[column] ?? ''}`).join(', ')
}

function valuesOf(input: Fields): unknown[] {
  const values = {
    team_id: null,
    category_id: null,
    ...input,
    severities: JSON.stringify(input.severities),
    mapping: input.mapping ? JSON.stringify(input.mapping) : null,
  }
  return columns.map((column) => values[column])
}
