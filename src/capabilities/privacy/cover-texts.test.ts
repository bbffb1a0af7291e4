import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { write } from '../../platform/db/transaction.ts'
import { type Cast, startCast } from '../tickets/fixture.ts'
import { coverTexts } from './cover-texts.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

async function covered(text: string, field: string): Promise<string> {
  const { composition, orgId } = cast.wardline
  const [only] = await write(composition.app.pool, orgId, (tx) =>
    coverTexts(tx, new Date().toISOString(), [{ text, field, isInternal: true }]),
  )
  return only?.text ?? ''
}

test('An imported text with very many places that may be a patient’s is masked as a whole, its end too.', async () => {
  const lines = Array.from({ length: 510 }, (_, at) => `MRN ${66100000 + at * 7}`)
  assert.match(await covered(lines.join('\n'), 'body'), /^⟦text \w{10}⟧$/)
})

test('The name of an imported column says what its values are, and is no part of what is masked.', async () => {
  assert.match(await covered('66127734', 'imported/mrn'), /^⟦mrn \w{10}⟧$/)
  assert.match(await covered('Konrad Kupferberg', 'imported/Patient name'), /^⟦name \w{10}⟧$/)
  assert.equal(await covered('66127734', 'imported/serial'), '66127734')
})
