import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { Body, Id, Line, Nullable, OneOf, Text, Time } from '../../platform/http/schema.ts'
import { leavesOf } from './leaves.ts'

test('What takes a mask is found by its schema, with its length, through choices, lists and records.', () => {
  const schema = Body({
    id: Id,
    code: OneOf(['fixed', 'other']),
    at: Time,
    day: Type.String({ pattern: String.raw`^\d{4}-\d{2}$` }),
    minutes: Type.Integer(),
    visit_code: Nullable(Line(40)),
    tags: Type.Array(Line(60)),
    said: Type.Record(Type.String(), Body({ key: Line(80) })),
    part: Type.Union([
      Body({ kind: Type.Literal('short'), words: Line(20) }),
      Body({ kind: Type.Literal('long'), words: Text(2000) }),
    ]),
    answers: Type.Record(Type.String(), Type.Unknown()),
  })
  const uuid = '0b5e7c0e-0000-4000-8000-000000000000'
  const input = {
    id: uuid,
    code: 'fixed',
    at: '2026-01-01T00:00:00Z',
    day: '2026-01',
    minutes: 4471823,
    visit_code: 'words',
    tags: ['words'],
    said: { one: { key: 'words' } },
    part: { kind: 'long', words: 'words' },
    answers: { patient_code: 'words', account: 'words', day: '2026-03-05', who: uuid, mrn: 4471823 },
  }
  assert.deepEqual(
    leavesOf(input, schema).map(({ pointer, length_max, context }) => [pointer, length_max, context]),
    [
      ['/visit_code', 40, ''],
      ['/tags/0', 60, ''],
      ['/said/one/key', 80, ''],
      ['/part/words', 2000, ''],
      ['/answers/patient_code', 200, 'patient: '],
      ['/answers/account', 200, ''],
      ['/answers/mrn', 200, 'mrn: '],
    ],
  )
})
