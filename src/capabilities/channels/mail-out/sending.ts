/** How much mail goes out, and by which key it is signed. */
import { generateKeyPairSync } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import type { MailOut } from '../../../core/mail-out.ts'
import { type SealedPlace, seal, unseal } from '../../../core/people/login/seal.ts'
import { senderOf } from '../../../core/people/outbox.ts'
import { reader } from '../../../core/registry.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Nullable } from '../../../platform/http/schema.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { mayManageMail } from '../mail/mailbox.ts'

const purpose = 'dkim key'
const ownerOf = (orgId: string) => orgId
export const sealedDkim: SealedPlace = {
  table: 'channels.mail_sending',
  column: 'dkim_sealed',
  id: 'org_id',
  purpose,
  ownerOf,
}
const key_bits = 2048

const Limit = Nullable(Type.Integer({ minimum: 1, maximum: 10_000 }))
const fields = { per_address_hour: Limit, per_minute: Limit, dkim_is_on: Type.Boolean() }
const Sending = Type.Object({
  ...fields,
  version: Type.Integer(),
  domain: Type.String({ description: 'Of the sender; the key is for mail from there.' }),
  dkim: Nullable(
    Type.Object({
      name: Type.String({ description: 'The name of the TXT record in the DNS.' }),
      value: Type.String({ description: 'What stands there.' }),
    }),
  ),
})

type Row = {
  per_address_hour: number | null
  per_minute: number | null
  dkim_selector: string | null
  dkim_sealed: Buffer | null
  dkim_public: string | null
  dkim_is_on: boolean
  version: number
}
const none: Row = {
  per_address_hour: null,
  per_minute: null,
  dkim_selector: null,
  dkim_sealed: null,
  dkim_public: null,
  dkim_is_on: false,
  version: 0,
}

function rowOf(orgId: string, lock = ''): Raw<Row> {
  return raw<Row>(
    `select per_address_hour, per_minute, dkim_selector, dkim_sealed, dkim_public, dkim_is_on, version
     from channels.mail_sending where org_id = $1 ${lock}`,
    [orgId],
  )
}

/**
 * When there is room again, where a limit is reached: the oldest mail of its window leaves it then. Many that wait are
 * spread over as many windows as they need, so that they do not all wake at once, again and again.
 */
export const waitsUntil: MailOut['waitsUntil'] = async (tx, address, now) => {
  const { per_address_hour, per_minute } = (await tx.maybe(rowOf(tx.orgId))) ?? none
  const [[hour], [minute]] = await tx.many(
    per_address_hour === null ? undefined : leaves(tx.orgId, address, per_address_hour, 3600, now),
    per_minute === null ? undefined : leaves(tx.orgId, null, per_minute, 60, now),
  )
  const waits = [
    ...(hour ? [spread(hour, per_address_hour ?? 1, 3600)] : []),
    ...(minute ? [spread(minute, per_minute ?? 1, 60)] : []),
  ]
  return waits.sort().at(-1)
}

type Leaving = { at: string; waiting: number }

function spread({ at, waiting }: Leaving, limit: number, window_s: number): string {
  const windows = Math.floor((Math.random() * waiting) / limit)
  return new Date(Date.parse(at) + windows * window_s * 1000).toISOString()
}

// What is being sent counts too, so that workers side by side do not send past the limit by more than their number.
function leaves(orgId: string, address: string | null, limit: number, window_s: number, now: Date) {
  return raw<Leaving>(
    `select at + $4::int * interval '1 second' as at,
       (select count(*) from core.outbox w where w.org_id = $1 and w.state = 'queued' and ($2::text is null or w.to_address = $2)) as waiting
     from (
       select sent_at as at from core.outbox where org_id = $1 and sent_at > $5::timestamptz - $4::int * interval '1 second' and ($2::text is null or to_address = $2)
       union all select $5::timestamptz from core.outbox where org_id = $1 and state = 'queued' and claimed_until > $5 and ($2::text is null or to_address = $2)) out
     order by 1 desc offset $3 - 1 limit 1`,
    [orgId, address, limit, window_s, now],
  )
}

/**
 * The key of the organization, where it is switched on. One that cannot be opened with the keys of the installation
 * stops no mail: pages of on-call go out unsigned rather than never.
 */
export const dkimOf: MailOut['dkimOf'] = async (app, tx, domain) => {
  const { dkim_is_on, dkim_selector, dkim_sealed } = (await tx.maybe(rowOf(tx.orgId))) ?? none
  if (!dkim_is_on || dkim_selector === null || dkim_sealed === null) return undefined
  try {
    const privateKey = unseal(secretsOf(app.config), purpose, ownerOf(tx.orgId), dkim_sealed)
    return { domain, selector: dkim_selector, privateKey }
  } catch (error) {
    app.log.error({ failure: (error as Error).name }, 'the key that signs mail cannot be opened')
    return undefined
  }
}

export const showSending = reader({
  name: 'mail.sending',
  summary: 'How much mail goes out, and by which key it is signed.',
  path: '/api/mail/sending',
  output: Sending,
  permits: mayManageMail,
  run: async ({ app, tx }): Promise<Static<typeof Sending>> => {
    const row = (await tx.maybe(rowOf(tx.orgId))) ?? none
    const { per_address_hour, per_minute, dkim_is_on, version, dkim_selector, dkim_public } = row
    const domain = senderOf(app).address.split('@')[1] ?? ''
    const dkim =
      dkim_selector === null || dkim_public === null
        ? null
        : { name: `${dkim_selector}._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${dkim_public}` }
    return { per_address_hour, per_minute, dkim_is_on, version, domain, dkim }
  },
})

export const changeSending = plainAction({
  name: 'mail.change_sending',
  summary: 'Limit how much mail goes out, and have it signed once the key stands in the DNS.',
  path: '/api/mail/sending',
  method: 'PUT',
  input: Body({ ...fields, version: Type.Integer() }),
  output: Type.Object({ version: Type.Integer() }),
  permits: mayManageMail,
  needsStepUp: true,
  run: async ({ tx, input }) => {
    const { per_address_hour, per_minute, dkim_is_on, version } = input
    const before = (await tx.maybe(rowOf(tx.orgId, 'for update'))) ?? none
    if (before.version !== version)
      throw conflict(
        'Somebody else changed this in the meantime. Look at the present state and decide again.',
      )
    if (dkim_is_on && before.dkim_sealed === null)
      throw invalid('#/dkim_is_on', 'Make a key first, and publish it.')
    tx.send(raw('insert into channels.mail_sending (org_id) values ($1) on conflict do nothing', [tx.orgId]))
    const result = await tx.one(
      raw<{ version: number }>(
        'update channels.mail_sending set per_address_hour = $2, per_minute = $3, dkim_is_on = $4, version = version + 1 where org_id = $1 returning version',
        [tx.orgId, per_address_hour, per_minute, dkim_is_on],
      ),
    )
    return { result, audit: { per_address_hour, per_minute, dkim_is_on } }
  },
})

/** A new key has a new name, so that the former one stays published for mail that is on its way. It is off at first. */
export const newDkimKey = plainAction({
  name: 'mail.new_dkim_key',
  summary: 'Make a new key that signs mail; it is switched on when its public half stands in the DNS.',
  path: '/api/mail/sending/dkim-key',
  input: Body({}),
  output: Type.Object({ selector: Type.String() }),
  permits: mayManageMail,
  needsStepUp: true,
  run: async ({ app, tx, now }) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: key_bits,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const selector = `wardline${now.slice(0, 19).replaceAll(/\D/g, '')}`
    const sealed = seal(app.config.secret, purpose, ownerOf(tx.orgId), privateKey)
    tx.send(
      raw(
        `insert into channels.mail_sending (org_id, dkim_selector, dkim_sealed, dkim_public) values ($1,$2,$3,$4)
         on conflict (org_id) do update set dkim_selector = $2, dkim_sealed = $3, dkim_public = $4, dkim_is_on = false, version = channels.mail_sending.version + 1`,
        [tx.orgId, selector, sealed, publicKey.toString('base64')],
      ),
    )
    return { result: { selector }, audit: { selector } }
  },
})
