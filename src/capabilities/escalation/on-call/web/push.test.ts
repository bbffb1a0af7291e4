import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameOf } from './push.ts'

test('A browser is called as its owner calls it', () => {
  const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36'
  assert.equal(nameOf(chrome), 'Chrome, Windows')
  assert.equal(nameOf(`${chrome} Edg/141.0`), 'Edge, Windows')
  assert.equal(nameOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 15.1) Version/18 Safari/605.1'), 'Safari, Mac')
  assert.equal(
    nameOf('Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'),
    'Firefox, Android',
  )
  assert.equal(nameOf('something else'), 'Browser')
})
