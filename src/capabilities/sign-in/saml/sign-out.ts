/** Single log-out by SAML: from us to the provider, and from the provider to us, by the browser. */
import { createVerify } from 'node:crypto'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { takeTry } from '../../../core/people/throttle.ts'
import { read, write } from '../../../platform/db/transaction.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { invalid } from '../../../platform/http/problem.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { spend } from '../ceremony.ts'
import { endTold } from '../providers/ended.ts'
import { ownBase, ProviderParams, pathOf, toElsewhere } from '../providers/entering.ts'
import type { Place, Provider } from '../providers/store.ts'
import { requireAlgorithms } from './answer.ts'
import { libraryFor, type Party } from './library.ts'
import { openParty } from './party.ts'
import { samlById } from './store.ts'
import { childOf, childrenOf, type Element, parseXml, spaces, timeOf } from './xml.ts'

const message_bytes_max = 200_000
const clock_ms_off_max = 2 * 60_000
const age_ms_max = 10 * 60_000
const inflate = promisify(inflateRaw)
const signatures: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'RSA-SHA256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'RSA-SHA512',
}

/** Where to go after signing out here, to sign out at the provider; null where it has no such address. */
export async function signOutUrl(
  app: App,
  orgId: string,
  provider: Provider,
  token: string,
  request: FastifyRequest,
): Promise<string | null> {
  const saml = await read(app.pool, orgId, (tx) => tx.maybe(samlById(orgId, provider.id)))
  if (!saml || saml.sign_out_url === null) return null
  const place = { org: orgId, id: provider.id }
  const library = libraryFor(app, orgId, { provider, saml }, signedOutAt(app, request, place))
  return library.getLogoutUrlAsync(JSON.parse(token), '', {})
}

type Fields = { SAMLRequest?: string; SAMLResponse?: string; RelayState?: string }
const fields = {
  SAMLRequest: Type.Optional(Type.String({ maxLength: 300_000 })),
  SAMLResponse: Type.Optional(Type.String({ maxLength: 300_000 })),
  RelayState: Type.Optional(Type.String({ maxLength: 4000 })),
}

export function mountSamlSignOut(http: Http, app: App, sessions: Sessions): void {
  http.get(
    '/api/session/providers/:org/:id/sign-out',
    {
      schema: {
        operationId: 'session.saml_sign_out',
        summary:
          'The provider signs somebody out here, or answers that it did so there (HTTP-Redirect binding).',
        tags: ['session'],
        params: ProviderParams,
        querystring: Type.Object({
          ...fields,
          SigAlg: Type.Optional(Type.String({ maxLength: 200 })),
          Signature: Type.Optional(Type.String({ maxLength: 4000 })),
        }),
        response: toElsewhere,
      },
    },
    async (request, reply) => answer(app, sessions, request, reply, request.query as Fields, 'redirect'),
  )
  void http.register(async (own) => {
    own.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 512 * 1024 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    own.post(
      '/api/session/providers/:org/:id/sign-out',
      {
        config: { takesForeign: true },
        schema: {
          operationId: 'session.saml_sign_out_form',
          summary: 'The same, by a form (HTTP-POST binding).',
          tags: ['session'],
          params: ProviderParams,
          body: Type.Object(fields),
          response: toElsewhere,
        },
      },
      async (request, reply) => answer(app, sessions, request, reply, request.body as Fields, 'form'),
    )
  })
}

async function answer(
  app: App,
  sessions: Sessions,
  request: FastifyRequest,
  reply: FastifyReply,
  { SAMLRequest, RelayState }: Fields,
  binding: 'redirect' | 'form',
) {
  const place = request.params as Place
  const party = await openParty(app, place)
  // What the provider answers changes nothing: the session here ended before it was asked.
  if (SAMLRequest === undefined) return reply.redirect('/sign-in', 303)
  const limits = [{ key: `ended:${placeOf(request.ip)}`, tries_max: 300, window_minutes: 15 }]
  await takeTry(app, place.org, limits, { address: request.ip, personId: null })
  const address = signedOutAt(app, request, place)
  const asked = await (binding === 'redirect'
    ? fromRedirect(party, request.url, SAMLRequest)
    : fromForm(app, place.org, party, address, SAMLRequest)
  ).catch(() => undefined)
  const who = asked && judge(asked, party, address, app.clock.now().getTime())
  if (!who) throw invalid('#/SAMLRequest', 'This is not a valid message of the provider.')
  const ended = await write(app.pool, place.org, async (tx) => {
    await spend(app, tx, { text: `saml ${place.id} ${who.id}` })
    const all: string[] = []
    for (const sid of who.sids.length > 0 ? who.sids : [undefined])
      all.push(
        ...(await endTold(app, tx, party.provider, { sub: who.sub, ...(sid ? { sid } : {}) }, request.ip)),
      )
    return all
  })
  for (const session of ended) sessions.forget(session)
  const library = libraryFor(app, place.org, party, address)
  const to = await library.getLogoutResponseUrlAsync({ ID: who.id } as never, RelayState ?? '', {}, true)
  return reply.redirect(to, 303)
}

/** A message in an address: its signature is over the words as they stand there, each of them once. */
async function fromRedirect(party: Party, url: string, message: string): Promise<Element | undefined> {
  const parts = url.slice(url.indexOf('?') + 1).split('&')
  const part = (name: string) => {
    const found = parts.filter((each) => decodeURIComponent(each.split('=')[0] ?? '') === name)
    if (found.length > 1) throw new Error(`${name} stands there more than once.`)
    return found[0]
  }
  const signed = [part('SAMLRequest'), part('RelayState'), part('SigAlg')].filter(
    (each) => each !== undefined,
  )
  const wordOf = (name: string) => new URLSearchParams(part(name) ?? '').get(name) ?? ''
  const algorithm = signatures[wordOf('SigAlg')]
  if (algorithm === undefined) return undefined
  const signature = Buffer.from(wordOf('Signature'), 'base64')
  const isSigned = party.saml.certificates.some((certificate) =>
    createVerify(algorithm).update(signed.join('&')).verify(certificate, signature),
  )
  if (!isSigned) return undefined
  const text = await inflate(Buffer.from(message, 'base64'), { maxOutputLength: message_bytes_max })
  return parseXml(text.toString('utf8'))
}

/** A message in a form, signed inside. */
async function fromForm(app: App, orgId: string, party: Party, address: string, message: string) {
  const request = parseXml(Buffer.from(message, 'base64').toString('utf8'))
  requireAlgorithms(request)
  await libraryFor(app, orgId, party, address).validatePostRequestAsync({ SAMLRequest: message })
  return request
}

/** Whom the provider signs out, when the message is its own, for us and of now. */
function judge(asked: Element, { provider }: Party, address: string, now_ms: number) {
  if (asked.name !== 'LogoutRequest' || asked.space !== spaces.protocol) return undefined
  if (childOf(asked, 'assertion', 'Issuer')?.text.trim() !== provider.issuer) return undefined
  const destination = asked.attributes.get('Destination')
  if (destination !== undefined && destination !== address) return undefined
  if (!(Math.abs(now_ms - timeOf(asked.attributes.get('IssueInstant'))) <= age_ms_max)) return undefined
  const until = asked.attributes.get('NotOnOrAfter')
  if (until !== undefined && !(timeOf(until) > now_ms - clock_ms_off_max)) return undefined
  const id = asked.attributes.get('ID')
  const sub = childOf(asked, 'assertion', 'NameID')?.text.trim()
  if (!id || !sub) return undefined
  const sids = childrenOf(asked, 'protocol', 'SessionIndex').map(({ text }) => text.trim())
  return { id, sub, sids: sids.filter(Boolean).slice(0, 50) }
}

function signedOutAt(app: App, request: FastifyRequest, place: Place): string {
  return `${ownBase(app, request)}${pathOf(place)}/sign-out`
}
