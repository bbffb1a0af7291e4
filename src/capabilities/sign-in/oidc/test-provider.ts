/** A real provider of OpenID Connect on the loopback, where somebody signs in by being named. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Configuration, type JWK, Provider } from 'oidc-provider'

export type TestProvider = {
  issuer: string
  port: number
  /** Who signs in at the next visit; null refuses. */
  who: string | null
  /** What is told of each subject. */
  people: Record<string, Record<string, unknown>>
  /** Begins to serve the client whose addresses are known by now. */
  serve(client: { redirect: string; signedOut?: string; ended?: string }): void
  /** What the provider does with requests from now on: not reached, when it is down. */
  isDown: boolean
  /** How often each prompt was asked for. */
  prompts: string[]
  /** What went wrong on its back channel. */
  failures: string[]
  close(): Promise<void>
}

export const clientId = 'wardline'
export const clientSecret = 'a secret that the two of them know and nobody else'

export async function startProvider(): Promise<TestProvider> {
  let answer: ((...args: never[]) => unknown) | undefined
  const server = createServer((request, response) => {
    if (state.isDown || !answer) response.socket?.destroy()
    else (answer as (...args: unknown[]) => unknown)(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const state: TestProvider = {
    issuer,
    port,
    who: null,
    people: {},
    isDown: false,
    prompts: [],
    failures: [],
    serve(client) {
      const provider = new Provider(issuer, configurationFor(state, client))
      answer = withInteraction(provider, state) as never
      provider.on('backchannel.error', (_context, error) => state.failures.push(String(error)))
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
  return state
}

/** Instead of a page with a form: who is named is signed in, or nobody is. */
function withInteraction(provider: Provider, state: TestProvider) {
  const rest = provider.callback()
  return async (request: never, response: never) => {
    const { url } = request as { url?: string }
    if (!url?.startsWith('/interaction/')) return rest(request, response)
    const { prompt } = await provider.interactionDetails(request, response)
    state.prompts.push(prompt.name)
    const result =
      state.who === null
        ? { error: 'access_denied', error_description: 'No.' }
        : { login: { accountId: state.who } }
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
}

function configurationFor(
  state: TestProvider,
  client: { redirect: string; signedOut?: string; ended?: string },
): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [client.redirect],
        ...(client.signedOut ? { post_logout_redirect_uris: [client.signedOut] } : {}),
        ...(client.ended
          ? { backchannel_logout_uri: client.ended, backchannel_logout_session_required: true }
          : {}),
      },
    ],
    jwks: {
      keys: [{ ...(privateKey.export({ format: 'jwk' }) as JWK), kid: 'one', alg: 'RS256', use: 'sig' }],
    },
    // Its own one goes to no loopback.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
    cookies: { keys: ['a key for the cookies of the test'] },
    claims: { openid: ['sub', 'groups', 'amr'], profile: ['name'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    findAccount: async (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...state.people[id] }),
    }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  }
}

/** Keeps cookies and follows redirects at the provider until they leave it; answers where to. */
export class Visitor {
  readonly cookies = new Map<string, string>()

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  async follow(url: string, issuer: string): Promise<string> {
    let at = url
    for (let hops = 0; hops < 12; hops++) {
      if (!at.startsWith(issuer)) return at
      const response = await this.fetch(at)
      const location = response.headers.get('location')
      if (location === null) throw new Error(`${at} answered ${response.status}: ${await response.text()}`)
      at = new URL(location, at).href
    }
    throw new Error('The redirects do not end.')
  }
}
