/** What the database holds of the chain and of the lines under it, page by page. */
import { createHash } from 'node:crypto'
import type pg from 'pg'

export type Link = {
  seq: bigint
  /** When it was made, in microseconds since 1970, as are all times here. */
  at: bigint
  lines: number
  total: bigint
  to_tx: bigint
  to_id: string
  entries: Buffer
  hash: Buffer
}

/** A line as it is stored now. */
export type Line = {
  tx: bigint
  id: string
  source: 'e' | 'a'
  at: bigint
  /** Everything that the line says but its time. */
  body: string
  action: string
  record_id: string | null
  words: Words | null
}

/** Words beside an event: null where the event has none. */
export type Words = { text: string; salt: Buffer | null; commitment: Buffer | null }

/** What the chain says of a line. */
export type Entry = { source: string; id: string; at: bigint; digest: string }

export type Place = { tx: bigint; id: string }
export const beginning: Place = { tx: -1n, id: '00000000-0000-0000-0000-000000000000' }
/** Behind every line that there can be. */
export const ending: Place = { tx: 2n ** 62n, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

const entry_bytes = 57
const links_a_page = 16

const columns_of_link = `seq::text, (extract(epoch from at) * 1000000)::bigint::text as at, lines::text, total::text, to_tx::text, to_id, entries, hash`
type LinkRow = Record<string, string> & { entries: Buffer; hash: Buffer }

/** All links of the organization, in order; some are read at a time. */
export async function* readLinks(client: pg.ClientBase, orgId: string): AsyncGenerator<Link> {
  let after = 0n
  for (;;) {
    const { rows } = await client.query<LinkRow>(
      `select ${columns_of_link} from trail.link l where org_id = $1 and seq > $2 order by l.seq limit ${links_a_page}`,
      [orgId, after],
    )
    for (const row of rows) {
      const link = linkOf(row)
      after = link.seq
      yield link
    }
    if (rows.length < links_a_page) return
  }
}

/** The link in which a line of that place must be. */
export async function readLinkOf(
  client: pg.ClientBase,
  orgId: string,
  { tx, id }: Place,
): Promise<Link | undefined> {
  const { rows } = await client.query<LinkRow>(
    `select ${columns_of_link} from trail.link l where org_id = $1 and (to_tx, to_id) >= ($2::bigint, $3::uuid) order by l.seq limit 1`,
    [orgId, tx, id],
  )
  return rows[0] && linkOf(rows[0])
}

function linkOf(row: LinkRow): Link {
  return {
    seq: BigInt(row.seq ?? 0),
    at: BigInt(row.at ?? 0),
    lines: Number(row.lines),
    total: BigInt(row.total ?? 0),
    to_tx: BigInt(row.to_tx ?? 0),
    to_id: String(row.to_id),
    entries: row.entries,
    hash: row.hash,
  }
}

/** The hash that a link must have when the one before it has `before`. */
export function hashOf(orgId: string, before: Buffer, link: Link): Buffer {
  return createHash('sha256')
    .update(before)
    .update(uuidBytes(orgId))
    .update(int8(link.seq))
    .update(int8(link.total))
    .update(int8(link.at))
    .update(int8(link.to_tx))
    .update(uuidBytes(link.to_id))
    .update(link.entries)
    .digest()
}

/** What the first link follows. */
export function firstHash(orgId: string): Buffer {
  return createHash('sha256').update(uuidBytes(orgId)).digest()
}

export function readEntries(link: Link): Entry[] {
  return Array.from({ length: Math.floor(link.entries.length / entry_bytes) }, (_, index) => {
    const bytes = link.entries.subarray(index * entry_bytes, (index + 1) * entry_bytes)
    const id = bytes.toString('hex', 1, 17).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
    return {
      source: bytes.toString('latin1', 0, 1),
      id,
      at: bytes.readBigInt64BE(17),
      digest: bytes.toString('hex', 25),
    }
  })
}

// The same text as in trail.extend, put together here anew: what checks must not ask what is checked.
const lines_of = `
  select l.tx::text, l.id, l.source, l.at::text, l.body::text, l.action, l.record_id, l.words::text, l.salt, l.commitment from (
    (select e.tx, e.id, 'e' as source, (extract(epoch from e.at) * 1000000)::bigint as at, e.action, e.record_id, w.words, uuid_send(w.salt) as salt, w.commitment,
       jsonb_build_array('event', e.org_id, e.record_id, e.id, e.actor_id, e.action, e.data, encode(w.commitment, 'hex')) as body
     from core.event e left join core.event_words w on w.org_id = e.org_id and w.record_id = e.record_id and w.event_id = e.id
     where e.org_id = $1 and (e.tx, e.id) > ($2::bigint, $3::uuid) and (e.tx, e.id) <= ($4::bigint, $5::uuid) order by e.tx, e.id limit $6)
    union all
    (select a.tx, a.id, 'a', (extract(epoch from a.at) * 1000000)::bigint, a.action, a.record_id, null, null, null,
       jsonb_build_array('audit', a.org_id, a.record_id, a.id, a.actor_id, a.action, a.data, a.address)
     from core.audit a
     where a.org_id = $1 and (a.tx, a.id) > ($2::bigint, $3::uuid) and (a.tx, a.id) <= ($4::bigint, $5::uuid) order by a.tx, a.id limit $6)
  ) l order by l.tx, l.id limit $6`

type Row = {
  tx: string
  id: string
  source: 'e' | 'a'
  at: string
  body: string
  action: string
  record_id: string | null
  words: string | null
  salt: Buffer | null
  commitment: Buffer | null
}

/** The lines after one place up to another, at most so many. */
export async function readLines(
  client: pg.ClientBase,
  orgId: string,
  after: Place,
  upTo: Place,
  limit: number,
): Promise<Line[]> {
  const { rows } = await client.query<Row>(lines_of, [orgId, after.tx, after.id, upTo.tx, upTo.id, limit])
  return rows.map(({ tx, id, source, at, body, action, record_id, words, salt, commitment }) => ({
    tx: BigInt(tx),
    id,
    source,
    at: BigInt(at),
    body,
    action,
    record_id,
    words: words === null ? null : { text: words, salt, commitment },
  }))
}

/** The digest of a line, or of the line as it would be at another time. */
export function digestOf(line: Line, at = line.at): string {
  return createHash('sha256').update(`${at}\n${line.body}`).digest('hex')
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

function int8(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(value)
  return bytes
}
