/** Speaking with a provider, by the guarded client alone. */
import * as oidc from 'openid-client'
import type { App } from '../../../core/app.ts'
import { guardedFetch, OutgoingFailed, OutgoingRefused } from '../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../platform/outgoing/own-network.ts'
import { type Provider, secretOf } from '../providers/store.ts'

const remember_ms = 10 * 60_000
const remembered_max = 100
const answer_bytes_max = 1024 * 1024

type Known = { configuration: oidc.Configuration; until_ms: number }
const known = new Map<string, Known>()

/**
 * What the provider says of itself, asked for at most every ten minutes. Signatures of its tokens are always checked.
 * Throws when it cannot be reached, is not what it says, or lies in a network that is not open.
 */
export async function configurationOf(app: App, orgId: string, provider: Provider) {
  const key = `${orgId}.${provider.id}.${provider.version}`
  const found = known.get(key)
  if (found && found.until_ms > Date.now()) return found.configuration
  const issuer = new URL(provider.issuer)
  const secret = secretOf(app, orgId, provider)
  const configuration = await oidc.discovery(issuer, provider.client_id, undefined, clientAuth(secret), {
    [oidc.customFetch]: fetchGuarded(app),
    execute: [oidc.enableNonRepudiationChecks, ...(isLoopback(issuer) ? [oidc.allowInsecureRequests] : [])],
  })
  if (known.size >= remembered_max) known.clear()
  known.set(key, { configuration, until_ms: Date.now() + remember_ms })
  return configuration
}

/** Plain HTTP is for providers on the same machine alone. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

/** As the provider takes it: in the header where it says so or says nothing, else in the body. */
function clientAuth(secret: string): oidc.ClientAuth {
  const basic = oidc.ClientSecretBasic(secret)
  const post = oidc.ClientSecretPost(secret)
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported
    const take = methods === undefined || methods.includes('client_secret_basic') ? basic : post
    return take(server, client, body, headers)
  }
}

/** The signing keys of the provider, as JWKs. */
export async function keysOf(app: App, configuration: oidc.Configuration): Promise<unknown[]> {
  const address = configuration.serverMetadata().jwks_uri
  if (address === undefined) return []
  const response = await fetchGuarded(app)(address, { method: 'GET', headers: {}, body: undefined } as never)
  const { keys } = (await response.json()) as { keys?: unknown[] }
  return Array.isArray(keys) ? keys.slice(0, 50) : []
}

function fetchGuarded(app: App): oidc.CustomFetch {
  const policy = {
    ...ownNetwork(app.config.outgoingAllow),
    redirects_max: 0,
    body_bytes_max: answer_bytes_max,
  }
  return async (url, { method, headers, body }) => {
    const answer = await guardedFetch(
      url,
      {
        method: method as 'GET' | 'POST',
        headers: Object.fromEntries(new Headers(headers as Record<string, string>)),
        ...(body ? { body: String(body) } : {}),
      },
      policy,
    )
    const type = String(answer.headers['content-type'] ?? '')
    return new Response(answer.status === 204 ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: type ? { 'content-type': type } : {},
    })
  }
}

/** Why a visit failed, in one word for the audit log; what the provider wrote stays out of it. */
export function reasonOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof OutgoingRefused) return 'network-closed'
    if (at instanceof OutgoingFailed) return 'not-reached'
    const { code } = at as { code?: unknown }
    if (typeof code === 'string' && /^[A-Z_]{3,60}$/.test(code)) return code.toLowerCase()
  }
  return 'unknown'
}
