import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressReach, isInRanges } from './address.ts'

test('Addresses of the open internet are public', () => {
  for (const address of [
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.1.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
    '64:ff9b::808:808',
  ]) {
    assert.equal(addressReach(address), 'public', address)
  }
})

test('Private, shared and loopback addresses are the own network', () => {
  for (const address of [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '127.0.0.1',
    '127.255.255.254',
    '100.64.0.1',
    '100.100.100.200',
    '::1',
    'fd00:ec2::254',
    'fc00::1',
  ]) {
    assert.equal(addressReach(address), 'own', address)
  }
})

test('Metadata, link-local, multicast, reserved and disguised addresses are special', () => {
  for (const address of [
    '0.0.0.0',
    '0.1.2.3',
    '169.254.169.254',
    '169.254.0.1',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    '3fff::1',
    '5f00::1',
    '4000::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '::7f00:1',
    '::8.8.8.8',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::8.8.8.8',
    '2002:7f00:1::1',
    '2002:a00:1::',
    '2002:808:808::1',
    '2001:0:7f00:1::',
    '2001::1',
    '2606:4700::5efe:7f00:1',
    '2606:4700::200:5efe:a00:1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    'example.com',
    '',
  ]) {
    assert.equal(addressReach(address), 'special', address)
  }
})

test('A range of the policy matches the addresses inside it and no other', () => {
  assert.equal(isInRanges('10.1.2.3', ['10.0.0.0/8']), true)
  assert.equal(isInRanges('11.1.2.3', ['10.0.0.0/8']), false)
  assert.equal(isInRanges('::ffff:10.1.2.3', ['10.0.0.0/8']), false)
  assert.equal(isInRanges('fd00:0:0::1', ['fd00::1']), true)
  assert.equal(isInRanges('fd00::2', ['fd00::/64', 'not a range', '10/8']), true)
  assert.equal(isInRanges('10.1.2.3', ['intranet.example', '', '10.0.0.0/99', '10']), false)
})
