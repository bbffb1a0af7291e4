import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { weakness } from './password-rules.ts'
import { keyedHash, seal, unseal } from './seal.ts'

const context = {
  name: 'Guadalupe Méndez',
  email: 'gmendez@willow.example',
  organization: 'Willow River Hospital',
}

const refused: [string, RegExp][] = [
  ['short words', /12 characters/],
  ['aaaaaaaaaaaaaaaa', /same few/],
  ['abababababababab', /same few/],
  ['password12345678', /guessed first/],
  ['P@ssw0rdP@ssw0rd', /guessed first/],
  ['qwertyuiop123456', /guessed first/],
  ['Welcome2026!!!!!', /guessed first/],
  ['Summer2026Hospital', /guessed first/],
  ['iloveyouiloveyou', /guessed first/],
  ['guadalupemendez1', /your name/],
  ['WillowRiver2026!', /your name/],
  ['gmendez.gmendez.gmendez', /your name/],
  ['😀😀😀😀😀😀😀😀😀😀😀😀', /same few/],
]
for (const [password, reason] of refused)
  test(`“${password}” is refused as a password`, () =>
    assert.match(weakness(password, context) ?? '', reason))

for (const password of [
  'seven quiet herons walking',
  'correct horse battery staple',
  'siete garzas caminan despacio',
  'Xk4vTq9mWz2pLb7r',
  '七羽の静かな鷺が川を歩いている',
  '83749201658392047',
  ' spaces at both ends ',
  'x9$'.padEnd(1020, 'kq8#vz5&mw'),
])
  test(`“${password.slice(0, 40)}” is accepted as a password`, () =>
    assert.equal(weakness(password, context), undefined))

test('Whatever is typed, the rules answer and never fail', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (password) => {
      const answer = weakness(password, context)
      assert.ok(answer === undefined || answer.length > 10)
    }),
  )
})

test('A sealed secret opens with its key, purpose and owner, and with no other', () => {
  const key = 'k'.repeat(32)
  const sealed = seal(key, 'second factor', 'org.person', 'the secret')
  assert.equal(unseal([key], 'second factor', 'org.person', sealed), 'the secret')
  assert.throws(() => unseal(['x'.repeat(32)], 'second factor', 'org.person', sealed))
  assert.throws(() => unseal([key], 'another', 'org.person', sealed))
  assert.throws(() => unseal([key], 'second factor', 'org.other', sealed))
  const damaged = Buffer.from(sealed)
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
  assert.throws(() => unseal([key], 'second factor', 'org.person', damaged))
  assert.throws(() => unseal([key], 'second factor', 'org.person', sealed.subarray(0, 20)))
  assert.notDeepEqual(sealed, seal(key, 'second factor', 'org.person', 'the secret'))
  assert.notDeepEqual(keyedHash(key, 'p', 'a', 'code'), keyedHash(key, 'p', 'b', 'code'))
})
