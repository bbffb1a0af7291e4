/**
 * Runs the test files, or those whose path contains one of the arguments, against one PostgreSQL for all:
 * that of WARDLINE_TEST_DATABASE_URL, or an embedded one for the time of the run. Browser tests come last; one that
 * fails is run once more by itself, and named when it passes only then: it has a race that waits to be mended.
 * The last line is the count, and the exit code is 0 only when tests ran and none failed.
 */
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startTestCluster } from './helpers/cluster.ts'

type Count = { passed: number; failed: number; skipped: number }

const root = resolve(import.meta.dirname, '..')
const suites = [
  ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts', 'client/*.test.ts'],
  ['src/**/*.e2e.ts'],
]
const groups_at_once = 2
const files_in_group_max = 12
const file_ms_max = 5 * 60_000
const again_max = 3
/** What is left open by a test keeps its process; so long after the last one it is ended. */
const left_open_ms_max = 30_000

// A group of files is a process: what one has compiled, the next ones need not.
process.env.NODE_COMPILE_CACHE ??= resolve(root, 'node_modules/.cache/compiled')

const filters = process.argv.slice(2)
const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort())

/** What came of each file, by its path. */
const counts = new Map<string, Count>()
const runs = suites.map(findFiles).filter((files) => files.length > 0)
const needsCluster = runs.length > 0 && !process.env.WARDLINE_TEST_DATABASE_URL
const cluster = needsCluster ? await startTestCluster() : undefined
try {
  if (cluster) process.env.WARDLINE_TEST_DATABASE_URL = cluster.url
  for (const files of runs) {
    if (!abort.signal.aborted) await runFiles(files)
  }
  await runAgain(failedJourneys())
} finally {
  await cluster?.stop()
}

const { passed, failed, skipped } = sum()
if (abort.signal.aborted) console.error('The run was stopped.')
else if (passed + failed + skipped === 0) console.error('No test was found.')
if (skipped > 0) console.log(`${skipped} skipped, each with its reason above`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 || abort.signal.aborted ? 1 : 0)

function findFiles(patterns: string[]): string[] {
  const files = globSync(patterns, { cwd: root }).sort()
  return files.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
}

function sum(): Count {
  const all: Count = { passed: 0, failed: 0, skipped: 0 }
  for (const one of counts.values())
    for (const kind of ['passed', 'failed', 'skipped'] as const) all[kind] += one[kind]
  return all
}

function failedJourneys(): string[] {
  return [...counts]
    .filter(([path, { failed }]) => failed > 0 && path.endsWith('.e2e.ts'))
    .map(([path]) => path)
}

/** Runs each of a few failed files by itself, which then counts instead. More than a few are no accident. */
async function runAgain(paths: string[]): Promise<void> {
  if (paths.length > again_max) return
  for (const path of paths) {
    if (abort.signal.aborted) return
    console.log(`Once more, by itself: ${path}`)
    counts.delete(path)
    await runGroup([path])
    if (counts.get(path)?.failed === 0) console.log(`Passed only when run again, by itself: ${path}`)
  }
}

/** Runs the files in groups, some groups at once. */
async function runFiles(files: string[]): Promise<void> {
  const size = Math.min(files_in_group_max, Math.ceil(files.length / groups_at_once))
  const waiting = Array.from({ length: Math.ceil(files.length / size) }, (_, group) =>
    files.slice(group * size, (group + 1) * size),
  )
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group && !abort.signal.aborted; group = waiting.shift())
      await runGroup(group)
  }
  await Promise.all(Array.from({ length: groups_at_once }, work))
}

/** Runs the files one after the other in a process of their own (`helpers/run-together.ts`). */
async function runGroup(files: string[]): Promise<void> {
  const paths = files.map((file) => resolve(root, file))
  const over = new AbortController()
  const events = run({
    files: [resolve(import.meta.dirname, 'helpers/run-together.ts')],
    argv: paths,
    cwd: root,
    timeout: file_ms_max * files.length,
    execArgv: ['--import', resolve(root, 'test/helpers/property-seed.ts')],
    signal: AbortSignal.any([abort.signal, over.signal]),
  })
  const endLate = () => {
    console.error(`Something was left open by one of:\n${paths.join('\n')}`)
    over.abort()
  }
  const left = new Set(paths)
  let seen: Count = { passed: 0, failed: 0, skipped: 0 }
  let late: NodeJS.Timeout | undefined
  const end = (path: string): void => {
    if (seen.passed + seen.failed + seen.skipped === 0) fail(seen, `${path} holds no test.`)
    counts.set(path, seen)
    left.delete(path)
    seen = { passed: 0, failed: 0, skipped: 0 }
    if (left.size === 0) late = setTimeout(endLate, left_open_ms_max)
  }
  events.on('test:pass', ({ name, details, skip, todo }) => {
    if (details.type !== 'suite') seen[isSet(skip) || isSet(todo) ? 'skipped' : 'passed']++
    if (paths.includes(name)) end(name)
  })
  events.on('test:fail', ({ name, details, todo }) => {
    const cause = (details.error as { failureType?: string }).failureType
    // A suite fails with its tests, which are counted, or by a hook of its own, which nothing else counts.
    if (details.type !== 'suite' || cause !== 'subtestsFailed') seen[isSet(todo) ? 'skipped' : 'failed']++
    if (paths.includes(name)) end(name)
  })
  const report = events.compose(new spec())
  report.pipe(process.stdout, { end: false })
  await new Promise((done, reject) => report.once('end', done).once('error', reject))
  clearTimeout(late)
  if (abort.signal.aborted) return
  for (const path of left) {
    counts.set(path, seen)
    fail(seen, `${path} was not run to its end.`)
    seen = { passed: 0, failed: 0, skipped: 0 }
  }
}

function fail(count: Count, sentence: string): void {
  console.error(sentence)
  count.failed++
}

// The runner hands over the reason where there is one, and else true.
function isSet(directive: string | boolean | undefined): boolean {
  return directive !== undefined && directive !== false
}
