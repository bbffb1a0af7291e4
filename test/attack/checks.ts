/** What may never be in an answer. */
import { Ajv } from 'ajv'
import { ProblemDocument } from '../../src/platform/http/problem.ts'

/** `headers` are those of the answer, as JSON. */
export type Reply = { status: number; type: string; text: string; headers: string }

const isProblem = new Ajv({ strict: false }).compile({ ...ProblemDocument, $id: undefined })
const machinery =
  /node_modules|\.ts:\d+:\d+|violates \w+ constraint|duplicate key value|syntax error at|invalid input syntax/

/**
 * Says what is wrong with an answer, or nothing. `forbidden` are words that its reader may not learn.
 */
export function wrongWith(reply: Reply, forbidden: readonly string[]): string | undefined {
  const { status, type, text, headers } = reply
  const leaked = forbidden.find((word) => text.includes(word))
  if (leaked !== undefined) return `tells the word ${leaked}`
  const inHeader = forbidden.find((word) => headers.includes(word))
  if (inHeader !== undefined) return `tells the word ${inHeader} in a header`
  if (status >= 500) return `answers ${status}`
  if (status < 400) return undefined
  if (!type.startsWith('application/problem+json')) return `answers ${status} as ${type || 'nothing'}`
  const document = parse(text)
  if (!isProblem(document)) return `answers ${status} with a problem that does not fit its schema`
  if ((document as { status: number }).status !== status) return `says another status than ${status}`
  return machinery.test(text) ? 'tells of its machinery' : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type Measure = { second: number; heap_bytes: number; rss_bytes: number }

const heap_growth_bytes_max = 30e6
const rss_growth_bytes_max = 80e6

/**
 * Says how the memory grew, or nothing: what is held after garbage collection at the end is compared with the middle,
 * since the first half fills what is kept on purpose (plans, compiled code, remembered sessions). Needs five measures.
 */
export function grownBy(measures: readonly Measure[]): string | undefined {
  const middle = measures[Math.floor(measures.length / 2)]
  const end = measures.at(-1)
  if (measures.length < 5 || !middle || !end) return undefined
  const heap_bytes = end.heap_bytes - middle.heap_bytes
  const rss_bytes = end.rss_bytes - middle.rss_bytes
  if (heap_bytes <= heap_growth_bytes_max && rss_bytes <= rss_growth_bytes_max) return undefined
  return `The memory grew from second ${middle.second} to ${end.second}: heap by ${heap_bytes} bytes, resident by ${rss_bytes}.`
}
