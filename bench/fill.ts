/**
 * Fills one organization with so many tickets, five messages and six events each, by COPY.
 * The words follow Zipf's law over an invented vocabulary, so that rare, usual and common words exist.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { idAt } from '../src/platform/id/id.ts'

const messages_each = 5
const devices = 40_000
const undone_max = 30_000
const vocabulary_size = 40_000
const history_days = 700

/** Words that stem to themselves, so that the search entries can be written without parsing the text again. */
export const rareWord = 'zyxqovum'
export const commonWord = 'kobalt'
export const twoWords = ['tavrok', 'menlup'] as const

type Fill = { orgId: string; people: string[]; agents: string[]; teams: string[]; tickets: number }

/** Loads everything; indexes and foreign keys are made again afterwards. Needs a superuser's address. */
export async function fill(ownerUrl: string, options: Fill, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      "set session_replication_role = replica; set maintenance_work_mem = '1GB'; set timezone = 'UTC'",
    )
    const indexes = await dropIndexes(client)
    const random = mulberry32(20_260_101)
    const words = vocabulary(random)
    const parts = plan(options, random)
    for (const table of tables) {
      const start = performance.now()
      // Each table is written in a pass of its own from the same seed, so that nothing is kept in memory.
      await copy(client, table.columns, table.rows(parts, words, options))
      say(`${table.columns.split(' ')[0]} ${((performance.now() - start) / 1000).toFixed(0)} s`)
    }
    for (const definition of indexes) await client.query(definition)
    await client.query("select setval('core.record_number', (select max(number) from core.record))")
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}

type Ticket = {
  id: string
  number: number
  at_ms: number
  team: string
  owner: string | null
  requester: string
  state: string
  category: string
  priority: number
  seed: number
}

function plan(options: Fill, random: () => number): () => Generator<Ticket> {
  const now_ms = Date.now()
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const seeds: { id: string; at_ms: number; seed: number }[] = []
  for (let i = 0; i < options.tickets; i++) {
    // The newest tickets come last, evenly over the history.
    const at_ms =
      now_ms - history_days * 86_400_000 + Math.floor((i / options.tickets) * (history_days - 1) * 86_400_000)
    seeds.push({ id: marked(idAt(new Date(at_ms)), 'f'), at_ms, seed: Math.floor(random() * 2 ** 31) })
  }
  const choices = seeds.map(() => ({
    team: pick(options.teams),
    owner: pick(options.agents),
    requester: pick(options.people),
    state: random(),
    priority: 1 + Math.floor(random() ** 0.5 * 4),
  }))
  const undone = Math.min(undone_max, Math.floor(options.tickets * 0.3))
  return function* () {
    for (const [i, seed] of seeds.entries()) {
      const choice = choices[i] as (typeof choices)[number]
      const isDone = i < options.tickets - undone
      const state = isDone
        ? 'closed'
        : choice.state < 0.2
          ? 'new'
          : choice.state < 0.7
            ? 'open'
            : 'waiting_on_requester'
      yield {
        ...seed,
        number: 1001 + i,
        team: choice.team,
        requester: choice.requester,
        priority: choice.priority,
        state,
        owner: state === 'new' ? null : choice.owner,
        category: isDone ? 'done' : state === 'new' ? 'waiting' : state === 'open' ? 'active' : 'paused',
      }
    }
  }
}

type Table = {
  columns: string
  rows: (tickets: () => Generator<Ticket>, words: Words, options: Fill) => Generator<string>
}

// A ticket's messages carry its id but for one digit, which is never the ticket's own.
const marked = (id: string, digit: string) => `${id.slice(0, -3)}${digit}${id.slice(-2)}`
const step_ms = 3_600_000
const iso = (ms: number) => new Date(ms).toISOString()
const line = (...values: (string | number | null)[]) =>
  `${values.map((value) => value ?? '\\N').join('\t')}\n`
const messageId = (ticket: Ticket, i: number) => marked(ticket.id, String(i))

const tables: Table[] = [
  {
    columns:
      'core.record (org_id, id, kind, number, title, state, category, priority, team_id, owner_id, requester_id, due_at, version, created_at, updated_at)',
    *rows(tickets, words, { orgId }) {
      for (const t of tickets())
        yield line(
          orgId,
          t.id,
          'ticket',
          t.number,
          sentence(words, t.seed, 8),
          t.state,
          t.category,
          t.priority,
          t.team,
          t.owner,
          t.requester,
          iso(t.at_ms + 72 * step_ms),
          messages_each,
          iso(t.at_ms),
          iso(t.at_ms + messages_each * step_ms),
        )
    },
  },
  {
    columns:
      'tickets.ticket (org_id, id, ticket_kind, channel, reported_by_id, first_response_at, resolved_at, last_word_at, last_word_by_id, device)',
    *rows(tickets, _words, { orgId }) {
      for (const t of tickets())
        yield line(
          orgId,
          t.id,
          'incident',
          'portal',
          t.requester,
          iso(t.at_ms + step_ms),
          t.category === 'done' ? iso(t.at_ms + messages_each * step_ms) : null,
          iso(t.at_ms + messages_each * step_ms),
          t.requester,
          t.number % 3 === 0 ? `WS-${(t.number * 7919) % devices}` : null,
        )
    },
  },
  {
    columns: 'core.message (org_id, id, record_id, author_id, is_internal, body, created_at)',
    *rows(tickets, words, { orgId }) {
      for (const t of tickets())
        for (let i = 0; i < messages_each; i++)
          yield line(
            orgId,
            messageId(t, i),
            t.id,
            i % 2 === 0 ? t.requester : t.owner,
            i === 3 ? 't' : 'f',
            sentence(words, t.seed + i, 60),
            iso(t.at_ms + i * step_ms),
          )
    },
  },
  {
    columns: 'core.event (org_id, record_id, at, id, actor_id, action, data)',
    *rows(tickets, _words, { orgId }) {
      for (const t of tickets())
        for (let i = 0; i <= messages_each; i++) {
          const action =
            i === 0 ? 'tickets.create' : i === messages_each ? 'tickets.resolve' : 'tickets.reply'
          yield line(
            orgId,
            t.id,
            iso(t.at_ms + i * step_ms),
            messageId(t, i),
            t.requester,
            action,
            i === 0 ? '{"changes":{"state":[null,"new"]}}' : `{"message":"${messageId(t, i)}"}`,
          )
        }
    },
  },
  {
    columns: 'core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)',
    *rows(tickets, words, { orgId }) {
      for (const t of tickets())
        for (let i = 0; i < messages_each; i++)
          yield line(
            orgId,
            i === 0 ? t.id : messageId(t, i),
            t.id,
            'ticket',
            i === 3 ? 't' : 'f',
            iso(t.at_ms + i * step_ms),
            vector(
              i === 0
                ? `${sentence(words, t.seed, 8)} ${sentence(words, t.seed, 60)}`
                : sentence(words, t.seed + i, 60),
            ),
          )
    },
  },
]

async function copy(client: pg.Client, columns: string, rows: Generator<string>): Promise<void> {
  const chunks = function* () {
    let chunk: string[] = []
    for (const row of rows) {
      chunk.push(row)
      if (chunk.length < 500) continue
      yield chunk.join('')
      chunk = []
    }
    if (chunk.length > 0) yield chunk.join('')
  }
  await pipeline(Readable.from(chunks()), client.query(copyFrom(`copy ${columns} from stdin`)))
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select format('%I.%I', n.nspname, x.relname) as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     where format('%I.%I', n.nspname, c.relname) in ('core.record', 'core.message', 'core.search_entry', 'tickets.ticket') and not i.indisunique`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}

// ------------------------------------------------------------------ words

export type Words = { list: string[]; pick: (random: () => number) => string }

/** Invented words, and a way to draw them as often as words are used. */
export function vocabulary(random: () => number): Words {
  const consonants = 'bdgklmnprtvz'
  const vowels = 'aou'
  const made = new Set<string>()
  while (made.size < vocabulary_size) {
    let word = ''
    for (let i = 0; i < 3; i++)
      word += consonants[Math.floor(random() * 12)]! + vowels[Math.floor(random() * 3)]! // The index is within the text.
    made.add(`${word}k`)
  }
  const list = [...made]
  // The power law is drawn from a table of its cumulated weights.
  const weights = new Float64Array(list.length)
  let sum = 0
  for (let i = 0; i < list.length; i++) weights[i] = sum += 1 / (i + 20)
  const pick = (next: () => number) => {
    const wanted = next() * sum
    let low = 0
    let high = list.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((weights[middle] as number) < wanted) low = middle + 1
      else high = middle
    }
    return list[low] as string
  }
  return { list, pick }
}

/** So many words, always the same for the same seed. One in 50 tickets' messages holds the common word. */
function sentence(words: Words, seed: number, length: number): string {
  const random = mulberry32(seed)
  const text: string[] = []
  for (let i = 0; i < length; i++) text.push(words.pick(random))
  if (length > 20) {
    if (seed % 50 === 0) text[5] = commonWord
    if (seed % 300 === 7) text[7] = twoWords[0]
    if (seed % 301 === 9) text[9] = twoWords[1]
    if (seed % 2_100 === 11) [text[11], text[12]] = [...twoWords]
    if (seed % 500_009 < 2) text[3] = rareWord
  }
  return text.join(' ')
}

/** The search entry of a text whose words stem to themselves; the first eight count as its title. */
export function vector(text: string): string {
  const places = new Map<string, number[]>()
  for (const [i, word] of text.split(' ').entries()) places.set(word, [...(places.get(word) ?? []), i + 1])
  return [...places]
    .map(
      ([word, at]) =>
        `'${word}':${at
          .slice(0, 20)
          .map((place) => (place <= 8 ? `${place}A` : place))
          .join(',')}`,
    )
    .join(' ')
}

/** A small generator of pseudo-random numbers from 0 to 1. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
