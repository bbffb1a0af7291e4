/** npm run check: types, style, who imports whom, what nobody uses, generated files. One line each; 1 when one fails. */
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

type Check = { name: string; file: string; args: string[] }

const root = resolve(import.meta.dirname, '..')
const output_lines_max = 60
const checks: Check[] = [
  { name: 'types', file: inPackage('typescript-native', 'bin/tsc'), args: ['-p', '.'] },
  {
    name: 'style',
    file: inPackage('@biomejs/biome', 'bin/biome'),
    args: ['check', '--diagnostic-level=error'],
  },
  { name: 'unused', file: inPackage('knip', 'bin/knip.js'), args: ['--no-progress', '--no-config-hints'] },
  {
    name: 'imports, architecture, generated files',
    file: '--test',
    args: ['--test-reporter=spec', 'test/architecture.test.ts'],
  },
]

let failed = 0
for (const check of checks) {
  const started_ms = Date.now()
  const { code, text } = await run(check)
  const seconds = ((Date.now() - started_ms) / 1000).toFixed(1)
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)\n`)
  if (code === 0) continue
  failed++
  const lines = text.trimEnd().split('\n')
  process.stdout.write(
    `${lines
      .slice(0, output_lines_max)
      .map((line) => `    ${line}`)
      .join('\n')}\n`,
  )
  if (lines.length > output_lines_max)
    process.stdout.write(`    … and ${lines.length - output_lines_max} lines more\n`)
}
process.exitCode = failed === 0 ? 0 : 1

/** The tools are run by the same Node as the product, whatever the machine's own is. */
function run({ file, args }: Check): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk
    })
  return new Promise((done) => child.once('close', (code) => done({ code, text })))
}

function inPackage(name: string, file: string): string {
  return join(root, 'node_modules', name, file)
}
