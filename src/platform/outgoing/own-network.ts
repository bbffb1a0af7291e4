import type { TargetPolicy } from './target.ts'

/**
 * What an operator opens of the own network: host names, addresses and CIDR ranges, each with a port behind a colon
 * where it is not 80 or 443 (IPv6 addresses then in brackets). A port that is named is open for all targets.
 */
export function ownNetwork(entries: readonly string[]): TargetPolicy {
  const parts = entries.map((entry) => /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(entry))
  return {
    allowPrivate: entries.map((entry, place) => parts[place]?.[1] ?? parts[place]?.[2] ?? entry),
    allowPorts: parts.flatMap((part) => (part?.[3] === undefined ? [] : [Number(part[3])])),
  }
}
