/** Webhooks: who may set them up, what is told of them, and never their address or secret. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Line,
  Nullable,
  NullableText,
  NullableTime,
  OneOf,
  Time,
} from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { requireAssignable, requireCategory } from '../../tickets/index.ts'
import { formats } from './bodies.ts'
import { seenIn } from './counted.ts'
import { kinds } from './kinds.ts'
import { startAgain } from './queue.ts'
import { goodAddress, newSecret, sealed } from './sealed.ts'

const webhooks_max = 20
const filters_max = 50
/** How long the former secret signs too, unless it is taken away at once. */
const former_hours = 24

const fields = {
  name: Line(100),
  format: OneOf(formats),
  kinds: Type.Array(OneOf(kinds), { minItems: 1, maxItems: kinds.length, uniqueItems: true }),
  team_ids: Type.Array(Id, { maxItems: filters_max, uniqueItems: true }),
  category_ids: Type.Array(Id, { maxItems: filters_max, uniqueItems: true }),
  priorities: Type.Array(Type.Integer({ minimum: 1, maximum: 5 }), { maxItems: 5, uniqueItems: true }),
  sends_restricted: Type.Boolean({
    description: 'Whether it is told that something happened to a restricted record, and no more of it.',
  }),
  is_on: Type.Boolean(),
  kept_days: Type.Integer({ minimum: 1, maximum: 90 }),
}
const columns = [
  'name',
  'format',
  'kinds',
  'team_ids',
  'category_ids',
  'priorities',
  'sends_restricted',
  'is_on',
  'kept_days',
] as const
type Fields = Static<ReturnType<typeof Body<typeof fields>>>
/** `sealed`: its address or secret cannot be opened with the keys that are set. */
const pauses = ['failing', 'owner', 'sealed'] as const
export type PausedBecause = (typeof pauses)[number]
const Url = Type.String({ minLength: 1, maxLength: 2000 })
const Params = Body({ id: Id })

const WebhookRow = Type.Object({
  ...fields,
  id: Id,
  version: Type.Integer(),
  host: Type.String(),
  owner: Type.Object({ id: Id, name: Type.String() }),
  former_until: { ...NullableTime, description: 'Until when the former secret signs too.' },
  paused_at: NullableTime,
  paused_because: Nullable(OneOf(pauses)),
  failing_since: NullableTime,
  last_failure: NullableText,
  sent_at: NullableTime,
  waiting: Type.Integer(),
  dead: Type.Integer(),
  created_at: Time,
})

/** A webhook as sending needs it. */
export type Webhook = Fields & {
  id: string
  owner_id: string
  version: number
  url_sealed: Buffer
  secret_sealed: Buffer
  former_sealed: Buffer | null
  former_until: string | null
  paused_at: string | null
  failing_since: string | null
  failures: number
  rest_until: string | null
}

export function mayManageWebhooks(actor: Actor): boolean {
  return may(actor, 'organization.manage')
}

/** The webhook, locked against everybody who would change it or claim a delivery of it. */
export function lockWebhook(tx: Tx, id: string): Promise<Webhook | undefined> {
  return tx.maybe(
    raw<Webhook>(
      `select ${columns.join(', ')}, id, owner_id, version, url_sealed, secret_sealed, former_sealed, former_until, paused_at, failing_since, failures, rest_until
       from channels.webhook where org_id = $1 and id = $2 for no key update`,
      [tx.orgId, id],
    ),
  )
}

export const listWebhooks = reader({
  name: 'webhooks.list',
  summary: 'The webhooks of the organization, and how they are.',
  path: '/api/webhooks',
  output: Type.Object({ rows: Type.Array(WebhookRow) }),
  permits: mayManageWebhooks,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      sql<
        Static<typeof WebhookRow>
      >`select ${sql.raw(columns.map((column) => `w.${column}`).join(', '))}, w.id, w.version, w.host, json_build_object('id', p.id, 'name', p.name) as owner,
           w.former_until, w.paused_at, w.paused_because, w.failing_since, w.sent_at, w.created_at,
           (select d.failure from channels.webhook_delivery d where d.org_id = w.org_id and d.webhook_id = w.id and d.failure is not null order by d.at desc, d.id desc limit 1) as last_failure,
           ${seenIn(actor, 'waiting')} as waiting, ${seenIn(actor, 'dead')} as dead
         from channels.webhook w join core.person p on p.org_id = w.org_id and p.id = w.owner_id
         where w.org_id = ${actor.orgId} order by w.name, w.id limit ${webhooks_max}`,
    ),
  }),
})

export const addWebhook = plainAction({
  name: 'webhooks.add',
  summary: 'Have what happens to tickets sent to an address; its secret is made by “webhooks.new_secret”.',
  path: '/api/webhooks',
  input: Body({ ...fields, url: Url }),
  output: Type.Object({ id: Id }),
  permits: mayManageWebhooks,
  needsStepUp: true,
  run: async ({ app, tx, actor, input, now }) => {
    const { url, ...given } = input
    const values = await checked(tx, actor, given, now)
    const address = await goodAddress(url, app.config.outgoingAllow)
    tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`webhooks ${tx.orgId}`]))
    const { hooks } = await tx.one(
      raw<{ hooks: number }>('select count(*) as hooks from channels.webhook where org_id = $1', [tx.orgId]),
    )
    if (hooks >= webhooks_max) throw conflict('There are as many webhooks as there can be.')
    const id = newId()
    tx.send(
      raw(
        `insert into channels.webhook (org_id, id, owner_id, url_sealed, host, secret_sealed, created_at, ${columns.join(', ')})
         values ($1,$2,$3,$4,$5,$6,$7,${placesAfter(7)})`,
        [
          tx.orgId,
          id,
          actor.personId,
          sealed(app, tx.orgId, id, 'url_sealed', address.href),
          address.host,
          sealed(app, tx.orgId, id, 'secret_sealed', newSecret()),
          now,
          ...values,
        ],
      ),
    )
    return { result: { id }, audit: { webhook: id, ...told(given, address.host) } }
  },
})

export const changeWebhook = plainAction({
  name: 'webhooks.change',
  summary: 'Change a webhook; without an address it keeps its own. Who saves it answers for it from then on.',
  path: '/api/webhooks/:id',
  method: 'PUT',
  params: Params,
  input: Body({ ...fields, url: Type.Optional(Url), version: Type.Integer() }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: mayManageWebhooks,
  needsStepUp: true,
  run: async ({ app, tx, actor, input, params, now }) => {
    const { url, version, ...given } = input
    const id = params.id ?? ''
    const before = await lockWebhook(tx, id)
    if (!before) throw notFound('This webhook')
    if (before.version !== version)
      throw conflict(
        'Somebody else changed this in the meantime. Look at the present state and decide again.',
      )
    const values = await checked(tx, actor, given, now)
    const address = url === undefined ? undefined : await goodAddress(url, app.config.outgoingAllow)
    const changed = await tx.one(
      raw<{ id: string; version: number; host: string }>(
        `update channels.webhook set version = version + 1, owner_id = $3, url_sealed = coalesce($4, url_sealed), host = coalesce($5, host),
           paused_at = null, paused_because = null, failing_since = null, failures = 0, rest_until = null, (${columns.join(', ')}) = row(${placesAfter(5)})
         where org_id = $1 and id = $2 returning id, version, host`,
        [
          tx.orgId,
          id,
          actor.personId,
          address ? sealed(app, tx.orgId, id, 'url_sealed', address.href) : null,
          address?.host ?? null,
          ...values,
        ],
      ),
    )
    if (given.is_on) startAgain(tx, id, now)
    const { host, ...result } = changed
    return {
      result,
      audit: { webhook: id, ...told(given, host), has_new_address: address !== undefined },
    }
  },
})

/** No POST, whose answer an Idempotency-Key would keep. */
export const newWebhookSecret = plainAction({
  name: 'webhooks.new_secret',
  summary:
    'Make a new secret, answered this once; the former one signs too for a day, unless it is taken away.',
  path: '/api/webhooks/:id/secret',
  method: 'PUT',
  params: Params,
  input: Body({ keeps_former: Type.Boolean() }),
  output: Type.Object({ secret: Type.String(), former_until: NullableTime }),
  permits: mayManageWebhooks,
  needsStepUp: true,
  run: async ({ app, tx, input, params, now }) => {
    const id = params.id ?? ''
    const before = await lockWebhook(tx, id)
    if (!before) throw notFound('This webhook')
    const secret = newSecret()
    const former_until = input.keeps_former
      ? new Date(Date.parse(now) + former_hours * 3_600_000).toISOString()
      : null
    tx.send(
      raw(
        `update channels.webhook set secret_sealed = $3, former_until = $4::timestamptz, former_sealed = case when $4::timestamptz is null then null else secret_sealed end
         where org_id = $1 and id = $2`,
        [tx.orgId, id, sealed(app, tx.orgId, id, 'secret_sealed', secret), former_until],
      ),
    )
    return { result: { secret, former_until }, audit: { webhook: id, keeps_former: input.keeps_former } }
  },
})

export const removeWebhook = plainAction({
  name: 'webhooks.remove',
  summary: 'Send nothing to the address any more, and forget its log.',
  path: '/api/webhooks/:id',
  method: 'DELETE',
  params: Params,
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: mayManageWebhooks,
  needsStepUp: true,
  run: async ({ tx, params }) => {
    const id = params.id ?? ''
    const gone = await tx.maybe(
      raw('delete from channels.webhook where org_id = $1 and id = $2 returning id', [tx.orgId, id]),
    )
    if (!gone) throw notFound('This webhook')
    return { result: {}, audit: { webhook: id } }
  },
})

const casts: Record<(typeof columns)[number], string> = {
  name: '::text',
  format: '::text',
  kinds: '::text[]',
  team_ids: '::uuid[]',
  category_ids: '::uuid[]',
  priorities: '::int[]',
  sends_restricted: '::boolean',
  is_on: '::boolean',
  kept_days: '::int',
}

function placesAfter(after: number): string {
  return columns.map((column, at) => `$${after + at + 1}${casts[column]}`).join(', ')
}

async function checked(tx: Tx, actor: Actor, given: Fields, now: string): Promise<unknown[]> {
  // Nothing would ever be sent, and nobody would know why.
  if (!may(actor, 'tickets.read_all') && !may(actor, 'tickets.read_team'))
    throw forbidden('A webhook sends what its owner may see, and you may see no tickets.')
  if (given.sends_restricted && !may(actor, 'records.restrict'))
    throw forbidden('You may not let anything of restricted records out.')
  for (const team_id of given.team_ids) await requireAssignable(tx, { team_id }, now)
  for (const id of given.category_ids) await requireCategory(tx, id)
  return columns.map((column) => given[column])
}

// What an investigation needs: what goes where.
function told({ format, kinds: events, is_on, sends_restricted }: Fields, host: string) {
  return { host, format, kinds: events, is_on, sends_restricted }
}

/** The query that finds a webhook of the organization. */
export function webhookNamed(orgId: string, id: string): Raw<{ id: string }> {
  return raw('select id from channels.webhook where org_id = $1 and id = $2', [orgId, id])
}
