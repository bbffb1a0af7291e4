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
const files_at_once = 2
const test_ms_max = 5 * 60_000

// Each file is a process of its own: what one has read and compiled, the next ones need not.
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

/** Runs the files, each in a process of its own, and adds to the count. */
async function runFiles(files: string[]): Promise<void> {
  const events = run({
    files: files.map((file) => resolve(root, file)),
    cwd: root,
    concurrency: files_at_once,
    timeout: test_ms_max,
    execArgv: ['--import', resolve(root, 'test/helpers/property-seed.ts')],
    signal: abort.signal,
  })
  // A file that holds no test passes in the eyes of the runner, under its own path as the name.
  events.on('test:pass', ({ name, details, skip, todo }) => {
    if (details.type === 'suite') return
    const isEmptyFile = files.some((file) => resolve(root, file) === name)
    if (isEmptyFile) console.error(`${name} holds no test.`)
    count[isEmptyFile ? 'failed' : isSet(skip) || isSet(todo) ? 'skipped' : 'passed']++
  })
  events.on('test:fail', ({ details, todo }) => {
    const cause = (details.error as { failureType?: string }).failureType
    // A suite fails with its tests, which are counted, or by a hook of its own, which nothing else counts.
    if (details.type === 'suite' && cause === 'subtestsFailed') return
    count[isSet(todo) ? 'skipped' : 'failed']++
  })
  const report = events.compose(new spec())
  report.pipe(process.stdout, { end: false })
  await new Promise((done, fail) => report.once('end', done).once('error', fail))
}

// The runner hands over the reason where there is one, and else true.
function isSet(directive: string | boolean | undefined): boolean {
  return directive !== undefined && directive !== false
}
