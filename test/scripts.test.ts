import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'

const root = resolve(import.meta.dirname, '..')
const withNode = join(root, 'scripts/with-node.mjs')
let folder: string

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-scripts-'))
})
after(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** Runs test/run.ts on files of our own making and returns the last line and the exit code. */
function runSuite(...files: string[]) {
  const env = { ...process.env, WARDLINE_TEST_DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/unused' }
  // The runner refuses to run inside another one.
  delete (env as NodeJS.ProcessEnv).NODE_TEST_CONTEXT
  const script = join(root, 'test/run.ts')
  const { stdout, status } = spawnSync(process.execPath, [script, ...files], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  return { lastLine: stdout.trimEnd().split('\n').at(-1), status }
}

test('A script runs under the Node of the project, with its arguments and exit code', () => {
  const file = write(
    'exit.ts',
    'const code: number = 7\nconsole.log(process.version, process.argv.slice(2).join())\nprocess.exit(code)',
  )
  const { stdout, status } = spawnSync('node', [withNode, file, 'a', '--b'], { encoding: 'utf8' })
  assert.equal(stdout.trim(), `${process.version} a,--b`)
  assert.equal(status, 7)
})

test('A signal reaches the script, which may end in order', async () => {
  const file = write(
    'wait.ts',
    "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('up')",
  )
  const child = spawn('node', [withNode, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [5, null])
})

test('A script that dies of a signal is reported as such', async () => {
  const file = write('die.ts', "setTimeout(() => process.kill(process.pid, 'SIGKILL'), 10)")
  const child = spawn('node', [withNode, file], { stdio: 'ignore' })
  assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL'])
})

test('A suite in which no test is found fails', () => {
  assert.deepEqual(runSuite('no-file-is-called-like-this'), { lastLine: '0 passed, 0 failed', status: 1 })
})

test('A suite that passes says so in its last line', () => {
  assert.deepEqual(runSuite('platform/clock'), { lastLine: '4 passed, 0 failed', status: 0 })
})
