import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOf } from './place-of.ts'

test('Addresses of one IPv6 network count as one place, others each by itself.', () => {
  assert.deepEqual(['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:0db8:0001:0002:0:0:0:7'].map(placeOf), [
    '2001:db8:1:2::/64',
    '2001:db8:1:2::/64',
    '2001:db8:1:2::/64',
  ])
  assert.deepEqual(
    ['2001:db8:1:3::1', '203.0.113.7', '::ffff:203.0.113.7', '::1', 'fe80::1%eth0', 'no address'].map(
      placeOf,
    ),
    ['2001:db8:1:3::/64', '203.0.113.7', '203.0.113.7', '0:0:0:0::/64', 'fe80:0:0:0::/64', 'no address'],
  )
})
