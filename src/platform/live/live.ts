/**
 * News between the processes of one installation, by NOTIFY and LISTEN.
 *
 * News is sent after the write is committed, many together, by a statement of its own: a NOTIFY inside the
 * write would make all commits of the database wait for each other. A process that dies in between loses news
 * but no data; who listens asks again when its connection comes back.
 */
import pg from 'pg'
import type { Logger } from 'pino'
import type { Pool } from '../db/pool.ts'

const channel = 'wardline'
const gather_ms = 15
const payload_bytes_max = 7000
const waiting_max = 10_000
const retry_ms = 1000

export type News = { readonly topic: string } & Record<string, unknown>
export type Live = {
  /** `isAtOnce` for what this process must know before it answers: its own listeners hear it now, and again with the others. */
  publish(news: News, isAtOnce?: boolean): void
  /** Calls back for all news of all processes, and with the topic `reset` after news may have been missed. */
  subscribe(listener: (news: News) => void): () => void
  close(): Promise<void>
}

/** Connects a listener of its own and starts to deliver; keeps trying while the database is away. */
export function createLive(options: { pool: Pool; url: string; log: Logger }): Live {
  const listeners = new Set<(news: News) => void>()
  let waiting: News[] = []
  let timer: NodeJS.Timeout | undefined
  let client: pg.Client | undefined
  let isClosed = false

  const deliver = (news: News) => {
    for (const listener of listeners) listener(news)
  }

  const connect = async (): Promise<void> => {
    if (isClosed) return
    const next = new pg.Client({ connectionString: options.url, keepAlive: true })
    next.on('error', () => {})
    next.on('end', () => {
      if (client !== next) return
      client = undefined
      setTimeout(connect, retry_ms).unref()
    })
    next.on('notification', (message) => {
      for (const news of JSON.parse(message.payload ?? '[]') as News[]) deliver(news)
    })
    try {
      await next.connect()
      // Closed while the connection was being made: nobody would end it later, and the process would stay.
      if (isClosed) return void (await next.end())
      client = next
      await next.query(`listen ${channel}`)
      deliver({ topic: 'reset' })
    } catch {
      if (client === undefined && !isClosed) setTimeout(connect, retry_ms).unref()
    }
  }

  const flush = async () => {
    timer = undefined
    const sending = waiting
    waiting = []
    for (const payload of payloads(sending)) {
      await options.pool.query('select pg_notify($1, $2)', [channel, payload]).catch(() => {
        options.log.warn('news could not be sent; listeners ask again when they reconnect')
      })
    }
  }

  connect()
  return {
    publish(news, isAtOnce = false) {
      if (isAtOnce) deliver(news)
      if (waiting.length >= waiting_max) return
      waiting.push(news)
      timer ??= setTimeout(flush, gather_ms)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosed = true
      if (timer) {
        clearTimeout(timer)
        await flush()
      }
      await client?.end().catch(() => {})
    },
  }
}

// NOTIFY carries at most 8,000 bytes: news travels in as few payloads as that allows.
function* payloads(all: News[]): Generator<string> {
  let parts: string[] = []
  let size_bytes = 2
  for (const news of all) {
    const part = JSON.stringify(news)
    const part_bytes = Buffer.byteLength(part) + 1
    if (size_bytes + part_bytes > payload_bytes_max && parts.length > 0) {
      yield `[${parts.join(',')}]`
      parts = []
      size_bytes = 2
    }
    parts.push(part)
    size_bytes += part_bytes
  }
  if (parts.length > 0) yield `[${parts.join(',')}]`
}
