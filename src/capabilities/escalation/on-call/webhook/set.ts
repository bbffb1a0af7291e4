/** Where a team's pages are sent beside its people: set, shown and removed by who changes its rota. */
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { Type } from 'typebox'
import { plainAction } from '../../../../core/action.ts'
import { seal } from '../../../../core/people/login/seal.ts'
import { reader } from '../../../../core/registry.ts'
import { raw } from '../../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../../platform/http/problem.ts'
import { Body, Id, NullableText, NullableTime, OneOf, Time } from '../../../../platform/http/schema.ts'
import { OutgoingRefused } from '../../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../../platform/outgoing/own-network.ts'
import { checkedUrl, permittedAddresses } from '../../../../platform/outgoing/target.ts'
import { readsRotas, requireManages } from '../may.ts'
import { ownerOf, purpose } from './send.ts'

const secret_bytes = 32
const deliveries_shown = 20
const Params = Body({ id: Id })

const Delivery = Type.Object({
  id: Id,
  ticket: Type.Integer(),
  state: OneOf(['queued', 'sent', 'dead']),
  tries: Type.Integer(),
  due_at: { ...NullableTime, description: 'When it is tried next.' },
  last_error: NullableText,
  created_at: Time,
})

export const showWebhook = reader({
  name: 'on_call.webhook',
  summary: 'Where a team’s pages are sent, and how the latest deliveries went.',
  path: '/api/teams/:id/webhook',
  params: Params,
  output: Type.Object({ url: NullableText, deliveries: Type.Array(Delivery) }),
  permits: readsRotas,
  run: async ({ tx, actor, params }) => {
    const { id } = await requireManages(tx, actor, params.id ?? '')
    const [hooks, deliveries] = await tx.many(
      raw<{ url: string }>('select url from escalation.webhook where org_id = $1 and team_id = $2', [
        tx.orgId,
        id,
      ]),
      raw<{
        id: string
        ticket: number
        state: 'queued' | 'sent' | 'dead'
        tries: number
        due_at: string | null
        last_error: string | null
        created_at: string
      }>(
        `select d.id, r.number as ticket, d.state, d.tries, d.due_at, d.last_error, d.created_at
         from escalation.webhook_delivery d join escalation.page g on g.org_id = d.org_id and g.id = d.page_id
         join core.record r on r.org_id = g.org_id and r.id = g.record_id
         where d.org_id = $1 and d.team_id = $2 order by d.created_at desc, d.id desc limit ${deliveries_shown}`,
        [tx.orgId, id],
      ),
    )
    return { url: hooks[0]?.url ?? null, deliveries }
  },
})

/** Each time with a new secret, which is shown this once. */
export const setWebhook = plainAction({
  name: 'on_call.set_webhook',
  summary: 'Send the pages of a team to an address too; answers the new secret of the signature, this once.',
  path: '/api/teams/:id/webhook',
  method: 'PUT',
  params: Params,
  input: Body({ url: Type.String({ minLength: 1, maxLength: 2000 }) }),
  output: Type.Object({ url: Type.String(), secret: Type.String() }),
  permits: readsRotas,
  run: async ({ app, tx, actor, input, params, now }) => {
    const { id } = await requireManages(tx, actor, params.id ?? '')
    const url = await goodAddress(input.url.trim(), app.config.outgoingAllow)
    const secret = randomBytes(secret_bytes).toString('base64url')
    tx.send(
      raw(
        `insert into escalation.webhook (org_id, team_id, url, secret, updated_by, updated_at) values ($1,$2,$3,$4,$5,$6)
         on conflict (org_id, team_id) do update set url = $3, secret = $4, updated_by = $5, updated_at = $6`,
        [
          tx.orgId,
          id,
          url,
          seal(app.config.secret, purpose, ownerOf(tx.orgId, id), secret),
          actor.personId,
          now,
        ],
      ),
    )
    return { result: { url, secret }, audit: { team: id } }
  },
})

/** What a number says is checked now; what a name stands for, each time that something is sent. */
async function goodAddress(text: string, allow: readonly string[]): Promise<string> {
  if (!text.startsWith('https://')) throw invalid('#/url', 'The address must begin with https://.')
  const policy = ownNetwork(allow)
  try {
    const url = checkedUrl(text, policy)
    const isNumber = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0
    if (isNumber) await permittedAddresses(url, policy, async () => [])
    return url.href
  } catch (error) {
    if (error instanceof OutgoingRefused) throw invalid('#/url', error.message)
    throw error
  }
}

export const removeWebhook = plainAction({
  name: 'on_call.remove_webhook',
  summary: 'Send the pages of a team to its people alone.',
  path: '/api/teams/:id/webhook',
  method: 'DELETE',
  params: Params,
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: readsRotas,
  run: async ({ tx, actor, params }) => {
    const { id } = await requireManages(tx, actor, params.id ?? '')
    tx.send(raw('delete from escalation.webhook where org_id = $1 and team_id = $2', [tx.orgId, id]))
    return { result: {}, audit: { team: id } }
  },
})

/** For what was given up; it begins anew with all its tries. */
export const sendAgain = plainAction({
  name: 'on_call.send_again',
  summary: 'Send a page that was given up to the team’s address again.',
  path: '/api/teams/:id/webhook/send-again',
  params: Params,
  input: Body({ delivery_id: Id }),
  output: Type.Object({}),
  permits: readsRotas,
  run: async ({ app, tx, actor, input, params, now }) => {
    const { id } = await requireManages(tx, actor, params.id ?? '')
    const found = await tx.maybe(
      raw<{ state: string }>(
        'select state from escalation.webhook_delivery where org_id = $1 and team_id = $2 and id = $3 for update',
        [tx.orgId, id, input.delivery_id],
      ),
    )
    if (!found) throw notFound('This delivery')
    if (found.state !== 'dead') throw conflict('This was not given up.')
    tx.send(
      raw(
        "update escalation.webhook_delivery set state = 'queued', tries = 0, due_at = $3, ended_at = null where org_id = $1 and id = $2",
        [tx.orgId, input.delivery_id, now],
      ),
    )
    app.jobs.add(tx, 'on_call.send_webhook', { delivery: input.delivery_id })
    return { result: {}, audit: { team: id, delivery: input.delivery_id } }
  },
})
