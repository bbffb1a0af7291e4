import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanFileName, isExecutableName } from './file-name.ts'

const naughtyFile = join(process.env.WARDLINE_DATA ?? '../shared/data', 'naughty-strings/blns.json')

test('Ordinary names in any script stay as they are', () => {
  for (const name of [
    'screenshot.png',
    'Résumé été.pdf',
    '検査結果 2026.xlsx',
    'تقرير.pdf',
    'családfa 👨‍👩‍👧.jpg',
    'a.b.c.txt',
    'no extension',
    'notes v1.2 (final) [copy] & more, 100%.md',
    "it's.txt",
  ]) {
    assert.equal(cleanFileName(name).display, name)
    assert.equal(cleanFileName(name).original, name)
  }
})

test('Odd names become safe ones, and what was sent is kept for the record', () => {
  const cases: [given: string, display: string][] = [
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\windows\\win.ini', '_.._windows_win.ini'],
    ['/absolute.txt', '_absolute.txt'],
    ['C:\\temp\\a.txt', 'C__temp_a.txt'],
    ['a\u2215b\uff0fc.txt', 'a_b_c.txt'],
    ['a\r\nContent-Type: text/html\r\n\r\n.txt', 'a Content-Type_ text_html.txt'],
    ['nul\u0000byte.txt', 'nul byte.txt'],
    ['cod\u202egpj.txt', 'codgpj.txt'],
    ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
    ['e\u0301.txt', 'é.txt'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['Aux.tar.gz', '_Aux.tar.gz'],
    ['COM1.log', '_COM1.log'],
    ['lpt³.txt', '_lpt³.txt'],
    ['console.txt', 'console.txt'],
    ['', 'file'],
    ['.', 'file'],
    ['..', 'file'],
    ['   ', 'file'],
    ['\u202e', 'file'],
    ['.htaccess', 'htaccess'],
    ['report.pdf. . ', 'report.pdf'],
    ['stream.txt::$DATA', 'stream.txt__$DATA'],
    ['a<b>"c"|d?e*.txt', 'a_b__c__d_e_.txt'],
    ['photo.exe.jpg', 'photo_exe.jpg'],
    ['a.js.bat.jpg', 'a.js_bat.jpg'],
    ['broken\ud800.txt', 'broken\ufffd.txt'],
  ]
  for (const [given, display] of cases) assert.equal(cleanFileName(given).display, display, given)
  assert.equal(cleanFileName('cod\u202egpj.txt').original, 'cod\u202egpj.txt')
  assert.equal(cleanFileName('a\u0000b').original, 'a\ufffdb', 'a database cannot keep the zero character')
})

test('A name of 300 or a million characters is cut, its extension kept and no character broken', () => {
  for (const [letter, length] of [
    ['a', 300],
    ['é', 300],
    ['👩', 300],
    ['a', 1_000_000],
  ] as const) {
    const { display, original } = cleanFileName(`${letter.repeat(length)}.pdf`)
    assert.ok(Buffer.byteLength(display) <= 180)
    assert.ok(display.isWellFormed())
    if (length === 300) assert.match(display, /\.pdf$/)
    assert.ok([...original].length <= 1000)
  }
})

test('Programs are known by their last extension, however it is dressed up', () => {
  for (const name of [
    'a.exe',
    'A.EXE',
    'report.pdf.exe',
    'a.exe.',
    'a.exe . .',
    'x.ps1',
    'x.LNK',
    'a b.js',
  ]) {
    assert.equal(isExecutableName(name), true, name)
    assert.equal(isExecutableName(cleanFileName(name).display), true, name)
  }
  assert.equal(isExecutableName(cleanFileName('cod\u202egpj.exe').display), true)
  assert.equal(isExecutableName(cleanFileName('a.ex\u200be').display), true)
  for (const name of ['a.txt', 'exe', 'exe.pdf', 'a.json', 'jsmith.csv', 'a.exe.jpg']) {
    assert.equal(isExecutableName(name), false, name)
  }
})

function assertSafe(given: string): void {
  const { display, original } = cleanFileName(given)
  assert.ok(display.length > 0 && Buffer.byteLength(display) <= 180 && display.isWellFormed(), given)
  assert.doesNotMatch(display, /[\p{Cc}\p{Zl}\p{Zp}/\\:*?"<>|\u202a-\u202e\u2066-\u2069]/u)
  assert.doesNotMatch(display, /^[. ]|[. ]$/)
  assert.ok(original.isWellFormed() && !original.includes('\u0000'))
  assert.equal(cleanFileName(display).display, display, 'a cleaned name is not changed again')
}

test('Any text at all becomes a safe name, and cleaning it twice changes nothing more', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), assertSafe), { numRuns: 2000 })
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('.', ' ', 'exe', 'con', '_', '\u200b', 'a', 'e\u0301') }),
      assertSafe,
    ),
    {
      numRuns: 2000,
    },
  )
})

test('Each naughty string becomes a safe file name', {
  skip: existsSync(naughtyFile) ? false : 'the naughty strings are not on this machine',
}, () => {
  const strings = JSON.parse(readFileSync(naughtyFile, 'utf8')) as string[]
  assert.ok(strings.length > 400)
  for (const text of strings) assertSafe(text)
})
