import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(fileURLToPath(import.meta.url), '../..')

/** The Node that runs the TypeScript; the machine's own one only has to run these scripts. */
export const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * Installs the packages when they are missing or are not those of package-lock.json. Ends the process with
 * a sentence when that fails.
 */
export function ensureInstalled() {
  if (isInstalled()) return
  process.stderr.write('Installing the packages of package-lock.json …\n')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const options = {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }
  const { status, stdout, stderr, error } = spawnSync('npm', args, options)
  if (status === 0 && existsSync(node)) return
  const said = [error?.message, stdout, stderr].filter(Boolean).join('\n').trim()
  process.stderr.write(
    `${said}\n\nThe packages could not be installed. Check that npm reaches its registry, then run: npm ci\n`,
  )
  process.exit(1)
}

// npm writes down what it has installed, at the very end. Comparing that with the lock file is surer than a
// date or a stamp of our own: it holds for `npm install` by hand and for an installation that was cut off.
function isInstalled() {
  const present = readPackages('node_modules/.package-lock.json')
  if (!present || !existsSync(node)) return false
  const wanted = readPackages('package-lock.json')
  return Object.entries(wanted).every(([path, { version, integrity, optional, peer, link }]) => {
    if (path === '' || link) return true
    const found = present[path]
    // Optional packages are those of other platforms, which npm leaves out.
    if (!found) return Boolean(optional || peer)
    return found.version === version && found.integrity === integrity
  })
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
