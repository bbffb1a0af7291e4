/** The jobs as an agent does them: over HTTP, signed in, through permissions and schemas. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { Pool } from 'undici'
import { newId } from '../src/platform/id/id.ts'
import { quantile } from './measure.ts'
import { type RawJobs, searches } from './raw.ts'

type Sample = { orgId: string; tickets: string[] }

export type Session = { cookie: string }

/** Sessions written straight into the database: what is measured is the work, not the password hashing. */
export async function makeSessions(
  owner: pg.Client,
  orgId: string,
  people: readonly string[],
): Promise<Session[]> {
  const sessions: Session[] = []
  for (const person of people) {
    const token = randomBytes(32).toString('base64url')
    await owner.query(
      `insert into core.session (org_id, id, token_hash, person_id, idle_minutes, created_at, last_active_at, expires_at) values ($1,$2,$3,$4,600,now(),now(),now() + interval '1 day')`,
      [orgId, newId(), createHash('sha256').update(token, 'utf8').digest(), person],
    )
    sessions.push({ cookie: `wardline_session=${orgId}.${token}` })
  }
  return sessions
}

type Changes = { next: string; has_more: boolean }

export async function httpJobs(
  origin: string,
  sessions: readonly Session[],
  sample: Sample,
  clients: number,
): Promise<{ jobs: RawJobs; close(): Promise<void> }> {
  const pool = new Pool(origin, { connections: clients, pipelining: 1 })
  const call = async (
    client: number,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<boolean> => {
    const answer = await pool.request({
      method,
      path,
      headers: {
        cookie: (sessions[client % sessions.length] as Session).cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    await answer.body.dump()
    return answer.statusCode === 200
  }
  const changesAfter = async (session: Session, cursor?: string): Promise<Changes | undefined> => {
    const path = cursor === undefined ? '/api/changes' : `/api/changes?after=${encodeURIComponent(cursor)}`
    const answer = await pool.request({ method: 'GET', path, headers: { cookie: session.cookie } })
    return answer.statusCode === 200
      ? ((await answer.body.json()) as Changes)
      : void (await answer.body.dump())
  }
  // Each client reads what the jobs before it did, a hundred lines a page, from its beginning to its end and again.
  const firsts = await Promise.all(
    sessions.slice(0, clients).map(async (session) => (await changesAfter(session))?.next),
  )
  const places = [...firsts]
  const pick = (index: number) => sample.tickets[(index * 7919) % sample.tickets.length] as string
  const text = `${'The screen stays grey after the badge was tapped. '.repeat(8)}${randomUUID()}`.slice(
    0,
    400,
  )
  const jobs: RawJobs = {
    create: (client) =>
      call(client, 'POST', '/api/tickets', { title: 'The screen stays grey', body: text, channel: 'api' }),
    reply: (client, index) => call(client, 'POST', `/api/tickets/${pick(index)}/reply`, { body: text }),
    queue: (client) => call(client, 'GET', '/api/tickets?view=open'),
    counts: (client) => call(client, 'GET', '/api/tickets/counts'),
    'merge candidates': (client, index) =>
      call(client, 'GET', `/api/tickets/${pick(index)}/merge-candidates`),
    ticket: (client, index) => call(client, 'GET', `/api/tickets/${pick(index)}`),
  }
  jobs.changes = async (client) => {
    const page = await changesAfter(sessions[client] as Session, places[client])
    places[client] = page?.has_more ? page.next : firsts[client]
    return page !== undefined
  }
  for (const [name, words] of Object.entries(searches))
    jobs[name] = (client) => call(client, 'GET', `/api/search?q=${encodeURIComponent(words)}`)
  return { jobs, close: () => pool.close() }
}

export type FanOut = { listeners: number; heard: number; p50_ms: number; p95_ms: number }

/** Opens so many live streams, makes changes, and measures how long until each stream has heard of each. */
export async function fanOut(
  origin: string,
  sessions: readonly Session[],
  change: () => Promise<unknown>,
  changes: number,
  meanwhile: () => Promise<void>,
): Promise<FanOut> {
  const latencies_ms: number[] = []
  let sentAt_ms = 0
  const controller = new AbortController()
  const streams = await Promise.all(
    sessions.map(async ({ cookie }) => {
      const response = await fetch(`${origin}/api/live`, { headers: { cookie }, signal: controller.signal })
      return (response.body as ReadableStream<Uint8Array>).getReader()
    }),
  )
  const decoder = new TextDecoder()
  const listening = streams.map(async (reader) => {
    try {
      for (;;) {
        const { value, done } = await reader.read()
        if (done) return
        if (decoder.decode(value).includes('event: record')) latencies_ms.push(performance.now() - sentAt_ms)
      }
    } catch {
      // The stream was ended by us.
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 500))
  for (let i = 0; i < changes; i++) {
    sentAt_ms = performance.now()
    await change()
    await new Promise((resolve) => setTimeout(resolve, 400))
  }
  await meanwhile()
  controller.abort()
  await Promise.all(listening)
  const heard = latencies_ms.filter((latency) => latency < 10_000).sort((a, b) => a - b)
  return {
    listeners: sessions.length,
    heard: heard.length,
    p50_ms: quantile(heard, 0.5),
    p95_ms: quantile(heard, 0.95),
  }
}
