/** Where tokens may be asked for. */
import { ownNetwork } from '../../../platform/outgoing/own-network.ts'
import { checkedUrl } from '../../../platform/outgoing/target.ts'

/** Over TLS, or on this machine; what the name leads to is checked each time that one is asked for. */
export function isTokenAddress(written: string, allow: readonly string[]): boolean {
  try {
    const { protocol, hostname, hash } = checkedUrl(written, ownNetwork(allow))
    const isHere = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
    return (protocol === 'https:' || isHere) && hash === ''
  } catch {
    return false
  }
}
