import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { createLog } from '../../log/log.ts'
import { startEmbedded } from '../embedded.ts'
import { findRunning } from './running.ts'

test('The embedded database of a running Wardline is found by its data, and no other.', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-running-'))
  try {
    assert.equal(findRunning(dataDir), undefined)
    const embedded = await startEmbedded({ dataDir, log: createLog('silent'), settings: { fsync: 'off' } })
    const url = findRunning(dataDir)
    assert.equal(url, embedded.url)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    assert.deepEqual((await client.query('select 1 as one')).rows, [{ one: 1 }])
    await client.end()
    await embedded.stop()
    assert.equal(findRunning(dataDir), undefined)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
