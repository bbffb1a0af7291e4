/** Messages of which no ticket could be made: why, what they say, and another try. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import type { App } from '../../../core/app.ts'
import { unseal } from '../../../core/people/login/seal.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Time } from '../../../platform/http/schema.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { forms, parkReasons } from './alert.ts'
import { sealedAlerts, takeInSoon } from './receive.ts'
import { mayManageAlerts } from './source.ts'

const rows_max = 100
const shown_length_max = 4_000
const Params = Type.Object({ id: Id }, { additionalProperties: false })

const ParkedRow = Type.Object({
  id: Id,
  source: Type.Object({ id: Id, name: Type.String() }),
  form: OneOf(forms),
  reason: OneOf(parkReasons),
  size_bytes: Type.Integer(),
  received_at: Time,
})

export const listParked = reader({
  name: 'alerts.parked',
  summary: 'Messages of which no ticket could be made, newest first.',
  path: '/api/alerts/parked',
  output: Type.Object({ rows: Type.Array(ParkedRow), total: Type.Integer() }),
  permits: mayManageAlerts,
  run: async ({ tx }) => {
    const [rows, [count]] = await tx.many(
      raw<Static<typeof ParkedRow>>(
        `select b.id, b.form, b.reason, octet_length(b.body_sealed) as size_bytes, b.received_at,
           json_build_object('id', s.id, 'name', s.name) as source
         from channels.alert_batch b join channels.alert_source s on s.org_id = b.org_id and s.id = b.source_id
         where b.org_id = $1 and b.state = 'parked' order by b.received_at desc, b.id limit ${rows_max}`,
        [tx.orgId],
      ),
      raw<{ total: number }>(
        `select count(*) as total from channels.alert_batch where org_id = $1 and state = 'parked'`,
        [tx.orgId],
      ),
    )
    return { rows, total: count?.total ?? 0 }
  },
})

export const showParked = reader({
  name: 'alerts.show_parked',
  summary: 'What a parked message says, as far as it holds nothing that may be a patient’s.',
  path: '/api/alerts/parked/:id',
  params: Params,
  output: Type.Object({ text: Type.String(), is_hidden: Type.Boolean() }),
  permits: mayManageAlerts,
  run: async ({ app, tx, params, now }) => {
    const batch = await tx.maybe(
      raw<{ id: string; body_sealed: Buffer }>(
        `select id, body_sealed from channels.alert_batch where org_id = $1 and id = $2 and state = 'parked'`,
        [tx.orgId, params.id],
      ),
    )
    if (!batch) throw notFound('This message')
    const shown = opened(app, tx.orgId, batch).slice(0, shown_length_max).toWellFormed()
    const isHidden = (await app.registry.guard?.isSuspect(tx, shown, now)) ?? false
    return { text: isHidden ? '' : shown, is_hidden: isHidden }
  },
})

/** As after a change of the installation's keys: with the former one beside the new one it opens again. */
function opened(app: App, orgId: string, { id, body_sealed }: { id: string; body_sealed: Buffer }): string {
  try {
    return unseal(secretsOf(app.config), sealedAlerts.purpose, sealedAlerts.ownerOf(orgId, id), body_sealed)
  } catch {
    throw conflict(
      'This message cannot be opened with the keys of this installation. Ask who operates it, or throw it away.',
    )
  }
}

export const retryParked = plainAction({
  name: 'alerts.retry',
  summary: 'Try a parked message once more.',
  path: '/api/alerts/parked/:id/retry',
  params: Params,
  input: Body({}),
  output: Type.Object({}),
  permits: mayManageAlerts,
  run: async ({ app, tx, params }) => {
    const { id, source_id } = await lockParked(tx, params.id ?? '')
    tx.send(
      raw(
        `update channels.alert_batch set state = 'waiting', reason = null, tries = 0 where org_id = $1 and id = $2`,
        [tx.orgId, id],
      ),
    )
    takeInSoon(app, tx, source_id)
    return { result: {}, audit: { message: id, source: source_id } }
  },
})

export const discardParked = plainAction({
  name: 'alerts.discard',
  summary: 'Throw a parked message away.',
  path: '/api/alerts/parked/:id/discard',
  params: Params,
  input: Body({}),
  output: Type.Object({}),
  permits: mayManageAlerts,
  run: async ({ tx, params }) => {
    const { id, source_id } = await lockParked(tx, params.id ?? '')
    tx.send(raw('delete from channels.alert_batch where org_id = $1 and id = $2', [tx.orgId, id]))
    return { result: {}, audit: { message: id, source: source_id } }
  },
})

async function lockParked(tx: Tx, id: string): Promise<{ id: string; source_id: string }> {
  const batch = await tx.maybe(
    raw<{ id: string; source_id: string }>(
      `select id, source_id from channels.alert_batch where org_id = $1 and id = $2 and state = 'parked' for update`,
      [tx.orgId, id],
    ),
  )
  if (!batch) throw notFound('This message')
  return batch
}
