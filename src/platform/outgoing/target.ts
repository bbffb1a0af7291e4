import { isIP } from 'node:net'
import { addressReach, isInRanges } from './address.ts'
import { OutgoingFailed, OutgoingRefused } from './refusals.ts'

const URL_CHARACTERS_MAX = 4096
const ADDRESSES_MAX = 16
const PORTS = [80, 443]
const STANDARD_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 }

export type ResolvedAddress = { address: string; family: 4 | 6 }
export type Lookup = (hostname: string) => Promise<ResolvedAddress[]>

export type TargetPolicy = {
  /** Own-network targets that an administrator opens: host names, addresses or CIDR ranges. */
  allowPrivate: readonly string[]
  /** Ports besides 80 and 443. */
  allowPorts?: readonly number[]
}

/**
 * Parses a URL and refuses every form that is not a plain http or https address of a named or numbered host.
 * `base` is the URL that redirected here. Throws `OutgoingRefused`.
 */
export function checkedUrl(written: string, policy: TargetPolicy, base?: URL): URL {
  if (written.length > URL_CHARACTERS_MAX) throw new OutgoingRefused('The address is too long.')
  const url = URL.parse(written, base)
  if (!url) throw new OutgoingRefused('The address is not a valid web address.')
  if (!(url.protocol in STANDARD_PORTS)) {
    throw new OutgoingRefused('Only addresses that start with http:// or https:// can be reached.')
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutgoingRefused('The address must not contain a user name or password.')
  }
  if (isOddlyWritten(written, url, base)) {
    throw new OutgoingRefused('The host must be written plainly, as a name or as an ordinary IP address.')
  }
  const port = portOf(url)
  if (!PORTS.includes(port) && !policy.allowPorts?.includes(port)) {
    throw new OutgoingRefused(`Port ${port} is not among the permitted ports.`)
  }
  return url
}

/**
 * Resolves the host of `url` once and returns its addresses, all of them permitted. The connection must use
 * these and no others. Throws `OutgoingRefused` when any address is forbidden, since a name that leads to
 * both a public and a private address is a trap, and `OutgoingFailed` when the name does not resolve.
 */
export async function permittedAddresses(
  url: URL,
  policy: TargetPolicy,
  lookup: Lookup,
): Promise<ResolvedAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const addresses = family === 0 ? await resolved(host, lookup) : [{ address: host, family: family as 4 | 6 }]
  for (const { address } of addresses) {
    if (!isPermitted(host, address, policy)) {
      throw new OutgoingRefused(
        'The address leads to a private or reserved network. An administrator can allow it in the settings.',
      )
    }
  }
  return addresses
}

function isPermitted(host: string, address: string, policy: TargetPolicy): boolean {
  const reach = addressReach(address)
  if (reach === 'public') return true
  if (isInRanges(address, policy.allowPrivate)) return true
  // A name is in the hands of whoever runs its DNS, so it opens the own network but never the metadata,
  // multicast and reserved ranges: those need the range itself in the policy.
  return reach === 'own' && policy.allowPrivate.some((allowed) => allowed.toLowerCase() === host)
}

async function resolved(host: string, lookup: Lookup): Promise<ResolvedAddress[]> {
  let addresses: ResolvedAddress[]
  try {
    addresses = await lookup(host)
  } catch (error) {
    throw new OutgoingFailed('The host name could not be found.', error)
  }
  if (addresses.length === 0) throw new OutgoingFailed('The host name could not be found.')
  return addresses.slice(0, ADDRESSES_MAX)
}

/**
 * The URL parser turns 2130706433, 0x7f.1, 0177.0.0.1, full-width digits and percent signs into 127.0.0.1.
 * The range check would catch the result, but nobody writes a host like this with a good purpose.
 */
function isOddlyWritten(written: string, url: URL, base: URL | undefined): boolean {
  if (url.hostname.endsWith('.') || url.hostname === '') return true
  // The parser reads a backslash as a slash and drops tabs and line feeds; other readers do not.
  if (/[\\\p{Cc}]/u.test(written)) return true
  const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(written)?.[1]
  if (authority === undefined) return base === undefined || url.host !== base.host
  const host = authority.replace(/:\d*$/, '').toLowerCase()
  if (host.endsWith('.') || /[%\s]/.test(host)) return true
  return isIP(url.hostname) === 4 && host !== url.hostname
}

function portOf(url: URL): number {
  return url.port === '' ? STANDARD_PORTS[url.protocol]! : Number(url.port)
}
