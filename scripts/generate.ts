/** Writes the generated files: api/openapi.json, the web's client types, db/schema.sql. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { generateAll } from './generated-files.ts'

const root = resolve(import.meta.dirname, '..')
const dataDir = mkdtempSync(join(tmpdir(), 'wardline-generate-'))
try {
  for (const [path, content] of Object.entries(await generateAll(dataDir))) {
    writeFileSync(join(root, path), content)
    process.stdout.write(`${path}\n`)
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
