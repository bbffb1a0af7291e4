/** The chain beside what was signed of it. */
import type { KeyObject } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type pg from 'pg'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { checkpointFile } from '../checkpoint.ts'
import { fingerprint, isSigned, type Signed } from '../key.ts'
import { type Finding, findings_max } from './findings.ts'

const Shape = Type.Object({
  organization: Type.String(),
  link: Type.Integer({ minimum: 1 }),
  lines: Type.Integer({ minimum: 1 }),
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  at: Type.String(),
  key: Type.String(),
  signature: Type.String(),
})

const checkpoints_at_once = 500

/** Reads the file of the organization in the folder, some hundred lines at a time. */
export async function compareCheckpoints(
  client: pg.ClientBase,
  orgId: string,
  { folder, keys, now }: { folder: string; keys: readonly KeyObject[] | undefined; now: Date },
): Promise<{ read: number; findings: Finding[] }> {
  const byName = keys && new Map(keys.map((key) => [fingerprint(key), key]))
  const told: Told = { read: 0, findings: [], cut: undefined, last: 0 }
  let page: Signed[] = []
  const path = checkpointFile(folder, orgId)
  for await (const text of existsSync(path) ? createInterface({ input: createReadStream(path) }) : []) {
    if (text.trim() === '') continue
    told.read += 1
    const signed = readSigned(text)
    if (signed === undefined || signed.organization !== orgId || (byName && !isSignedBy(byName, signed)))
      note(told, {
        deed: 'checkpoint forged',
        sentence: `Line ${told.read} of the checkpoints is not signed by a key that was given.`,
      })
    else page.push(signed)
    if (page.length === checkpoints_at_once) {
      await comparePage(client, orgId, page, told)
      page = []
    }
  }
  await comparePage(client, orgId, page, told)
  if (told.cut) note(told, told.cut)
  if (told.read === 0)
    note(told, {
      deed: 'no checkpoint',
      sentence: `${path} is missing or empty: that the end was cut off, or all of it made anew, would not show.`,
    })
  else await lookForUnsigned(client, orgId, now, told)
  return { read: told.read, findings: told.findings }
}

type Told = { read: number; findings: Finding[]; cut: Finding | undefined; last: number }

async function comparePage(
  client: pg.ClientBase,
  orgId: string,
  page: readonly Signed[],
  told: Told,
): Promise<void> {
  const { rows } = await client.query<{ seq: string; total: string; hash: string }>(
    `select seq::text, total::text, encode(hash, 'hex') as hash from trail.link l
     where org_id = $1 and (seq = any($2) or seq = (select max(seq) from trail.link where org_id = $1)) order by l.seq`,
    [orgId, page.map(({ link }) => link)],
  )
  const end = Number(rows.at(-1)?.seq ?? 0)
  const links = new Map(rows.map((row) => [Number(row.seq), row]))
  for (const { link, hash, lines, at } of page) {
    told.last = Math.max(told.last, link)
    const found = links.get(link)
    // That a link in the middle is missing the chain shows by itself.
    if (found === undefined && link > end)
      told.cut = {
        deed: 'truncated',
        sentence: `At ${at} the chain had ${link} links over ${lines} lines. It ends with link ${end}.`,
      }
    else if (found && (found.hash !== hash || Number(found.total) !== lines))
      note(told, {
        deed: 'rewritten',
        sentence: `Link ${link} of the chain is not the one that was signed at ${at}.`,
      })
  }
}

function isSignedBy(keys: ReadonlyMap<string, KeyObject>, signed: Signed): boolean {
  const key = keys.get(signed.key)
  return key !== undefined && isSigned(key, signed)
}

/** A folder of copies may be a day behind. */
const unsigned_ms = 86_400_000

async function lookForUnsigned(client: pg.ClientBase, orgId: string, now: Date, told: Told): Promise<void> {
  const { rows } = await client.query<{ at: Date }>(
    'select at from trail.link where org_id = $1 and seq > $2 order by seq limit 1',
    [orgId, told.last],
  )
  const since = rows[0] && new Date(rows[0].at)
  if (since && now.getTime() - since.getTime() > unsigned_ms)
    note(told, {
      deed: 'not signed',
      sentence: `The chain went on at ${since.toISOString()}, and no checkpoint here covers that or what came after.`,
    })
}

function note(told: Told, finding: Finding): void {
  if (told.findings.length < findings_max) told.findings.push(finding)
}

function readSigned(text: string): Signed | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Value.Check(Shape, value) ? value : undefined
  } catch {
    return undefined
  }
}
