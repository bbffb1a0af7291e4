import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createLog } from '../../log/log.ts'
import { startEmbedded } from '../embedded.ts'
import { copyBinaries, locateBinaries } from './binaries.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-binaries-'))
})
after(() => rmSync(folder, { recursive: true }))

test('Binaries that the database user cannot reach are copied and run from the copy', async () => {
  const copy = await copyBinaries(await locateBinaries(), folder)
  assert.equal(await copyBinaries(await locateBinaries(), folder), copy)
  assert.ok(statSync(join(copy, 'bin', 'postgres')).size > 0)
  assert.equal(statSync(copy).mode & 0o777, 0o755)
})

test('A data folder that cannot be one is refused with the setting to change', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await assert.rejects(startEmbedded({ dataDir: file, log: createLog('silent') }), {
    name: 'DatabaseError',
    message: /may not write to .*set WARDLINE_DATA_DIR/,
  })
})
