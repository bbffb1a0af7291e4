import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge, judgedTexts, measures, sum } from '../judged/judge.ts'
import { isBankAccount, isCard, isMedicare, isSocial } from './checks.ts'
import { detect, type Looking } from './detect.ts'
import { formatOf, formatProblem } from './format.ts'
import { staffOf } from './staff.ts'

const usual: Looking = { formats: [], contextWords: new Set(), isStaff: () => false, yearNow: 2026 }
const found = (text: string, looking: Partial<Looking> = {}, threshold = 0.6) =>
  detect(text, { ...usual, ...looking })
    .filter(({ score }) => score >= threshold)
    .map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`)

test('Half of the judged texts, that no rule was written for, are judged well.', () => {
  const find = (text: string) => detect(text, usual).filter(({ score }) => score >= 0.6)
  for (const which of ['tuned', 'held-out'] as const) {
    const { precision, recall, f2 } = measures(sum(Object.values(judge(judgedTexts(which), find))))
    assert.ok(precision >= 0.95 && recall >= 0.75 && f2 >= 0.8, `${which}: ${precision}, ${recall}, ${f2}`)
  }
})

test('Numbers are held to their checks; those that cannot be are let through.', () => {
  assert.deepEqual(
    [isSocial('219099999'), isSocial('000120000'), isSocial('666121234'), isSocial('912345678')],
    [true, false, false, false],
  )
  assert.deepEqual([isCard('4111111111111111'), isCard('4111111111111112')], [true, false])
  assert.deepEqual(
    [isBankAccount('DE89370400440532013000'), isBankAccount('DE89370400440532013001')],
    [true, false],
  )
  assert.deepEqual([isMedicare('1EG4TE5MK73'), isMedicare('1EG4TE5MK7I')], [true, false])
})

test('What a help desk writes of devices, versions, tickets and colleagues is let through.', () => {
  for (const text of [
    'Patient portal is down, error 0x80070005, build 10.2.3345, ticket #4482913',
    'Printer HP-3W-014 serial CNB9K12345 on 10.20.30.40 since 03/14/2024',
    'Call me at 555-201-3344 or ext 4412, thanks, Maria Lopez RN',
    'See https://help.example.org/pt/4471823 and @[John Smith](person:0b5e7c0e-0000-4000-8000-000000000000)',
    'See https://help.example.org/patient/print?name=HP-3W-014&pid=12 and [pt list](https://kb/pt/lists)',
    'pt ⟦name 0123456789⟧ is masked already',
  ])
    assert.deepEqual(found(text), [], text)
})

test('What links, their words and false masks say of a patient is found.', () => {
  assert.deepEqual(found('https://epic.example.org/chart?mrn=4471823&name=John+Smith&tab=labs'), [
    'mrn 4471823',
    'name John+Smith',
  ])
  assert.deepEqual(found('see https://epic.example.org/patient/4471823/labs?dob=1961-03-04'), [
    'mrn 4471823',
    'birth 1961-03-04',
  ])
  assert.deepEqual(found('[chart](https://epic.example.org/open?patient_id=4471823)'), ['mrn 4471823'])
  for (const text of ['[x](pt John Smith MRN 4471823)', '⟦pt John Smith MRN 4471823⟧'])
    assert.deepEqual(found(text), ['name John Smith', 'mrn 4471823'], text)
})

test('What devices are known by is no card; the serial number of an implant is a patient’s.', () => {
  for (const text of [
    'IMEI: 356938035643809',
    'New phone for 4 West, 356938035643809',
    'SIM ICCID is 8944500102198304826',
    'serial number 4111111111111111',
    'S/N: 4111 1111 1111 1111, asset 4111111111111111',
  ])
    assert.deepEqual(found(text), [], text)
  assert.deepEqual(found('paid with amex 378282246310005'), ['account 378282246310005'])
  assert.deepEqual(found('her pacemaker serial 44718230'), ['device 44718230'])
  assert.deepEqual(found('Somebody typed 4111111111111111 into the note'), ['account 4111111111111111'])
})

test('Names of the staff are no patients, unless the text says that theirs is one’s.', () => {
  const isStaff = staffOf(['Maria Lopez', 'Sam Agent', 'Maria Garcia'])
  const text = 'Allergy band ordered, Maria Lopez cannot log in'
  assert.deepEqual(found(text), ['name Maria Lopez'])
  assert.deepEqual(found(text, { isStaff }), [])
  assert.deepEqual(found('pt Lopez in bed 4', { isStaff }), ['name Lopez'])
  assert.deepEqual(found('pt Maria Garcia MRN 4471823', { isStaff }), ['name Maria Garcia', 'mrn 4471823'])
  assert.deepEqual(found('Maria Garcia, DOB 3/4/1961', { isStaff }), ['name Maria Garcia', 'birth 3/4/1961'])
})

test('An organization’s formats and words are looked for; any sign stands for itself.', () => {
  const formats = [formatOf('QZ-9999.9'), formatOf('(A)99999')]
  assert.deepEqual(found('Tube QZ-1234.5, not QZ-1234x5 nor QZ-1234.56', { formats }), ['mrn QZ-1234.5'])
  assert.deepEqual(found('Tube (Q)12345', { formats }), ['mrn (Q)12345'])
  const text = 'resi phones from 555-201-3344'
  assert.deepEqual(found(text), [])
  assert.deepEqual(found(text, { contextWords: new Set(['resi']) }), ['phone 555-201-3344'])
})

test('Labels stand behind their value too, records come in pairs, and whose a telephone is is said before it.', () => {
  for (const [text, ...wanted] of [
    ['merge mrn 7719203 / 7719230', 'mrn 7719203', 'mrn 7719230'],
    ['88172634 (MRN) is locked', 'mrn 88172634'],
    ['3/4/1961 (DOB) is wrong', 'birth 3/4/1961'],
    ['DOB: 12MAR1950 in ADT', 'birth 12MAR1950'],
    ['pt kowalczyk dob 3/4/61 is gone', 'name kowalczyk', 'birth 3/4/61'],
    ['SMITH,JOHN A 03/04/61 M is there twice', 'name SMITH,JOHN A', 'birth 03/04/61'],
    ['her cell is 415-555-0182', 'phone 415-555-0182'],
    ['her laptop is slow, call 415-555-0182'],
    ['asset 0048291 and 0048292 are to be replaced'],
    ['pt correct dob field is grey'],
    ['The baby monitor is offline'],
  ] as const)
    assert.deepEqual(found(text), wanted, text)
})

test('A format says how many signs; one that finds everything or could keep the server busy is refused.', () => {
  const formats = [formatOf('M-9{6,8}'), formatOf('X{2}9{3}')]
  assert.deepEqual(found('M-123456 M-12345678 M-12345 M-123456789 a1234', { formats }), [
    'mrn M-123456',
    'mrn M-12345678',
    'mrn a1234',
  ])
  for (const good of ['9999', 'M-9{6,8}', 'A{1,2}9{3,4}', '9{3,4}-9{3,4}'])
    assert.equal(formatProblem(good), undefined, good)
  for (const bad of [
    'A{2}99',
    '9{3',
    '9{4,3}',
    '9{0}999{}',
    '9{41}',
    '9{3,9}9{3,9}',
    '9{3,9}X{2,3}',
    '9{3,9}9A{0,1}9{1,2}',
  ])
    assert.ok(formatProblem(bad), bad)
  const started_ms = performance.now()
  found('1234567'.repeat(20_000), { formats: [formatOf('9{3,20}-9{3,19}')] })
  assert.ok(performance.now() - started_ms < 5_000)
})

test('Long hostile texts come to an end, and each place lies in the text, over no other, and cuts no character.', () => {
  const parts = [
    'pt ',
    'Maria de la ',
    '@',
    'a@a.',
    '1',
    '1-',
    '1/1/',
    '(1) ',
    'DOB ',
    'MRN: ',
    '@[',
    '](',
    'https://',
    '⟦name ',
    ', ',
    'Smith',
    "'",
    '😀',
    '\n',
    'calle ',
    '12 Oak ',
    '\u0301',
    ' ',
  ]
  let seed = 7
  const next = () => {
    seed = (seed * 48271) % 2147483647
    return seed
  }
  const texts = [
    ...parts.map((part) => part.repeat(Math.ceil(60_000 / part.length))),
    ...Array.from({ length: 30 }, () =>
      Array.from({ length: 3000 }, () => parts[next() % parts.length]).join(''),
    ),
  ]
  for (const text of texts) {
    let end = 0
    for (const { from, to, score } of detect(text, usual)) {
      assert.ok(from >= end && to > from && to <= text.length && score > 0 && score <= 1)
      assert.ok(text.slice(from, to).isWellFormed())
      end = to
    }
  }
})
