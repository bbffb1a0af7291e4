/** `npm run dev`: the server, started anew when a file of it changes, and the web with hot replacement before it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const run = (...args: string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })

const parts = [
  run('--watch', '--watch-path=src', 'src/app/cli.ts', 'start'),
  run('node_modules/vite/bin/vite.js'),
]
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    for (const part of parts) part.kill(signal)
  })
