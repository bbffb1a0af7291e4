import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { type Dictionary, mergeDictionaries, sentences, withManyForms } from './dictionary.ts'

const source = resolve(import.meta.dirname, '../..')
const englishFiles = globSync('**/en.json', { cwd: source })

test('Dictionaries of two capabilities become one', () => {
  assert.deepEqual(mergeDictionaries([{ a: { x: '1' } }, { a: { y: '2' }, b: '3' }]), {
    a: { x: '1', y: '2' },
    b: '3',
  })
})

test('A sentence that two dictionaries define is refused, since one would silently win', () => {
  assert.throws(() => mergeDictionaries([{ a: { x: '1' } }, { a: { x: '2' } }]), /"a\.x" is defined twice/)
  assert.throws(() => mergeDictionaries([{ a: { x: '1' } }, { a: 'text' }]), /"a" is defined twice/)
})

test('The form for a million is the plural one where a dictionary does not say', () => {
  assert.deepEqual(withManyForms({ a: { row_one: 'fila', row_other: 'filas' } }), {
    a: { row_one: 'fila', row_other: 'filas', row_many: 'filas' },
  })
})

for (const file of englishFiles) {
  test(`Every sentence of ${file} is there in Spanish, with the same values in it`, () => {
    const english = sentences(read(file))
    const spanish = sentences(read(file.replace(/en\.json$/, 'es.json')))
    assert.deepEqual([...spanish.keys()].sort(), [...english.keys()].sort())
    for (const [key, sentence] of english) {
      assert.deepEqual(valuesIn(spanish.get(key) ?? ''), valuesIn(sentence), key)
    }
  })

  test(`Every plural of ${file} has its singular`, () => {
    const keys = new Set(sentences(read(file)).keys())
    for (const key of keys) {
      if (key.endsWith('_other')) assert.ok(keys.has(key.replace(/_other$/, '_one')), key)
    }
  })
}

test('The sentences of all capabilities can stand side by side', () => {
  assert.doesNotThrow(() => mergeDictionaries(englishFiles.map(read)))
})

function read(file: string): Dictionary {
  return JSON.parse(readFileSync(resolve(source, file), 'utf8')) as Dictionary
}

function valuesIn(sentence: string): string[] {
  return [...sentence.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort()
}
