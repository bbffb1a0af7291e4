import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownNetwork } from './own-network.ts'

test('Hosts, ranges and addresses of the own network are read with and without a port', () => {
  const entries = ['10.2.0.0/16', 'bridge.example.org:8443', 'fd00::/8', '[fd00::7]:9000', '127.0.0.1:5000']
  assert.deepEqual(ownNetwork(entries), {
    allowPrivate: ['10.2.0.0/16', 'bridge.example.org', 'fd00::/8', 'fd00::7', '127.0.0.1'],
    allowPorts: [8443, 9000, 5000],
  })
  assert.deepEqual(ownNetwork([]), { allowPrivate: [], allowPorts: [] })
})
