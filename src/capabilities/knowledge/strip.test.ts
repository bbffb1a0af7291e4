import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameFinder, patterns, strip } from './strip.ts'

const textOf = (text: string, names: string[] = []) => strip(text, names).text

test('Names that are known go, whole or in part, whatever their case; a word that only begins like one stays.', () => {
  const names = ['Nora Nurse', 'Nora', 'Nurse', 'Anne-Marie O’Neil']
  assert.equal(
    textOf('Hi, NORA NURSE here. Ask Nora or Anne-Marie O’Neil.', names),
    'Hi, [removed: name] here. Ask [removed: name] or [removed: name].',
  )
  assert.equal(textOf('The nursery is fine.', names), 'The nursery is fine.')
})

test('A patient’s name goes although nobody knows it; the word after a title in small letters stays.', () => {
  assert.equal(
    textOf('Patient John Q. Doe in 4B. Mrs. Smith too.'),
    'Patient [removed: name] in 4B. Mrs. [removed: name] too.',
  )
  assert.equal(textOf('The patient list is empty.'), 'The patient list is empty.')
})

test('What staff write of a patient goes in each of its forms: signs, small letters, lists, and every kind of number.', () => {
  const forms: Record<string, string> = {
    'patient #4412345 cannot': 'patient #[removed: number] cannot',
    'acct #44123456': 'acct #[removed: number]',
    'MRN 44 12 345': 'MRN [removed: number]',
    'visit 4412-3345': 'visit [removed: number]',
    'encounter 55123': 'encounter [removed: number]',
    'Patient ID 44123': 'Patient ID [removed: number]',
    'MRN number 44123': 'MRN number [removed: number]',
    'Patient: John Smith': 'Patient: [removed: name]',
    'patient, John Smith': 'patient, [removed: name]',
    'Patient - John Smith': 'Patient - [removed: name]',
    'patient’s name is John Smith': 'patient’s name is [removed: name]',
    'Patient’s Full Name: John Smith': 'Patient’s Full Name: [removed: name]',
    'patient john smith room 4': 'patient [removed: name] room 4',
    'SMITH, JOHN chart': '[removed: name] chart',
    'Lee, Ann in 4B': '[removed: name] in 4B',
  }
  for (const [text, wanted] of Object.entries(forms)) assert.equal(textOf(text), wanted)
  for (const text of [
    'the patient will wait',
    'VPN, MFA and EHR',
    'visit 2 of 3',
    'the patient portal, then',
  ])
    assert.equal(textOf(text), text)
})

test('Mail addresses and telephone numbers go.', () => {
  assert.equal(textOf('Write to nora.nurse@willow.example.'), 'Write to [removed: mail].')
  for (const number of ['(555) 123-4567', '555-123-4567', '+1 555 123 4567', 'ext. 4711'])
    assert.equal(textOf(`Call ${number} now`), 'Call [removed: phone] now', number)
})

test('Record numbers, social security numbers and dates of birth go.', () => {
  assert.equal(textOf('MRN: 00123456'), 'MRN: [removed: number]')
  assert.equal(textOf('mrn 4711'), 'mrn [removed: number]')
  assert.equal(textOf('SSN 078-05-1120 and 219-09-9999'), 'SSN [removed: number] and [removed: number]')
  assert.equal(textOf('DOB 04/12/1956'), 'DOB [removed: date]')
  assert.equal(textOf('born on 4 March 1956'), 'born on [removed: date]')
  assert.equal(textOf('seen 2024-02-29'), 'seen [removed: date]')
  assert.equal(textOf('number 12345678 fails'), 'number [removed: number] fails')
})

test('What helps to solve it stays: error codes, versions, names of devices, addresses of pages, short numbers.', () => {
  const text =
    'Error 0x80070005 on WS-04412, version 10.2.31, step 3 of 12, port 8080, https://apps.example/start'
  assert.deepEqual(strip(text, ['Nora Nurse']), {
    text,
    removed: { name: 0, mail: 0, phone: 0, number: 0, date: 0 },
  })
})

test('It counts what it took, and a long text is no burden.', () => {
  const { removed } = strip('Nora, nora@x.example, MRN 123456', ['Nora'])
  assert.deepEqual(removed, { name: 1, mail: 1, phone: 0, number: 1, date: 0 })
  assert.equal(strip('1 '.repeat(50_000), ['Nora']).text.length, 100_000)
})

test('No pattern repeats without a bound, so that one long word or many blanks keep nobody waiting.', () => {
  const endless = /[*+]|\{\d+,\}/
  const all = [...patterns, nameFinder(['Anne Marie O’Neil+*', 'Nora  Nurse'])!]
  for (const { source } of all) {
    // What is escaped, and what stands between brackets, repeats nothing.
    const bare = source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '')
    assert.doesNotMatch(bare, endless, source)
  }
  for (const text of ['a'.repeat(100_000), `MRN${' '.repeat(100_000)}x`, `Patient${' '.repeat(100_000)}x`])
    assert.equal(textOf(text, ['Nora Nurse']), text)
  assert.equal(textOf(`${'a'.repeat(70)}@willow.example`), `${'a'.repeat(6)}[removed: mail]`)
})
