/** A real provider of SAML on the loopback, where somebody signs in by being named. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import samlp from 'samlp'
import { makeOwnKey } from './own-key.ts'

export type Account = { name?: string; email?: string; groups?: string | string[]; format?: string }
export type SamlTestProvider = {
  issuer: string
  base: string
  key: { privateKey: string; certificate: string }
  who: string | null
  people: Record<string, Account>
  /** What the library of the provider is told beside the usual. */
  options: Record<string, unknown>
  /** Where people are sent back to, and by whose certificate their requests are signed. */
  client: { acs: string; signOut: string; entity: string; certificate: string }
  /** The questions that came, as XML was parsed. */
  asked: { id?: string; forceAuthn?: string; issuer?: string }[]
  sessions: { nameId: string; sessionIndex: string }[]
  isDown: boolean
  metadata(): Promise<string>
  /** Signs an answer of any content, as whoever stole or bent the provider's own settings. */
  respond(account: string, more: Record<string, unknown>): Promise<string>
  close(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: the library speaks of requests of a framework that is not here.
type Handler = (request: any, response: any, next: (error?: unknown) => void) => void

export async function startSamlProvider(name = 'idp'): Promise<SamlTestProvider> {
  const server = createServer((request, response) => {
    if (state.isDown) request.socket.destroy()
    else void serve(state, request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const state: SamlTestProvider = {
    issuer: `urn:test:${name}`,
    base,
    key: makeOwnKey(name, new Date()),
    who: null,
    people: {},
    options: {},
    client: { acs: '', signOut: '', entity: '', certificate: '' },
    asked: [],
    sessions: [],
    isDown: false,
    metadata: async () => (await fetch(`${base}/metadata`)).text(),
    respond: (account, more) =>
      new Promise((done, fail) => {
        const options = { ...usual(state), audience: state.client.entity, ...more }
        samlp.getSamlResponse(options as never, { id: account, ...state.people[account] }, (error, text) =>
          error ? fail(error) : done(Buffer.from(text).toString('base64')),
        )
      }),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
  return state
}

function usual(state: SamlTestProvider): Record<string, unknown> {
  return {
    issuer: state.issuer,
    cert: state.key.certificate,
    key: state.key.privateKey,
    recipient: state.client.acs,
    destination: state.client.acs,
    lifetimeInSeconds: 300,
    sessionIndex: `_session_${state.who}`,
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: 'sha256',
    profileMapper: mapper,
    ...state.options,
  }
}

function mapper({ id, name, email, groups, format }: Account & { id: string }) {
  return {
    getClaims: () => ({ name, email, groups }),
    getNameIdentifier: () => ({
      nameIdentifier: id,
      nameIdentifierFormat: format ?? 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    }),
  }
}

async function serve(state: SamlTestProvider, incoming: IncomingMessage, outgoing: ServerResponse) {
  const url = new URL(incoming.url ?? '/', state.base)
  let body = ''
  for await (const piece of incoming) body += piece
  const request = {
    method: incoming.method,
    protocol: 'http',
    headers: incoming.headers,
    originalUrl: incoming.url,
    query: Object.fromEntries(url.searchParams),
    body: Object.fromEntries(new URLSearchParams(body)),
    user: state.who === null ? undefined : { id: state.who, ...state.people[state.who] },
  }
  const handler = handlerOf(state, url.pathname)
  handler(request, answering(outgoing), (error) => {
    outgoing.statusCode = 500
    outgoing.end(String(error))
  })
}

function answering(outgoing: ServerResponse) {
  return {
    set: (key: string, value: string) => outgoing.setHeader(key, value),
    redirect: (to: string) => outgoing.writeHead(302, { location: to }).end(),
    send: (first: number | string, second?: string) => {
      if (typeof first === 'number') outgoing.statusCode = first
      outgoing.end(String(second ?? first))
    },
  }
}

function handlerOf(state: SamlTestProvider, path: string): Handler {
  if (path === '/metadata')
    return samlp.metadata({
      issuer: state.issuer,
      cert: state.key.certificate,
      redirectEndpointPath: '/sso',
      postEndpointPath: '/sso',
      logoutEndpointPaths: { redirect: '/slo' },
      profileMapper: Object.assign(() => undefined, { prototype: { metadata: [] } }),
    } as never)
  if (path === '/slo') return signOut(state)
  return (request, response, next) => {
    samlp.parseRequest(request, (_error, asked) => {
      state.asked.push(asked as never)
    })
    if (state.who === null)
      return samlp.sendError({
        ...usual(state),
        error: { code: 'urn:oasis:names:tc:SAML:2.0:status:Responder', description: 'No.' },
        getPostURL: (_request: never, done: (error: null, to: string) => void) =>
          done(null, state.client.acs),
      } as never)(request, response, next)
    state.sessions = [{ nameId: state.who, sessionIndex: `_session_${state.who}` }]
    return samlp.auth({
      ...usual(state),
      ...(state.client.certificate ? { signingCert: state.client.certificate } : {}),
      getPostURL: (
        _audience: string,
        _dom: never,
        _request: never,
        done: (error: null, to: string) => void,
      ) => done(null, state.client.acs),
    } as never)(request, response, next)
  }
}

const kept = new Map<string, unknown>()

function signOut(state: SamlTestProvider): Handler {
  const participants = state.sessions.map((session) => ({
    ...session,
    serviceProviderId: state.client.entity,
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    serviceProviderLogoutURL: state.client.signOut,
    cert: state.client.certificate || undefined,
    binding: state.options.binding,
  }))
  const list = {
    get: (_issuer: string, indexes: string[], nameId: string, done: (error: null, found: unknown) => void) =>
      done(
        null,
        participants.find((each) => each.nameId === nameId && indexes.includes(each.sessionIndex)),
      ),
    hasElements: () => participants.length > 0,
    getFirst: (done: (error: null, first: unknown) => void) => done(null, participants[0]),
    remove: (_issuer: string, index: string, _name: string, done: (error: null) => void) => {
      participants.splice(
        0,
        participants.length,
        ...participants.filter((each) => each.sessionIndex !== index),
      )
      state.sessions = state.sessions.filter((each) => each.sessionIndex !== index)
      done(null)
    },
  }
  type Done = (error: null, value?: unknown) => void
  return samlp.logout({
    issuer: state.issuer,
    cert: state.key.certificate,
    key: state.key.privateKey,
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: state.options.digestAlgorithm ?? 'sha256',
    deflate: true,
    protocolBinding: state.options.binding ?? 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
    destination: state.client.signOut,
    sessionParticipants: list,
    store: {
      save: (_request: never, value: unknown, done: Done) => {
        const key = String(kept.size + 1)
        kept.set(key, value)
        done(null, key)
      },
      load: (_request: never, key: string, options: unknown, done?: Done) =>
        (done ?? (options as Done))(null, kept.get(key)),
      update: (_request: never, key: string, value: unknown, done: Done) => {
        kept.set(key, value)
        done(null)
      },
    },
  } as never)
}

/** What the page of a provider would send by itself. */
export function formOf(html: string): { to: string; fields: Record<string, string> } {
  const plain = (text: string) =>
    text.replaceAll('&#34;', '"').replaceAll('&#43;', '+').replaceAll('&#x2F;', '/').replaceAll('&amp;', '&')
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of html.matchAll(/name="(\w+)"\s+value="([^"]*)"/g))
    fields[name] = plain(value)
  return { to: plain(/action="([^"]*)"/.exec(html)?.[1] ?? ''), fields }
}
