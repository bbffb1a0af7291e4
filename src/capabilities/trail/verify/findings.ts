/** What was done to the lines or to the chain, as far as the chain and the checkpoints show it. */
export type Deed =
  | 'altered'
  | 'restamped'
  | 'backdated'
  | 'removed'
  | 'inserted'
  | 'reordered'
  | 'words altered'
  | 'link altered'
  | 'link removed'
  | 'truncated'
  | 'rewritten'
  | 'checkpoint forged'
  | 'no checkpoint'
  | 'not chained'
  | 'not signed'

export type Finding = { deed: Deed; sentence: string }

/** No more are kept or told than that: who finds so many needs no list. */
export const findings_max = 1_000

const sources: Record<string, string> = { e: 'timeline', a: 'audit log' }

/** How a line is named in a sentence. */
export function nameOf(line: { source: string; id: string; at: bigint; action?: string }): string {
  const what = line.action === undefined ? '' : ` ${line.action}`
  return `${line.id} (${sources[line.source] ?? '?'},${what} ${timeOf(line.at)})`
}

export function timeOf(micros: bigint): string {
  const time = new Date(Number(micros / 1000n))
  return Number.isNaN(time.getTime()) ? `${micros} µs` : time.toISOString()
}
