import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

const built = resolve(import.meta.dirname, '../../../dist/web')
const first_load_bytes_max = 250_000

test('What a browser loads before the first page is shown stays under 250 kB of script, packed.', async () => {
  const page = await readFile(resolve(built, 'index.html'), 'utf8')
  const scripts = new Set(
    [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path]) => path as string),
  )
  assert.ok(scripts.size > 10, 'the page names its scripts')
  const sizes = await Promise.all(
    [...scripts].map(async (path) => gzipSync(await readFile(resolve(built, path)), { level: 9 }).length),
  )
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  assert.ok(bytes < first_load_bytes_max, `${bytes} bytes`)
})
