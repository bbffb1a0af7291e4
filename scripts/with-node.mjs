// with-node.mjs FILE ARGUMENTS: installs what is missing and runs FILE by the project's own Node.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, node, root } from './install.mjs'

/** Runs a file of the project in place of this process: same terminal, signals and exit code. */
export function runFile(file, args, env = process.env) {
  const child = spawn(node, [resolve(root, file), ...args], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
    process.on(signal, () => {
      // On a terminal Ctrl-C reaches the child by itself; a second one would mean "at once".
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    })
  }
  child.once('error', (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, ...args] = process.argv.slice(2)
  if (!file) {
    process.stderr.write('Usage: node scripts/with-node.mjs FILE [ARGUMENTS]\n')
    process.exit(2)
  }
  ensureInstalled()
  runFile(file, args)
}
