/** The log of a webhook, and what is done about it: sent again, once or all since a time, and a test. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { readKey, writeKey } from '../../../core/people/page-key.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableText,
  NullableTime,
  OneOf,
  Page,
  PageQuery,
  Time,
} from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { bodyOf, formats, type Language } from './bodies.ts'
import { seenDelivery } from './counted.ts'
import { type Facts, type Kind, kinds } from './kinds.ts'
import { later, startAgain } from './queue.ts'
import { mayManageWebhooks, webhookNamed } from './webhook.ts'

const replayed_max = 5_000
const tests_waiting_max = 5
const states = ['waiting', 'sent', 'dead', 'withheld'] as const
const Params = Body({ id: Id })

const LogRow = Type.Object({
  id: Id,
  ticket: Nullable(Type.Integer({ description: 'Its number; null for a test and for an import.' })),
  kind: OneOf([...kinds, 'test']),
  state: OneOf(states),
  at: Time,
  tries: Type.Integer(),
  due_at: { ...NullableTime, description: 'When it is tried next.' },
  status: Nullable(Type.Integer()),
  took_ms: Nullable(Type.Integer()),
  size_bytes: Nullable(Type.Integer()),
  failure: NullableText,
  ended_at: NullableTime,
})

export const webhookLog = reader({
  name: 'webhooks.log',
  summary: 'A page of what a webhook sent and is to send, newest first; what was in it is kept nowhere.',
  path: '/api/webhooks/:id/log',
  params: Params,
  query: Type.Object({ ...PageQuery, state: Type.Optional(OneOf(states)) }, { additionalProperties: false }),
  output: Page(LogRow),
  permits: mayManageWebhooks,
  run: async ({ tx, actor, params, query }) => {
    const id = params.id ?? ''
    if (!(await tx.maybe(webhookNamed(tx.orgId, id)))) throw notFound('This webhook')
    const limit = query.limit ?? 50
    // What the reader may not see is in no count and no list, also not without its number.
    const conditions = [sql`d.org_id = ${tx.orgId} and d.webhook_id = ${id} and ${seenDelivery(actor)}`]
    if (query.state !== undefined) conditions.push(sql`d.state = ${query.state}`)
    if (query.after !== undefined) {
      const [at, last] = readKey(query.after, ['time', 'id'])
      conditions.push(sql`(d.at, d.event_id) < (${at}::timestamptz, ${last}::uuid)`)
    }
    const rows = await tx.all(
      sql<Static<typeof LogRow> & { event_id: string }>`select d.id, d.event_id, r.number as ticket,
          d.kind, d.state, d.at, d.tries, case when d.state = 'waiting' then d.due_at end as due_at, d.status, d.took_ms, d.size_bytes, d.failure, d.ended_at
        from channels.webhook_delivery d left join core.record r on r.org_id = d.org_id and r.id = d.record_id where ${sql.join(conditions, sql` and `)} order by d.at desc, d.event_id desc limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(({ event_id: _place, ...line }) => line),
      next: rows.length > limit && last ? writeKey([last.at, last.event_id]) : null,
    }
  },
})

export const previewWebhook = reader({
  name: 'webhooks.preview',
  summary: 'What would be sent in a form, for an invented ticket.',
  path: '/api/webhooks/preview',
  query: Type.Object(
    { format: OneOf(formats), kind: OneOf([...kinds, 'test']) },
    { additionalProperties: false },
  ),
  output: Type.Object({ body: Type.String() }),
  permits: mayManageWebhooks,
  run: async ({ tx, query, now }) => {
    const { language } = await tx.one(
      raw<{ language: Language }>('select language from core.organization where id = $1', [tx.orgId]),
    )
    const id = '00000000-0000-7000-8000-000000000000'
    const ticket = {
      id,
      number: 1234,
      version: 7,
      state: 'resolved',
      category: 'done',
      priority: 2,
      kind: 'incident',
      team: { id, name: 'Service Desk' },
      owner_id: null,
      category_ids: [],
      updated_at: now,
    }
    const about = query.kind === 'test' || query.kind === 'imported' ? null : ticket
    const link = `https://wardline.example/desk/tickets/${id}`
    const told = {
      id,
      kind: query.kind,
      at: now,
      link,
      facts: factsFor(query.kind, id),
      ticket: about,
      isRestricted: false,
    }
    return { body: JSON.stringify(JSON.parse(bodyOf(query.format, told, language)), null, 2) }
  },
})

function factsFor(kind: Kind | 'test', run: string): Facts {
  return kind === 'imported' ? { imported: { run, kind: 'tickets', rows: 1_200 } } : {}
}

export const testWebhook = plainAction({
  name: 'webhooks.test',
  summary: 'Send a test that is about no ticket; the log tells how it went.',
  path: '/api/webhooks/:id/test',
  params: Params,
  input: Body({}),
  output: Type.Object({ delivery_id: Id }),
  permits: mayManageWebhooks,
  run: async ({ tx, params, now }) => {
    const id = params.id ?? ''
    const [[hook], tests] = await tx.many(
      raw<{ is_sending: boolean }>(
        'select is_on and paused_at is null as is_sending from channels.webhook where org_id = $1 and id = $2 for no key update',
        [tx.orgId, id],
      ),
      raw(
        "select id from channels.webhook_delivery where org_id = $1 and webhook_id = $2 and record_id is null and kind = 'test' and state = 'waiting'",
        [tx.orgId, id],
      ),
    )
    if (!hook) throw notFound('This webhook')
    if (!hook.is_sending) throw conflict('This webhook is paused or switched off. Switch it on first.')
    if (tests.length >= tests_waiting_max) throw conflict('Earlier tests still wait. Look at the log first.')
    const delivery_id = newId()
    tx.send(
      raw(
        `insert into channels.webhook_delivery (org_id, id, webhook_id, at, event_id, kind, state, due_at) values ($1,$2,$3,$4,$2,'test','waiting',$4)`,
        [tx.orgId, delivery_id, id, now],
      ),
    )
    later(tx, id, null, now)
    return { result: { delivery_id }, audit: { webhook: id } }
  },
})

/** Ended deliveries begin anew with all their tries, in their old place and under their old id. */
const anew = "state = 'waiting', tries = 0, due_at = $3, claimed_until = null, ended_at = null"

export const replayDelivery = plainAction({
  name: 'webhooks.replay',
  summary: 'Send a delivery again that was sent, given up or withheld; its id stays.',
  path: '/api/webhooks/:id/replay',
  params: Params,
  input: Body({ delivery_id: Id }),
  output: Type.Object({}),
  permits: mayManageWebhooks,
  run: async ({ tx, actor, input, params, now }) => {
    const id = params.id ?? ''
    const found = await tx.maybe(
      sql<{ state: string }>`select d.state from channels.webhook_delivery d
        left join core.record r on r.org_id = d.org_id and r.id = d.record_id
        where d.org_id = ${tx.orgId} and d.webhook_id = ${id} and d.id = ${input.delivery_id} and ${seenDelivery(actor)} for update of d`,
    )
    if (!found) throw notFound('This delivery')
    if (found.state === 'waiting') throw conflict('This is on its way already.')
    const { record_id } = await tx.one(
      raw<{ record_id: string | null }>(
        `update channels.webhook_delivery set ${anew} where org_id = $1 and id = $2 returning record_id`,
        [tx.orgId, input.delivery_id, now],
      ),
    )
    later(tx, id, record_id, now)
    return { result: {}, audit: { webhook: id, delivery: input.delivery_id } }
  },
})

export const replayAll = plainAction({
  name: 'webhooks.replay_all',
  summary:
    'Send again what happened since a time: what was given up, or everything; the oldest first, at most 5,000.',
  path: '/api/webhooks/:id/replay-all',
  params: Params,
  input: Body({ since: Time, only_dead: Type.Boolean() }),
  output: Type.Object({ replayed: Type.Integer() }),
  permits: mayManageWebhooks,
  run: async ({ tx, actor, input, params, now }) => {
    const id = params.id ?? ''
    if (!(await tx.maybe(webhookNamed(tx.orgId, id)))) throw notFound('This webhook')
    const states = input.only_dead ? ['dead'] : ['sent', 'dead', 'withheld']
    // As one by one: only what the log shows, or the count would tell of the rest.
    const { replayed } = await tx.one(
      sql<{ replayed: number }>`with again as (
           update channels.webhook_delivery set state = 'waiting', tries = 0, due_at = ${now}, claimed_until = null, ended_at = null
           where org_id = ${tx.orgId} and id in (select d.id from channels.webhook_delivery d left join core.record r on r.org_id = d.org_id and r.id = d.record_id
             where d.org_id = ${tx.orgId} and d.webhook_id = ${id} and d.at >= ${input.since} and d.state = any(${states}::text[]) and ${seenDelivery(actor)}
             order by d.at, d.event_id limit ${sql.lit(replayed_max)} for update of d)
           returning 1)
         select count(*) as replayed from again`,
    )
    startAgain(tx, id, now)
    return {
      result: { replayed },
      audit: { webhook: id, since: input.since, only_dead: input.only_dead, replayed },
    }
  },
})
