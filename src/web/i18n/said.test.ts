import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { said, speakSentences } from './said.ts'

afterEach(() => speakSentences({}))

test('A sentence of the server is said in the language that is shown; one that nobody wrote is said as it came.', () => {
  speakSentences({ 'This place does not exist.': 'Este lugar no existe.' })
  assert.equal(said('This place does not exist.'), 'Este lugar no existe.')
  assert.equal(said('Something else.'), 'Something else.')
  speakSentences({})
  assert.equal(said('This place does not exist.'), 'This place does not exist.')
})

test('Values keep their places, in another order too, and are said themselves where they are sentences or names.', () => {
  speakSentences({
    'This article': 'Este artículo',
    '{0} does not exist, or you may not see it.': '{0} no existe, o usted no puede verlo.',
    'The file has no column {0}. It has: {1}.': 'Hay {1}, pero no {0}.',
    'At most {0} (of {0}) [sic].': 'Como mucho {0}.',
  })
  assert.equal(
    said('This article does not exist, or you may not see it.'),
    'Este artículo no existe, o usted no puede verlo.',
  )
  assert.equal(said('The file has no column a.b. It has: c, d.'), 'Hay c, d, pero no a.b.')
  assert.equal(said('At most 3 (of 3) [sic].'), 'Como mucho 3.')
  assert.equal(said('At most 3 (of 4) [sic].'), 'At most 3 (of 4) [sic].')
})

test('Of two shapes that fit, the one that says more holds.', () => {
  speakSentences({ '{0} is missing.': 'Falta {0}.', 'The team {0} is missing.': 'Falta el equipo {0}.' })
  assert.equal(said('The team A is missing.'), 'Falta el equipo A.')
})
