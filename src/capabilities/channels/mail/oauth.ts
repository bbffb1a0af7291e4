/**
 * Access tokens of mailboxes that are opened with OAuth2, fetched anew before they end. Services that give another
 * refresh token each time take the former one for stolen when it comes again: so one process at a time fetches, by a
 * lease in the mailbox's row, and the others take what it got.
 */
import type { App } from '../../../core/app.ts'
import { seal, unseal } from '../../../core/people/login/seal.ts'
import { raw, read, write } from '../../../platform/db/transaction.ts'
import { guardedFetch, OutgoingFailed, OutgoingRefused } from '../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../platform/outgoing/own-network.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { type Mailbox, mailboxOwner, mailboxPurposes } from './mailbox.ts'

const request_ms_max = 10_000
/** Longer than a request and its note may take. */
const lease_seconds = 30
const answer_bytes_max = 64 * 1024
const token_length_max = 16_000
/** A token that ends so soon is not begun with. */
const spare_ms = 2 * 60_000
/** For how long a token counts whose service does not say. */
const unsaid_seconds = 5 * 60
const life_seconds_max = 86_400
const look_ms = 200
const notes_max = 5

export const tokenFailures = {
  ended: 'The refresh token has ended or was withdrawn. Give a new one.',
  client: 'The sign-in service did not accept the client ID or the client secret.',
  scope: 'The sign-in service does not give what the scope asks for.',
  unreachable: 'The sign-in service could not be reached.',
  address: 'The address of the sign-in service may not be reached from here, or leads on to another one.',
  broken: 'The sign-in service gave an answer that could not be used.',
  sealed: 'What is stored to sign in cannot be opened with the keys of this installation. Give it again.',
} as const

/** No token came; the message is a sentence for the administrator. */
export class NoToken extends Error {
  override readonly name = 'NoToken'
  constructor(why: keyof typeof tokenFailures) {
    super(tokenFailures[why])
  }
}

/** Whether the mailbox is opened with a token that is fetched. */
export function fetchesToken({ sign_in }: Pick<Mailbox, 'sign_in'>): boolean {
  return sign_in === 'refresh' || sign_in === 'client'
}

/** A token that is good for some minutes at least. Throws `NoToken`. */
export async function accessTokenOf(app: App, org: string, box: Mailbox): Promise<string> {
  for (const began_ms = performance.now(); performance.now() - began_ms < lease_seconds * 1_000; ) {
    const known = await knownToken(app, org, box)
    if (known !== undefined) return known
    const claimed = await claim(app, org, box)
    if (claimed) return await fetchToken(app, org, box, claimed)
    await new Promise((done) => setTimeout(done, look_ms))
  }
  throw new NoToken('unreachable')
}

/** The mail server refused the token before its end: the next look fetches another one. */
export async function forgetToken(app: App, org: string, box: Mailbox): Promise<void> {
  await write(app.pool, org, async (tx) =>
    tx.send(
      raw(
        'update channels.mailbox set access_sealed = null, access_until = null where org_id = $1 and id = $2 and version = $3',
        [org, box.id, box.version],
      ),
    ),
  )
}

async function knownToken(app: App, org: string, box: Mailbox): Promise<string | undefined> {
  const enough = new Date(app.clock.now().getTime() + spare_ms)
  const found = await read(app.pool, org, (tx) =>
    tx.maybe(
      raw<{ access_sealed: Buffer }>(
        'select access_sealed from channels.mailbox where org_id = $1 and id = $2 and version = $3 and access_until > $4',
        [org, box.id, box.version, enough],
      ),
    ),
  )
  return found && opened(app, org, box.id, 'access_sealed', found.access_sealed)
}

type Claimed = { secret_sealed: Buffer; client_secret_sealed: Buffer | null; secret_number: number }

/** The right to fetch, for this process alone; also where the mailbox was changed since, whose run then ends by itself. */
function claim(app: App, org: string, box: Mailbox): Promise<Claimed | undefined> {
  return write(app.pool, org, (tx) =>
    tx.maybe(
      raw<Claimed>(
        `update channels.mailbox set refreshing_until = clock_timestamp() + make_interval(secs => ${lease_seconds})
         where org_id = $1 and id = $2 and version = $3 and (refreshing_until is null or refreshing_until < clock_timestamp())
           and (access_until is null or access_until <= $4)
         returning secret_sealed, client_secret_sealed, secret_number`,
        [org, box.id, box.version, new Date(app.clock.now().getTime() + spare_ms)],
      ),
    ),
  )
}

async function fetchToken(app: App, org: string, box: Mailbox, claimed: Claimed): Promise<string> {
  let given: Given | undefined
  try {
    const secret = opened(app, org, box.id, 'secret_sealed', claimed.secret_sealed)
    const clientSecret =
      claimed.client_secret_sealed &&
      opened(app, org, box.id, 'client_secret_sealed', claimed.client_secret_sealed)
    given = await askForToken(app, box, secret, clientSecret)
    return given.access
  } finally {
    await noteGiven(app, org, box, claimed, given)
  }
}

/**
 * Gives the lease back and keeps what came. A service may take the former refresh token no more, so that its successor
 * is noted also where an administrator changed something else meanwhile, and tried again while the database is away.
 */
async function noteGiven(
  app: App,
  org: string,
  box: Mailbox,
  claimed: Claimed,
  given?: Given,
): Promise<void> {
  const sealed = (place: SealedColumn, text: string) =>
    seal(app.config.secret, mailboxPurposes[place], mailboxOwner(org, box.id), text)
  const until = given && new Date(app.clock.now().getTime() + given.life_seconds * 1_000)
  for (let tries = 1; ; tries++)
    try {
      await write(app.pool, org, async (tx) =>
        tx.send(
          raw(
            `update channels.mailbox set refreshing_until = null,
               secret_sealed = case when secret_number = $3 then coalesce($5, secret_sealed) else secret_sealed end,
               access_sealed = case when version = $4 then coalesce($6, access_sealed) else access_sealed end,
               access_until = case when version = $4 then coalesce($7::timestamptz, access_until) else access_until end
             where org_id = $1 and id = $2`,
            [
              org,
              box.id,
              claimed.secret_number,
              box.version,
              given?.refresh === undefined ? null : sealed('secret_sealed', given.refresh),
              given ? sealed('access_sealed', given.access) : null,
              until ?? null,
            ],
          ),
        ),
      )
      return
    } catch (error) {
      if (tries >= notes_max) throw error
      await new Promise((done) => setTimeout(done, tries * look_ms))
    }
}

type Given = { access: string; refresh: string | undefined; life_seconds: number }

async function askForToken(
  app: App,
  box: Mailbox,
  secret: string,
  clientSecret: string | null,
): Promise<Given> {
  const form = new URLSearchParams({ client_id: box.client_id ?? '' })
  if (box.scope) form.set('scope', box.scope)
  if (box.sign_in === 'refresh') {
    form.set('grant_type', 'refresh_token')
    form.set('refresh_token', secret)
    if (clientSecret !== null) form.set('client_secret', clientSecret)
  } else {
    form.set('grant_type', 'client_credentials')
    form.set('client_secret', secret)
  }
  const answer = await posted(app, box.token_url ?? '', form)
  const told = jsonOf(answer.body)
  if (answer.status !== 200) throw new NoToken(whyRefused(answer.status, told.error))
  const { access_token: access, refresh_token: refresh, token_type: type } = told
  if (!isToken(access) || !/^bearer$/i.test(String(type)) || (refresh !== undefined && !isToken(refresh)))
    throw new NoToken('broken')
  const said = Number(told.expires_in ?? unsaid_seconds)
  return {
    access,
    refresh: box.sign_in === 'refresh' ? refresh : undefined,
    life_seconds: said > 0 ? Math.min(said, life_seconds_max) : unsaid_seconds,
  }
}

async function posted(app: App, url: string, form: URLSearchParams) {
  const policy = {
    ...ownNetwork(app.config.outgoingAllow),
    redirects_max: 0,
    body_bytes_max: answer_bytes_max,
    total_timeout_ms: request_ms_max,
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  try {
    return await guardedFetch(url, { method: 'POST', headers, body: form.toString() }, policy)
  } catch (error) {
    if (error instanceof OutgoingRefused) throw new NoToken('address')
    if (error instanceof OutgoingFailed) throw new NoToken('unreachable')
    throw error
  }
}

function jsonOf(body: Buffer): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'))
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** By the words of RFC 6749, 5.2. A service that is busy or broken says nothing of the token. */
function whyRefused(status: number, word: unknown): keyof typeof tokenFailures {
  if (status === 429 || status >= 500) return 'unreachable'
  if (word === 'invalid_grant') return 'ended'
  if (word === 'invalid_client' || word === 'unauthorized_client') return 'client'
  if (word === 'invalid_scope') return 'scope'
  return 'broken'
}

/** What may stand in a line of the mail server's protocol: nothing that would end it. */
function isToken(text: unknown): text is string {
  return typeof text === 'string' && text.length <= token_length_max && /^[\x21-\x7e]+$/.test(text)
}

type SealedColumn = keyof typeof mailboxPurposes

function opened(app: App, org: string, id: string, place: SealedColumn, sealed: Buffer): string {
  try {
    return unseal(secretsOf(app.config), mailboxPurposes[place], mailboxOwner(org, id), sealed)
  } catch {
    throw new NoToken('sealed')
  }
}
