import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { node, root } from './install.mjs'

const stamp = join(root, 'dist/.built-from')

/** Builds the web into dist/ unless it was built from the very same files. Ends the process on failure. */
export function ensureWebBuilt() {
  if (!existsSync(join(root, 'src/app/web.tsx'))) return
  const digest = digestSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  process.stderr.write('Building the web …\n')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' }
  const { status, stdout, stderr } = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], options)
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}\nThe web could not be built.\n`)
    process.exit(1)
  }
  compressAssets(join(root, 'dist/web/assets'))
  writeFileSync(stamp, digest)
}

/** Writes the compressed forms once, so that the server sends them as they are. */
function compressAssets(folder) {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
    const bytes = readFileSync(join(folder, name))
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes))
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
  }
}

/** What the web is made of: the web folders of src/, its entry, the client's contract and the packages. */
function digestSources() {
  const files = ['package-lock.json', 'vite.config.ts', 'index.html', 'api/openapi.json'].map((file) =>
    join(root, file),
  )
  const hash = createHash('sha256')
  for (const file of [...files.filter(existsSync), ...findWebFiles(join(root, 'src'), false)].sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function findWebFiles(folder, isWeb) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return findWebFiles(path, isWeb || entry.name === 'web')
    if (/\.(test|e2e)\.tsx?$/.test(entry.name)) return []
    // Server files that the web imports as well are few, and .tsx or .css is always the web's.
    return isWeb || /\.(tsx|css|html)$/.test(entry.name) ? [path] : []
  })
}
