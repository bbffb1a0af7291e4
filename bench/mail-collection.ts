/**
 * What becomes of each file of the collection of mails, in which time and memory, as a table in Markdown:
 * WARDLINE_DATA=… node bench/mail-collection.ts > docs/mail-collection.md
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  type ParkReason,
  type ParsedMail,
  parse_memory_mb_max,
  parse_ms_max,
} from '../src/capabilities/channels/mail/parsed.ts'

const folder = join(process.env.WARDLINE_DATA ?? '', 'mail')
if (process.env.WARDLINE_DATA === undefined || !existsSync(folder)) {
  console.error('The collection of mails is not here (WARDLINE_DATA).')
  process.exit(1)
}

type Read = { became: string; ms: number; mb: number }

const kinds = {
  person: 'a ticket of who is known, else it waits',
  automatic: 'waits: a program',
  list: 'waits: a list',
  bounce: 'a report of delivery',
}
const reasons: Partial<Record<ParkReason, string>> = {
  unreadable: 'parked: cannot be read',
  empty: 'parked: says nothing',
}

/** Reads it in a thread that reads nothing else, so that the memory is that of this mail. */
async function readAlone(path: string): Promise<Read> {
  const content = readFileSync(path)
  const worker = new Worker(new URL('../src/capabilities/channels/mail/parse-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: parse_memory_mb_max, stackSizeMb: 4 },
  })
  const said = () =>
    new Promise<{ mail?: ParsedMail; reason?: ParkReason }>((done, fail) => {
      worker.once('message', done)
      worker.once('error', fail)
    })
  await said()
  const before = await memoryOf(worker)
  const started_ms = performance.now()
  worker.postMessage({ content })
  const { mail, reason } = await said()
  const ms = performance.now() - started_ms
  const mb = ((await memoryOf(worker)) - before) / 1e6
  await worker.terminate()
  const became = mail ? kinds[mail.kind] : (reasons[reason as ParkReason] ?? `parked: ${reason}`)
  return { became, ms, mb: Math.max(mb, 0) }
}

async function memoryOf(worker: Worker): Promise<number> {
  const { used_heap_size, external_memory } = await worker.getHeapStatistics()
  return used_heap_size + external_memory
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((each) => each.isFile())
  .map((each) => join(each.parentPath, each.name))
  .sort()
const rows: (Read & { name: string })[] = []
for (const path of files) rows.push({ name: relative(folder, path), ...(await readAlone(path)) })

const counts = new Map<string, number>()
for (const { became } of rows) counts.set(became, (counts.get(became) ?? 0) + 1)
const slowest = Math.max(...rows.map(({ ms }) => ms))
const largest = Math.max(...rows.map(({ mb }) => mb))
console.log(`# What becomes of a collection of mails

${rows.length} files that the tests of other programs read, many of them broken on purpose; some are no mails at all. Made by \`bench/mail-collection.ts\`. Each was read by a thread of its own: the time is that of the first mail after a start, the memory what the thread held more when it had read it. The slowest took ${slowest.toFixed(0)} ms of ${parse_ms_max}, the largest ${largest.toFixed(1)} MB of ${parse_memory_mb_max}. No thread ended.

| Became | Files |
|---|---|
${[...counts]
  .sort((one, other) => other[1] - one[1])
  .map(([became, count]) => `| ${became} | ${count} |`)
  .join('\n')}

| File | Became | ms | MB |
|---|---|---|---|
${rows.map(({ name, became, ms, mb }) => `| ${name} | ${became} | ${ms.toFixed(0)} | ${mb.toFixed(1)} |`).join('\n')}`)
process.exit()
