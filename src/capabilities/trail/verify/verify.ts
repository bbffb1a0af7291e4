/** Checks lines against the chain, and the chain against the checkpoints that lie outside the database. */
import type { KeyObject } from 'node:crypto'
import type pg from 'pg'
import { compareCheckpoints } from './checkpoints.ts'
import { compare } from './compare.ts'
import { type Finding, findings_max, nameOf, timeOf } from './findings.ts'
import {
  beginning,
  type Entry,
  ending,
  firstHash,
  hashOf,
  type Line,
  type Link,
  type Place,
  readEntries,
  readLines,
  readLinks,
} from './lines.ts'
import { retirement } from './retirement.ts'
import { compareTimes, judgedSince, type Times } from './times.ts'
import { compareWords } from './words.ts'

export type Verification = {
  findings: Finding[]
  /** How many lines were read and compared. */
  lines: number
  links: number
  /** Lines that were written too lately to be chained. */
  waiting: number
  /** Lines that were taken out when their years had passed, with a line that says so. */
  retired: number
  /** Lines whose words a redaction took. */
  redacted: number
  checkpoints: number
}

export type VerifyOptions = {
  /** A folder with checkpoints; without it, nobody knows whether the end was cut off or all of it made anew. */
  checkpoints?: string
  /** The public keys that signed; each checkpoint says by which. */
  keys?: readonly KeyObject[]
  years_min?: number
  now?: Date
  onProgress?(lines: number): void
}

const lines_at_once = 2_000
/** Chaining takes seconds; a line that waits so long is held back. */
const late_ms = 3_600_000
/** Lines that changed their place are recognized among so many. */
const strays_max = 10_000

type State = Verification & {
  client: pg.ClientBase
  orgId: string
  retiredBefore: bigint
  now: Date
  /** When the last link was made. */
  chainedAt: bigint
  /** From which transaction on times and what redactions left is judged. */
  judgedSince: bigint
  times: Times
  missing: Entry[]
  extra: Line[]
}

/**
 * Reads everything once, some thousand lines at a time, in one snapshot of the database. `client` must be able to
 * read the tables whole, as their owner is.
 */
export async function verifyTrail(
  client: pg.ClientBase,
  orgId: string,
  options: VerifyOptions = {},
): Promise<Verification> {
  await client.query('begin isolation level repeatable read read only')
  const now = options.now ?? new Date()
  try {
    await client.query("set local timezone = 'UTC'")
    const since = await judgedSince(client, orgId)
    const state: State = {
      client,
      orgId,
      findings: [],
      lines: 0,
      links: 0,
      waiting: 0,
      retired: 0,
      redacted: 0,
      checkpoints: 0,
      retiredBefore: await retirement(client, orgId, {
        years: options.years_min ?? 6,
        now: options.now ?? new Date(),
      }),
      now,
      chainedAt: 0n,
      judgedSince: since,
      times: { since, latest: -(2n ** 62n) },
      missing: [],
      extra: [],
    }
    const end = await followChain(state, options)
    await countWaiting(state, end)
    tellStrays(state)
    if (options.checkpoints !== undefined) {
      const told = await compareCheckpoints(client, orgId, {
        folder: options.checkpoints,
        keys: options.keys,
        now,
      })
      state.checkpoints = told.read
      for (const finding of told.findings) note(state, finding)
    }
    const { findings, lines, links, waiting, retired, redacted, checkpoints } = state
    return { findings, lines, links, waiting, retired, redacted, checkpoints }
  } finally {
    await client.query('rollback')
  }
}

async function followChain(state: State, options: VerifyOptions): Promise<Place> {
  const { client, orgId } = state
  let before = [firstHash(orgId)]
  let place = beginning
  let previous: Link | undefined
  for await (const link of readLinks(client, orgId)) {
    state.links += 1
    const hashes = before.map((hash) => hashOf(orgId, hash, link))
    const isNext = link.seq === (previous?.seq ?? 0n) + 1n
    const isWhole = isNext && hashes.some((hash) => hash.equals(link.hash)) && isCounted(link, previous)
    if (!isNext)
      note(state, {
        deed: 'link removed',
        sentence: `Between the links ${previous?.seq ?? 0n} and ${link.seq} of the chain ${link.seq - (previous?.seq ?? 0n) - 1n} are missing.`,
      })
    else if (!isWhole)
      note(state, {
        deed: 'link altered',
        sentence: `Link ${link.seq} of the chain, made ${timeOf(link.at)}, is not as it was made.`,
      })
    const upTo = { tx: link.to_tx, id: link.to_id }
    await compareLines(state, link, place, upTo, isWhole)
    // When its hash was changed, the next link still follows from what it was.
    before = isWhole || !isNext ? [link.hash] : [link.hash, ...hashes]
    place = upTo
    previous = link
    state.chainedAt = link.at
    options.onProgress?.(state.lines)
  }
  return place
}

function isCounted(link: Link, previous: Link | undefined): boolean {
  return (
    link.total === (previous?.total ?? 0n) + BigInt(link.lines) && link.entries.length === 57 * link.lines
  )
}

async function compareLines(
  state: State,
  link: Link,
  after: Place,
  upTo: Place,
  isWhole: boolean,
): Promise<void> {
  const entries = readEntries(link)
  const lines = await linesOf(state, entries, after, upTo, isWhole)
  const { findings, missing, extra } = compare(entries, lines, isWhole)
  for (const finding of findings) note(state, finding)
  for (const finding of await compareTimes(state.client, state.orgId, lines, entries, link, state.times))
    note(state, finding)
  for (const entry of missing)
    if (entry.source === 'a' && entry.at < state.retiredBefore) state.retired += 1
    else if (state.missing.length < strays_max) state.missing.push(entry)
  state.extra.push(...extra.slice(0, strays_max - state.extra.length))
}

/** The lines in the place of a link. Of a doubtful link only those that it names: others may be another link's. */
async function linesOf(
  state: State,
  entries: readonly Entry[],
  after: Place,
  upTo: Place,
  isWhole: boolean,
): Promise<Line[]> {
  const told = new Set(entries.map(({ id }) => id))
  const found: Line[] = []
  let place = after
  for (;;) {
    const lines = await readLines(state.client, state.orgId, place, upTo, lines_at_once)
    const wanted = isWhole ? lines : lines.filter(({ id }) => told.has(id))
    // So many more than were chained are not kept: they are told by then.
    if (found.length < entries.length + strays_max) found.push(...wanted)
    state.lines += wanted.length
    const words = await compareWords(state.client, state.orgId, wanted, state.judgedSince)
    state.redacted += words.redacted
    for (const finding of words.findings) note(state, finding)
    const end_of_page = lines.at(-1)
    if (end_of_page === undefined || lines.length < lines_at_once) return found
    place = end_of_page
  }
}

async function countWaiting(state: State, end: Place): Promise<void> {
  let place = end
  const late = BigInt(state.now.getTime() - late_ms) * 1000n
  let isLate = false
  for (;;) {
    const lines = await readLines(state.client, state.orgId, place, ending, lines_at_once)
    state.waiting += lines.length
    // What is imported bears old times from its first moment.
    isLate ||= state.chainedAt < late && lines.some(({ at, action }) => at < late && !/import/.test(action))
    // A line that was chained elsewhere has left its place.
    const missing = new Set(state.missing.map(({ id }) => id))
    state.extra.push(...lines.filter(({ id }) => missing.has(id)))
    const end_of_page = lines.at(-1)
    if (end_of_page === undefined || lines.length < lines_at_once) break
    place = end_of_page
  }
  if (isLate)
    note(state, {
      deed: 'not chained',
      sentence: `${state.waiting} lines wait to be chained, some for more than an hour: nothing proves what they say.`,
    })
}

function tellStrays(state: State): void {
  const extra = new Map(state.extra.map((line) => [line.id, line]))
  for (const entry of state.missing) {
    const line = extra.get(entry.id)
    extra.delete(entry.id)
    note(
      state,
      line === undefined
        ? { deed: 'removed', sentence: `Line ${nameOf(entry)} was chained and is gone.` }
        : {
            deed: 'reordered',
            sentence: `Line ${nameOf({ ...entry, action: line.action })} stands in another place than it was written in.`,
          },
    )
  }
  for (const line of extra.values())
    note(state, {
      deed: 'inserted',
      sentence: `Line ${nameOf(line)} stands among lines that were chained without it.`,
    })
}

function note(state: State, finding: Finding): void {
  if (state.findings.length < findings_max) state.findings.push(finding)
}
