/** Reads mails in threads of their own, each mail within its time and memory, so that none takes the process with it. */
import { Worker } from 'node:worker_threads'
import type { MailPage } from './as-sent/read-page.ts'
import {
  MailParked,
  mail_bytes_max,
  type ParkReason,
  type ParsedMail,
  parse_memory_mb_max,
  parse_ms_max,
} from './parsed.ts'

const threads_max = 2

/** What is wanted of a mail: what it says, or its HTML without what could do harm. */
export type Reading = 'mail' | 'page'
type Said = { isReady?: true; read?: unknown; reason?: ParkReason }
type Work = {
  content: Buffer
  as: Reading
  tries: number
  done(read: unknown): void
  fail(error: Error): void
}
type Thread = { worker: Worker; isReady: boolean; work: Work | undefined; timer: NodeJS.Timeout | undefined }

const waiting: Work[] = []
const threads = new Set<Thread>()

/** The mail. Throws `MailParked` when it is too large, takes too long or too much memory, or cannot be read. */
export async function parseApart(content: Buffer): Promise<ParsedMail> {
  return (await readApart(content, 'mail')) as ParsedMail
}

/** The HTML of the mail made harmless; undefined where it has none. Throws as `parseApart` does. */
export async function pageApart(content: Buffer): Promise<MailPage | undefined> {
  return ((await readApart(content, 'page')) as { page: MailPage | undefined }).page
}

function readApart(content: Buffer, as: Reading): Promise<unknown> {
  if (content.length > mail_bytes_max) return Promise.reject(new MailParked('too_large'))
  return new Promise((done, fail) => {
    waiting.push({ content, as, tries: 0, done, fail })
    next()
  })
}

function next(): void {
  if (waiting.length === 0) return
  const free = [...threads].find((thread) => thread.isReady && thread.work === undefined)
  if (free) begin(free)
  else if (threads.size < threads_max) startThread()
}

function startThread(): void {
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: parse_memory_mb_max, stackSizeMb: 4 },
  })
  const thread: Thread = { worker, isReady: false, work: undefined, timer: undefined }
  threads.add(thread)
  // A thread without work keeps no process from ending.
  worker.unref()
  worker.on('message', (said: Said) => hear(thread, said))
  worker.on('error', (error: Error & { code?: string }) =>
    end(thread, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_much_memory' : 'unreadable'),
  )
  worker.on('exit', () => end(thread, 'unreadable'))
}

function begin(thread: Thread): void {
  const work = waiting.shift()
  if (work === undefined) return
  thread.work = work
  thread.worker.ref()
  thread.timer = setTimeout(() => end(thread, 'too_slow'), parse_ms_max)
  thread.worker.postMessage({ content: work.content, as: work.as })
}

function hear(thread: Thread, { read, reason }: Said): void {
  const { work } = thread
  thread.isReady = true
  thread.work = undefined
  clearTimeout(thread.timer)
  thread.worker.unref()
  if (read) work?.done(read)
  else if (reason) work?.fail(new MailParked(reason))
  next()
}

/** The thread is gone. What only took long is tried a second time: the machine may have been busy. */
function end(thread: Thread, reason: ParkReason): void {
  if (!threads.delete(thread)) return
  clearTimeout(thread.timer)
  void thread.worker.terminate()
  const { work } = thread
  if (work && reason === 'too_slow' && work.tries === 0) waiting.unshift({ ...work, tries: 1 })
  else work?.fail(new MailParked(reason))
  next()
}
