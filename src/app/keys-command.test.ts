import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { startWardline, type Wardline } from '../../test/helpers/server.ts'
import { uploadWith } from '../core/attachments/upload.fixture.ts'
import { localFileStore } from '../platform/files/file-store.ts'
import { ringOf } from '../platform/secrets/key-ring.ts'
import { CommandError } from './command-error.ts'
import { rotateAlone } from './keys-command.ts'

let wardline: Wardline
let directory: string
before(async () => {
  wardline = await startWardline()
  directory = mkdtempSync(join(tmpdir(), 'wardline-keys-'))
})
after(async () => {
  rmSync(directory, { recursive: true })
  await wardline.close()
})

const ring = ringOf(randomBytes(32).toString('base64url')) as never

test('While one rotation of the keys runs, another is refused.', async () => {
  const holder = new pg.Client({ connectionString: wardline.ownerUrl })
  await holder.connect()
  await holder.query("select pg_advisory_lock(hashtext('wardline keys'))")
  await assert.rejects(rotateAlone(wardline.ownerUrl, { directory, ring }), CommandError)
  await holder.end()
  assert.equal((await rotateAlone(wardline.ownerUrl, { directory, ring })).sealed, 0)
})

test('A file that differs from what its attachment says is not encrypted as if it were genuine.', async () => {
  const admin = await wardline.signIn('admin@main.example', 'main')
  const { body } = await uploadWith(wardline, admin)('a.txt', 'text/plain', Buffer.from('genuine'))
  const { key } = await localFileStore(directory, ringOf(undefined)).put(
    Readable.from([Buffer.from('genuine')]),
    { size_bytes_max: 100 },
  )
  await wardline.owner.query('update core.attachment set storage_key = $2 where id = $1', [body.id, key])
  writeFileSync(join(directory, key.slice(0, 2), key), 'altered')
  assert.deepEqual((await rotateAlone(wardline.ownerUrl, { directory, ring })).failed, [key])
  writeFileSync(join(directory, key.slice(0, 2), key), 'genuine')
  assert.equal((await rotateAlone(wardline.ownerUrl, { directory, ring })).sealed, 1)
})
