/** From where somebody asks, as tries are counted. */
import { isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The address; of an IPv6 address its network of 64 bits, since one household or host has all addresses in it. */
export function placeOf(address: string): string {
  const bare = address.split('%')[0] ?? ''
  if (!isIPv6(bare)) return address
  const parsed = ipaddr.process(bare)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
