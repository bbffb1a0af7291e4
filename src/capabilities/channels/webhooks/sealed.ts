/** The address and the secrets of a webhook: checked, sealed, and opened to send. */
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { App } from '../../../core/app.ts'
import { type SealedPlace, seal, unseal } from '../../../core/people/login/seal.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { OutgoingRefused } from '../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../platform/outgoing/own-network.ts'
import { checkedUrl, permittedAddresses } from '../../../platform/outgoing/target.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import type { Webhook } from './webhook.ts'

const secret_bytes = 32

const places = ['url_sealed', 'secret_sealed', 'former_sealed'] as const
type Place = (typeof places)[number]
// The former secret is the bytes of the present one moved over, so that both are sealed for the same purpose.
const purposes: Record<Place, string> = {
  url_sealed: 'webhook address',
  secret_sealed: 'webhook secret',
  former_sealed: 'webhook secret',
}
const ownerOf = (orgId: string, id: string) => `${orgId}.${id}`
export const sealedHooks: readonly SealedPlace[] = places.map((column) => ({
  table: 'channels.webhook',
  column,
  id: 'id',
  purpose: purposes[column],
  ownerOf,
}))

/** Its address, and the secrets that are valid at `now`, the present one first. Throws where they cannot be opened. */
export function openWebhook(
  app: App,
  orgId: string,
  hook: Webhook,
  now: Date,
): { url: string; secrets: string[] } {
  const open = (place: Place, sealed: Buffer) =>
    unseal(secretsOf(app.config), purposes[place], ownerOf(orgId, hook.id), sealed)
  const isFormerValid = hook.former_until !== null && Date.parse(hook.former_until) > now.getTime()
  // A former secret that cannot be opened is why there is a new one.
  const formerOnes = () => {
    try {
      return isFormerValid && hook.former_sealed ? [open('former_sealed', hook.former_sealed)] : []
    } catch {
      return []
    }
  }
  return {
    url: open('url_sealed', hook.url_sealed),
    secrets: [open('secret_sealed', hook.secret_sealed), ...formerOnes()],
  }
}

/** The address, or a 422 problem. What a number says is checked now; what a name stands for, each time that something is sent. */
export async function goodAddress(text: string, allow: readonly string[]): Promise<URL> {
  const written = text.trim()
  if (!written.startsWith('https://')) throw invalid('#/url', 'The address must begin with https://.')
  const policy = ownNetwork(allow)
  try {
    const url = checkedUrl(written, policy)
    const isNumber = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0
    if (isNumber) await permittedAddresses(url, policy, async () => [])
    return url
  } catch (error) {
    if (error instanceof OutgoingRefused) throw invalid('#/url', error.message)
    throw error
  }
}

/** A secret that nobody guesses. */
export function newSecret(): string {
  return randomBytes(secret_bytes).toString('base64url')
}

/** A text as it is kept in one of the columns. */
export function sealed(app: App, orgId: string, id: string, place: Place, text: string): Buffer {
  return seal(app.config.secret, purposes[place], ownerOf(orgId, id), text)
}
