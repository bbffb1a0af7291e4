import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { badRowLine, csvCell, openBadRowFile } from './bad-rows.ts'
import { openImportFile } from './read/open-import-file.ts'
import { all, freshPath, publicData } from './test-data.ts'

test('a cell that a spreadsheet would take for a formula begins with an apostrophe', () => {
  for (const text of ['=1+1', '+1', '-100', '@SUM(A1)', '\t=1', ' =1', '＝1', '\0=1', '\r=1', '|calc']) {
    assert.match(csvCell(text), /^"'/, JSON.stringify(text))
  }
  for (const text of ['plain', '1-2', 'a=b', '']) assert.equal(csvCell(text), `"${text}"`)
  assert.equal(csvCell('say "hi"'), '"say ""hi"""')
})

test('the file of bad rows can be read back, is bounded, and counts what it left out', async () => {
  const path = freshPath('bad.csv')
  const file = openBadRowFile(path, 2)
  for (let line = 2; line < 7; line++)
    file.add({ line, column: 'state', value: '=cmd|x', reason: 'No, "never"\nmore' })
  assert.equal(await file.close(), 5)
  const rows = await all((await openImportFile(path)).rows)
  assert.deepEqual(
    rows.map(({ values }) => [values.line, values.reason]),
    [
      ['2', 'No, "never"\nmore'],
      ['3', 'No, "never"\nmore'],
      ['0', '3 more bad rows'],
    ],
  )
})

test('a file of bad rows that cannot be written says so', async () => {
  const file = openBadRowFile('/nowhere/at/all.csv')
  await new Promise((resolve) => setTimeout(resolve, 20))
  await assert.rejects(file.close(), /ENOENT/)
})

const naughty = publicData('naughty-strings/blns.json')
test('no string that breaks programs begins a formula in the file of bad rows', {
  skip: naughty.skip,
}, () => {
  const strings: string[] = JSON.parse(readFileSync(naughty.path, 'utf8'))
  for (const value of strings) {
    assert.doesNotMatch(badRowLine({ line: 1, column: '', value, reason: '' }), /^1,"",""?[=+\-@]/)
  }
})
