/**
 * Runs the test files, or those whose path contains one of the arguments, against one PostgreSQL for all:
 * that of WARDLINE_TEST_DATABASE_URL, or an embedded one for the time of the run. Browser tests come last.
 * The last line is the count, and the exit code is 0 only when tests ran and none failed.
 */
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startTestCluster } from './helpers/cluster.ts'

type Count = { passed: number; failed: number; skipped: number }

const root = resolve(import.meta.dirname, '..')
const suites = [['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'], ['src/**/*.e2e.ts']]
const groups_at_once = 2
const files_in_group_max = 12
const file_ms_max = 5 * 60_000

// A group of files is a process: what one has compiled, the next ones need not.
process.env.NODE_COMPILE_CACHE ??= resolve(root, 'node_modules/.cache/compiled')

const filters = process.argv.slice(2)
const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort())

const count: Count = { passed: 0, failed: 0, skipped: 0 }
const runs = suites.map(findFiles).filter((files) => files.length > 0)
const needsCluster = runs.length > 0 && !process.env.WARDLINE_TEST_DATABASE_URL
const cluster = needsCluster ? await startTestCluster() : undefined
try {
  if (cluster) process.env.WARDLINE_TEST_DATABASE_URL = cluster.url
  for (const files of runs) {
    if (!abort.signal.aborted) await runFiles(files)
  }
} finally {
  await cluster?.stop()
}

const { passed, failed, skipped } = count
if (abort.signal.aborted) console.error('The run was stopped.')
else if (passed + failed + skipped === 0) console.error('No test was found.')
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 || abort.signal.aborted ? 1 : 0)

function findFiles(patterns: string[]): string[] {
  const files = globSync(patterns, { cwd: root }).sort()
  return files.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
}

/** Runs the files in groups, some groups at once, and adds to the count. */
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
  const events = run({
    files: [resolve(import.meta.dirname, 'helpers/run-together.ts')],
    argv: paths,
    cwd: root,
    timeout: file_ms_max * files.length,
    execArgv: ['--import', resolve(root, 'test/helpers/property-seed.ts')],
    signal: abort.signal,
  })
  const left = new Set(paths)
  let seen = 0
  const end = (path: string): void => {
    if (seen === 0) fail(`${path} holds no test.`)
    left.delete(path)
    seen = 0
  }
  events.on('test:pass', ({ name, details, skip, todo }) => {
    if (paths.includes(name)) end(name)
    if (details.type === 'suite') return
    seen++
    count[isSet(skip) || isSet(todo) ? 'skipped' : 'passed']++
  })
  events.on('test:fail', ({ name, details, todo }) => {
    seen++
    if (paths.includes(name)) end(name)
    const cause = (details.error as { failureType?: string }).failureType
    // A suite fails with its tests, which are counted, or by a hook of its own, which nothing else counts.
    if (details.type === 'suite' && cause === 'subtestsFailed') return
    count[isSet(todo) ? 'skipped' : 'failed']++
  })
  const report = events.compose(new spec())
  report.pipe(process.stdout, { end: false })
  await new Promise((done, reject) => report.once('end', done).once('error', reject))
  if (!abort.signal.aborted) for (const path of left) fail(`${path} was not run to its end.`)
}

function fail(sentence: string): void {
  console.error(sentence)
  count.failed++
}

// The runner hands over the reason where there is one, and else true.
function isSet(directive: string | boolean | undefined): boolean {
  return directive !== undefined && directive !== false
}
