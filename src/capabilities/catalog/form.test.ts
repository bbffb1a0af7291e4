import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Answer, evaluate, type Field, fieldTypes, say } from './form.ts'

const today = '2026-03-05'
const options = ['a', 'b', 'c'].map((key) => ({ key, label: { en: key } }))
const id = '0192f0aa-0000-7000-8000-000000000001'

const of = (type: Field['type'], parts: Partial<Field> = {}): Field => ({
  key: 'it',
  type,
  label: { en: 'It' },
  ...(type === 'one_of' || type === 'several_of' ? { options } : {}),
  ...parts,
})
const flawOf = (field: Field, answer: Answer) =>
  evaluate([field], { it: answer }, today).flaws.get('it')?.code

test('Each kind of question takes its answers, and says of each other one what is wrong.', () => {
  const cases: [Field, good: Answer[], bad: [Answer, string][]][] = [
    [
      of('text', { min: 2, max: 5 }),
      ['ab', 'abcde'],
      [
        ['a', 'too_short'],
        ['abcdef', 'too_long'],
        [3, 'kind'],
        ['a\0b', 'kind'],
      ],
    ],
    [
      of('long_text'),
      ['x'.repeat(5000)],
      [
        ['x'.repeat(5001), 'too_long'],
        [true, 'kind'],
      ],
    ],
    [
      of('number', { min: 1, max: 3 }),
      [1, 2.5, 3],
      [
        [0, 'too_small'],
        [4, 'too_large'],
        ['2', 'kind'],
      ],
    ],
    [
      of('date'),
      ['2026-02-28', '2020-01-01'],
      [
        ['2026-02-29', 'kind'],
        ['tomorrow', 'kind'],
        [5, 'kind'],
      ],
    ],
    [of('date', { date: 'after_today' }), ['2026-03-06'], [[today, 'after_today']]],
    [of('date', { date: 'from_today' }), [today], [['2026-03-04', 'from_today']]],
    [of('date', { date: 'until_today' }), [today], [['2026-03-06', 'until_today']]],
    [of('yes_no'), [true, false], [['yes', 'kind']]],
    [
      of('one_of'),
      ['a'],
      [
        ['d', 'no_option'],
        [['a'], 'kind'],
      ],
    ],
    [
      of('several_of', { min: 2, max: 2 }),
      [['a', 'b']],
      [
        [['a'], 'needs_more'],
        [['a', 'b', 'c'], 'needs_less'],
        [['a', 'd'], 'no_option'],
        ['a', 'kind'],
      ],
    ],
    [
      of('person'),
      [id],
      [
        ['Nora', 'kind'],
        [[id], 'kind'],
      ],
    ],
    [of('place'), [id], [['here', 'kind']]],
    [of('workstation'), [id], [['PC-1', 'kind']]],
    [of('application'), ['Meridian'], [['x'.repeat(201), 'too_long']]],
    [
      of('files', { max: 1 }),
      [[id]],
      [
        [[id, id.replace('1', '2')], 'needs_less'],
        [['file'], 'kind'],
      ],
    ],
  ]
  for (const [field, good, bad] of cases) {
    for (const answer of good) assert.equal(flawOf(field, answer), undefined, `${field.type} ${answer}`)
    for (const [answer, code] of bad) assert.equal(flawOf(field, answer), code, `${field.type} ${answer}`)
  }
  assert.ok(fieldTypes.every((type) => type === 'section' || cases.some(([field]) => field.type === type)))
})

test('A question that hangs on another is asked when that is answered so, also when it stands before it.', () => {
  const strong = { match: 'all' as const, conditions: [{ field: 'model', is: 'is' as const, values: ['a'] }] }
  const fields: Field[] = [
    of('text', { key: 'why', is_required: true, show: strong }),
    of('one_of', { key: 'model', is_required: true }),
  ]
  const keys = (given: Record<string, Answer>) => evaluate(fields, given, today).shown.map(({ key }) => key)
  assert.deepEqual(keys({}), ['model'])
  assert.deepEqual(keys({ model: 'b' }), ['model'])
  assert.deepEqual(keys({ model: 'a' }), ['why', 'model'])
  assert.deepEqual([...evaluate(fields, { model: 'a' }, today).flaws.keys()], ['why'])
  assert.equal(evaluate(fields, { model: 'b' }, today).flaws.size, 0, 'what is hidden is not required')
})

test('Each comparison holds for what it says and for nothing else.', () => {
  const about: Field[] = [
    of('text', { key: 'words' }),
    of('number', { key: 'count' }),
    of('yes_no', { key: 'sure' }),
    of('several_of', { key: 'several' }),
    of('one_of', { key: 'one' }),
  ]
  const given = { words: 'A Label printer', count: 5, sure: false, several: ['a', 'b'], one: 'b' }
  const shows = (
    field: string,
    is: NonNullable<Field['show']>['conditions'][number]['is'],
    ...values: string[]
  ) =>
    evaluate(
      [...about, of('text', { show: { match: 'all', conditions: [{ field, is, values }] } })],
      given,
      today,
    ).shown.some(({ key }) => key === 'it')
  assert.deepEqual([shows('words', 'contains', 'LABEL'), shows('words', 'contains', 'laptop')], [true, false])
  assert.deepEqual([shows('count', 'at_least', '5'), shows('count', 'at_least', '6')], [true, false])
  assert.deepEqual([shows('count', 'at_most', '5'), shows('count', 'at_most', '4')], [true, false])
  assert.deepEqual([shows('sure', 'is', 'no'), shows('sure', 'is', 'yes')], [true, false])
  assert.deepEqual([shows('several', 'contains', 'b'), shows('several', 'contains', 'c')], [true, false])
  assert.deepEqual([shows('one', 'any_of', 'a', 'b'), shows('one', 'any_of', 'a', 'c')], [true, false])
  assert.deepEqual([shows('one', 'filled'), shows('one', 'empty')], [true, false])
})

test('A section that is hidden hides what stands in it, up to the next section.', () => {
  const fields: Field[] = [
    of('yes_no', { key: 'more' }),
    of('section', {
      key: 'part',
      show: { match: 'any', conditions: [{ field: 'more', is: 'is', values: ['yes'] }] },
    }),
    of('text', { key: 'inside' }),
    of('section', { key: 'other' }),
    of('text', { key: 'outside' }),
  ]
  const shown = (more: boolean) => evaluate(fields, { more, inside: 'x' }, today)
  assert.deepEqual(
    shown(false).shown.map(({ key }) => key),
    ['more', 'other', 'outside'],
  )
  assert.deepEqual(shown(false).answers, { more: false })
  assert.deepEqual(shown(true).answers, { more: true, inside: 'x' })
})

test('Who reads Spanish reads Spanish where it was said, and English where not.', () => {
  assert.deepEqual(
    [say({ en: 'Yes', es: 'Sí' }, 'es'), say({ en: 'Yes' }, 'es'), say({ en: 'Yes', es: ' ' }, 'es')],
    ['Sí', 'Yes', 'Yes'],
  )
})

const keys = ['a', 'b', 'c', 'd', 'e', 'f']
const anyField = (key: string) =>
  fc.record({
    key: fc.constant(key),
    type: fc.constantFrom(...(['text', 'number', 'yes_no', 'one_of', 'several_of', 'section'] as const)),
    label: fc.constant({ en: key }),
    options: fc.constant(options),
    is_required: fc.boolean(),
    show: fc.option(
      fc.record({
        match: fc.constantFrom('all' as const, 'any' as const),
        conditions: fc.array(
          fc.record({
            field: fc.constantFrom(...keys, 'nothing'),
            is: fc.constantFrom(...(['is', 'any_of', 'contains', 'filled', 'empty', 'at_least'] as const)),
            values: fc.array(fc.constantFrom('a', 'yes', '3'), { maxLength: 2 }),
          }),
          { maxLength: 3 },
        ),
      }),
      { nil: undefined },
    ),
  })
const anyForm = fc.tuple(...keys.map(anyField)) as fc.Arbitrary<Field[]>
const anyAnswers = fc.dictionary(
  fc.constantFrom(...keys, 'unknown'),
  fc.oneof(
    fc.constantFrom('a', 'b', '', ' x '),
    fc.integer({ min: 0, max: 9 }),
    fc.boolean(),
    fc.subarray(['a', 'b']),
  ),
) as fc.Arbitrary<Record<string, Answer>>

test('Whatever the form: answers of hidden questions are dropped, and dropping them changes nothing more.', () => {
  fc.assert(
    fc.property(anyForm, anyAnswers, (fields, given) => {
      const first = evaluate(fields, given, today)
      const shown = new Set(first.shown.map(({ key }) => key))
      for (const key of Object.keys(first.answers)) assert.ok(shown.has(key))
      for (const key of first.flaws.keys()) assert.ok(shown.has(key), 'only what is shown can be wrong')
      const again = evaluate(fields, first.answers, today)
      assert.deepEqual(again, first)
    }),
  )
})

test('Whatever the form: required questions without an answer are flaws when they are shown, and never else.', () => {
  fc.assert(
    fc.property(anyForm, anyAnswers, (fields, given) => {
      const { shown, answers, flaws } = evaluate(fields, given, today)
      for (const field of fields) {
        const isMissing =
          shown.includes(field) &&
          field.type !== 'section' &&
          field.is_required &&
          answers[field.key] === undefined
        assert.equal(flaws.get(field.key)?.code === 'required', isMissing === true, field.key)
      }
    }),
  )
})

test('Whatever the form without sections: the order of its questions decides nothing but their order.', () => {
  const flat = anyForm.map((fields) =>
    fields.map((field) => ({ ...field, type: field.type === 'section' ? ('text' as const) : field.type })),
  )
  // Circles are never published; conditions here look only at questions with an earlier letter.
  const straight = flat.map((fields) =>
    fields.map((field) => ({
      ...field,
      ...(field.show
        ? {
            show: {
              ...field.show,
              conditions: field.show.conditions.filter((each) => each.field < field.key),
            },
          }
        : {}),
    })),
  )
  fc.assert(
    fc.property(
      straight,
      anyAnswers,
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
      (fields, given, order) => {
        const mixed = order.map((index) => fields[index] as Field)
        const one = evaluate(fields as Field[], given, today)
        const other = evaluate(mixed, given, today)
        assert.deepEqual(other.shown.map(({ key }) => key).sort(), one.shown.map(({ key }) => key).sort())
        assert.deepEqual(other.answers, one.answers)
        assert.deepEqual([...other.flaws].sort(), [...one.flaws].sort())
      },
    ),
  )
})
