import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Kinds of addresses that name one's own network, which an administrator may open by a host's name. */
const OWN_NETWORK = new Set(['private', 'loopback', 'carrierGradeNat', 'uniqueLocal'])

/**
 * Public by their number, yet answered inside a cloud only: Azure's platform address gives out
 * configuration and keys to any virtual machine.
 */
const METADATA_ADDRESSES = new Set(['168.63.129.16'])

/**
 * Where an address leads: `public` is the open internet, `own` the organization's own network (private,
 * loopback, shared), `special` everything that no host may be reached by (metadata and link-local,
 * multicast, reserved, and IPv6 forms that hide an IPv4 address).
 */
export function addressReach(address: string): 'public' | 'own' | 'special' {
  // Only plain spellings are judged; zones (fe80::1%eth0), decimal, octal and hexadecimal ones are not.
  if (isIP(address) === 0 || address.includes('%')) return 'special'
  if (METADATA_ADDRESSES.has(address)) return 'special'
  const parsed = ipaddr.parse(address)
  const range = parsed.range()
  if (OWN_NETWORK.has(range)) return 'own'
  if (parsed instanceof ipaddr.IPv4) return range === 'unicast' ? 'public' : 'special'
  const hidden = hiddenByTranslation(parsed)
  if (hidden !== undefined) return addressReach(hidden) === 'public' ? 'public' : 'special'
  // The internet's IPv6 addresses are 2000::/3; what the library calls unicast is wider than that.
  const isGlobal = range === 'unicast' && parsed.match(ipaddr.IPv6.parse('2000::'), 3)
  return isGlobal && !isIsatap(parsed) ? 'public' : 'special'
}

/** Whether `address` lies in one of `ranges` (CIDR or single addresses); other texts match nothing. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  return ranges.some((range) => {
    if (isIP(range) !== 0) return ipaddr.parse(range).toString() === parsed.toString()
    if (!ipaddr.isValidCIDR(range)) return false
    const [network, length_bits] = ipaddr.parseCIDR(range)
    return network.kind() === parsed.kind() && parsed.match(network, length_bits)
  })
}

/**
 * Networks without IPv4 reach public IPv4 hosts through 64:ff9b::/96, so this prefix alone is judged by the
 * address inside it. Mapped, compatible, 6to4 and Teredo forms have no such use and stay refused.
 */
function hiddenByTranslation(address: ipaddr.IPv6): string | undefined {
  if (!address.match(ipaddr.IPv6.parse('64:ff9b::'), 96)) return undefined
  return address.toByteArray().slice(12).join('.')
}

function isIsatap(address: ipaddr.IPv6): boolean {
  return (address.parts[4]! & 0xfdff) === 0 && address.parts[5] === 0x5efe
}
