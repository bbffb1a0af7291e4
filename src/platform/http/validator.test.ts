import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validatorCompiler } from './validator.ts'

const schema = {
  type: 'object',
  properties: {
    version: { type: 'integer', minimum: 1, maximum: 100 },
    'of/all': { type: 'array', items: { type: 'object', properties: { share: { type: 'number' } } } },
  },
}

test('Words that are read as a number without end are refused at their place, in whatever depth; numbers with one are taken.', () => {
  const validate = validatorCompiler()({ schema })
  for (const endless of ['1e999', '-1e999', 'Infinity', '-Infinity']) {
    assert.equal(validate({ version: endless }), false, endless)
    assert.equal(validate.errors?.[0]?.instancePath, '/version')
    assert.equal(validate({ 'of/all': [{ share: 1 }, { share: endless }] }), false, endless)
    assert.equal(validate.errors?.[0]?.instancePath, '/of~1all/1/share')
  }
  const given = { version: '1e2', 'of/all': [{ share: '0.5' }] }
  assert.equal(validate(given), true)
  assert.deepEqual(given, { version: 100, 'of/all': [{ share: 0.5 }] })
  assert.equal(validate({ version: '1e3' }), false)
  let deep: unknown = 'x'
  for (let times = 0; times < 100_000; times++) deep = [deep]
  assert.equal(validate({ more: deep }), true, 'however deep it is')
  assert.equal(validate({ version: 'many' }), false)
})

test('A whole number that names no smallest or largest one is held to what the database holds; one that does, to its own.', () => {
  const properties = {
    number: { type: 'integer', minimum: 1 },
    bytes: { type: 'integer', maximum: 1e12 },
    shift: { type: 'integer' },
    version: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
  }
  const validate = validatorCompiler()({ schema: { type: 'object', properties } })
  assert.equal(validate({ number: 2_147_483_647, bytes: 1e12 }), true)
  for (const number of [2_147_483_648, '1e308', '2147483648']) assert.equal(validate({ number }), false)
  assert.equal(validate.errors?.[0]?.keyword, 'maximum')
  assert.equal(validate({ bytes: 2e12 }), false)
  for (const field of ['shift', 'version', 'bytes']) {
    assert.equal(validate({ [field]: -2_147_483_648 }), true, field)
    assert.equal(validate({ [field]: -2_147_483_649 }), false, field)
  }
})
