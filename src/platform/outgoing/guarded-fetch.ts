import { lookup as dnsLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { Agent, errors, request } from 'undici'
import { OutgoingFailed, OutgoingRefused } from './refusals.ts'
import {
  checkedUrl,
  type Lookup,
  permittedAddresses,
  type ResolvedAddress,
  type TargetPolicy,
} from './target.ts'

export { OutgoingFailed, OutgoingRefused } from './refusals.ts'

const REDIRECTS_MAX = 3
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308])
const HEADER_BYTES_MAX = 32 * 1024

/** Headers that decide where or how a message is delivered; they belong to the client. */
const OWN_HEADERS =
  /^(host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length|expect|accept-encoding)$/

/** The only headers that follow a redirect to another origin: all others may hold a credential. */
const HARMLESS_HEADERS = new Set(['accept', 'accept-language', 'user-agent'])

export type OutgoingPolicy = TargetPolicy & {
  /** Time for everything, redirects and body included; 15,000 by default. */
  total_timeout_ms?: number
  /** Time until the response headers of one hop have arrived; 10,000 by default. */
  header_timeout_ms?: number
  /** Largest response body; 5 MiB by default. */
  body_bytes_max?: number
  /** How many redirects are followed; 3 by default. */
  redirects_max?: number
  /** Replaces the system's name resolution, for instance in a test. */
  lookup?: Lookup
}

export type OutgoingOptions = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal
}

export type OutgoingResponse = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  /** The URL that answered, after redirects. */
  url: string
}

type Hop = {
  url: URL
  method: NonNullable<OutgoingOptions['method']>
  headers: Record<string, string>
  body?: string | Uint8Array
}

/**
 * Sends one HTTP request to a host that the policy permits and returns the whole response.
 *
 * Each hop's name is resolved once, every address is checked, and the connection goes to those addresses, so
 * that a name which changes its answer in between gains nothing. Up to 3 redirects are followed, each checked
 * anew; credentials and bodies never follow to another origin. Any HTTP status is a response, not an error.
 *
 * Throws `OutgoingRefused` for what is forbidden and `OutgoingFailed` for time-outs and broken connections.
 */
export async function guardedFetch(
  url: string | URL,
  options: OutgoingOptions,
  policy: OutgoingPolicy,
): Promise<OutgoingResponse> {
  const deadline = AbortSignal.timeout(policy.total_timeout_ms ?? 15_000)
  const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline
  let hop: Hop = {
    url: checkedUrl(String(url), policy),
    method: options.method ?? 'GET',
    headers: checkedHeaders(options.headers ?? {}),
    body: options.body,
  }
  const redirects_max = policy.redirects_max ?? REDIRECTS_MAX
  for (let redirects = 0; redirects <= redirects_max; redirects++) {
    const response = await exchange(hop, policy, signal)
    const { location } = response.headers
    if (!REDIRECT_STATUSES.has(response.status) || location === undefined) return response
    if (redirects < redirects_max) hop = redirected(hop, response.status, String(location), policy)
  }
  throw new OutgoingRefused(
    redirects_max === 0
      ? 'The address redirects to another one, which is not followed.'
      : `The address redirects more than ${redirects_max} times.`,
  )
}

async function exchange(hop: Hop, policy: OutgoingPolicy, signal: AbortSignal): Promise<OutgoingResponse> {
  const addresses = await inTime(permittedAddresses(hop.url, policy, policy.lookup ?? systemLookup), signal)
  const header_timeout_ms = policy.header_timeout_ms ?? 10_000
  // The agent lives for one exchange: a kept-alive connection would outlast the check of its address.
  const agent = new Agent({
    allowH2: false,
    maxHeaderSize: HEADER_BYTES_MAX,
    headersTimeout: header_timeout_ms,
    connect: { lookup: pinned(addresses), timeout: header_timeout_ms },
  })
  try {
    const response = await request(hop.url, {
      dispatcher: agent,
      method: hop.method,
      headers: { ...hop.headers, 'accept-encoding': 'identity' },
      body: hop.body,
      signal,
    })
    const body = await boundedBody(response.body, response.headers, policy.body_bytes_max ?? 5 * 1024 * 1024)
    return { status: response.statusCode, headers: response.headers, body, url: hop.url.href }
  } catch (error) {
    throw plainFailure(error, signal)
  } finally {
    await agent.destroy()
  }
}

async function boundedBody(
  stream: AsyncIterable<Buffer>,
  headers: OutgoingResponse['headers'],
  body_bytes_max: number,
): Promise<Buffer> {
  // Compression was not asked for. Unpacking it anyway would let a small answer grow without bound.
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw new OutgoingRefused('The answer is compressed although this was not asked for.')
  }
  const chunks: Buffer[] = []
  let size_bytes = 0
  for await (const chunk of stream) {
    size_bytes += chunk.length
    if (size_bytes > body_bytes_max) {
      throw new OutgoingRefused(`The answer is larger than the permitted ${body_bytes_max} bytes.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function redirected(from: Hop, status: number, location: string, policy: OutgoingPolicy): Hop {
  const url = checkedUrl(location, policy, from.url)
  if (from.url.protocol === 'https:' && url.protocol === 'http:') {
    throw new OutgoingRefused('The address redirects from an encrypted to an unencrypted connection.')
  }
  // As browsers do: 303 always asks anew with GET, and 301 and 302 do so after a POST.
  const becomesGet = (status === 303 && from.method !== 'HEAD') || (status < 303 && from.method === 'POST')
  const method = becomesGet ? 'GET' : from.method
  const body = becomesGet ? undefined : from.body
  const kept = Object.entries(from.headers).filter(([name]) => !becomesGet || !name.startsWith('content-'))
  if (url.origin === from.url.origin) return { url, method, headers: Object.fromEntries(kept), body }
  if (body !== undefined) {
    throw new OutgoingRefused('The address redirects what was sent to another host.')
  }
  return { url, method, headers: Object.fromEntries(kept.filter(([name]) => HARMLESS_HEADERS.has(name))) }
}

function checkedHeaders(given: Record<string, string>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase()
    if (OWN_HEADERS.test(key) || !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(key) || !/^[\t\x20-\x7e]*$/.test(value)) {
      throw new OutgoingRefused(`The header ${JSON.stringify(name.slice(0, 60))} cannot be sent.`)
    }
    headers[key] = value
  }
  return headers
}

/** Answers every lookup of the connection with the addresses that were checked. */
function pinned(addresses: ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, addresses)
    // At least one address is certain: an empty answer was refused.
    else callback(null, addresses[0]!.address, addresses[0]!.family)
  }
}

async function systemLookup(hostname: string): Promise<ResolvedAddress[]> {
  const found = await dnsLookup(hostname, { all: true, order: 'verbatim' })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/** Name resolution cannot be cancelled, but nobody has to wait for it past the deadline. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(plainFailure(signal.reason, signal))
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function plainFailure(error: unknown, signal: AbortSignal): Error {
  if (error instanceof OutgoingRefused || error instanceof OutgoingFailed) return error
  if (error instanceof errors.InvalidArgumentError) return error
  const isTimeout =
    signal.aborted ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  return isTimeout
    ? new OutgoingFailed('The other side did not answer in time.', error)
    : new OutgoingFailed('The other side could not be reached, or it broke off.', error)
}
