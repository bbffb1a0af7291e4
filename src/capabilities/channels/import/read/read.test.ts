import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { isImportFault } from '../import-error.ts'
import { all, fixture, publicData } from '../test-data.ts'
import { sniffDelimiter } from './delimiter.ts'
import { detectEncoding } from './encoding.ts'
import { openImportFile, type ReadOptions } from './open-import-file.ts'
import type { BadRow } from './row.ts'

async function read(content: string | Uint8Array, options: ReadOptions = {}) {
  const file = await openImportFile(fixture(content), options)
  return { ...file, rows: await all(file.rows) }
}

async function values(content: string | Uint8Array, options: ReadOptions = {}) {
  return (await read(content, options)).rows.map((row) => ({ ...row.values }))
}

const fault = (code: string) => (error: unknown) => isImportFault(error) && error.code === code

const torture = publicData('csv')
test('every CSV of the torture set is read as its JSON says', { skip: torture.skip }, async () => {
  const names = readdirSync(join(torture.path, 'csvs')).map((name) => name.replace('.csv', ''))
  assert.equal(names.length, 12)
  for (const name of names) {
    const file = await openImportFile(join(torture.path, 'csvs', `${name}.csv`))
    const rows = (await all(file.rows)).map((row) => ({ ...row.values }))
    const expected = JSON.parse(readFileSync(join(torture.path, 'json', `${name}.json`), 'utf8'))
    if (name === 'location_coordinates') {
      // Its JSON is one object instead of a list, with another telephone number than the CSV.
      assert.deepEqual(rows, [{ ...expected, 'Contact Phone Number': '2095257564' }])
    } else {
      assert.deepEqual(rows, expected, name)
    }
  }
})

const naughty = publicData('naughty-strings/blns.json')
test('strings that break programs come through a CSV unchanged', { skip: naughty.skip }, async () => {
  const strings: string[] = JSON.parse(readFileSync(naughty.path, 'utf8'))
  assert.equal(strings.length, 485)
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  for (const delimiter of [',', ';', '\t', '|']) {
    const lines = strings.map((text, index) => `${index}${delimiter}${quoted(text)}`)
    const rows = await values(`n${delimiter}text\r\n${lines.join('\r\n')}\r\n`)
    assert.deepEqual(
      rows.map((row) => row.text),
      strings,
    )
  }
})

test('the line of each row is where it starts, also after line feeds inside quotes and empty lines', async () => {
  const { rows } = await read('a,b\n1,"x\ny\nz"\n\n2,y\r\n3,"p\r\nq"\r\n4,z')
  assert.deepEqual(
    rows.map(({ line, values }) => [line, values.a]),
    [
      [2, '1'],
      [6, '2'],
      [7, '3'],
      [9, '4'],
    ],
  )
})

test('each of the usual delimiters is recognized, and quoted text does not mislead', async () => {
  assert.equal(sniffDelimiter('a,b,c\n1,2,3\n'), ',')
  assert.equal(sniffDelimiter('a;b;c\n"1,2,3,4";"x,y,z,w";3\n'), ';')
  assert.equal(sniffDelimiter('a\tb\n1,5\t2,5\n'), '\t')
  assert.equal(sniffDelimiter('a|b|c\n1|2|3\n'), '|')
  assert.equal(sniffDelimiter('only\none\n'), ',')
  assert.deepEqual(await values('sep=;\na;b\n1,5;2\n'), [{ a: '1,5', b: '2' }])
})

test('text is read right in UTF-8 with and without mark, UTF-16 with and without mark, and Windows-1252', async () => {
  const text = 'name,ward\nZoë Müller,Kinderstation – “Süd” €5\nÅsa,Østfold\n'
  const expected = [
    { name: 'Zoë Müller', ward: 'Kinderstation – “Süd” €5' },
    { name: 'Åsa', ward: 'Østfold' },
  ]
  const mark = Buffer.from([0xef, 0xbb, 0xbf])
  const cases: [string, Buffer][] = [
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.concat([mark, Buffer.from(text)])],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(text, 'utf-16le')])],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(text, 'utf-16be')])],
    ['utf-16le', iconv.encode(text, 'utf-16le')],
    ['utf-16be', iconv.encode(text, 'utf-16be')],
    ['windows-1252', iconv.encode(text, 'windows-1252')],
  ]
  for (const [encoding, bytes] of cases) {
    for (const content of [bytes, gzipSync(bytes)]) {
      const file = await read(content)
      assert.equal(file.encoding, encoding)
      assert.deepEqual(
        file.rows.map((row) => ({ ...row.values })),
        expected,
        encoding,
      )
    }
  }
})

test('one accented letter in the last line decides the encoding of a large file', async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `${index},plain text`).join('\n')
  assert.equal(
    await detectEncoding(fixture(iconv.encode(`n,t\n${lines}\n1,é\n`, 'windows-1252'))),
    'windows-1252',
  )
  assert.equal(await detectEncoding(fixture(`n,t\n${lines}\n1,é\n`)), 'utf-8')
})

test('a named encoding overrides the guess, and UTF-8 that is not UTF-8 is refused with a sentence', async () => {
  const bytes = iconv.encode('a\nпривет\n', 'windows-1251')
  assert.deepEqual(await values(bytes, { encoding: 'Windows-1251' }), [{ a: 'привет' }])
  await assert.rejects(values(bytes, { encoding: 'utf-8' }), fault('encoding-broken'))
  await assert.rejects(values(bytes, { encoding: 'klingon' }), fault('encoding-unknown'))
})

test('a file that is empty, a spreadsheet, binary, cut-off gzip or too large is refused with its own reason', async () => {
  await assert.rejects(read(''), fault('file-empty'))
  await assert.rejects(read(' \n \n'), fault('file-empty'))
  await assert.rejects(read('PK\u0003\u0004rest of a zip'), fault('format-unknown'))
  await assert.rejects(read(Buffer.from([1, 0, 0, 0, 200, 0, 0, 0, 7, 0, 0])), fault('encoding-unknown'))
  const packed = gzipSync('a,b\n1,2\n'.repeat(10_000))
  await assert.rejects(read(packed.subarray(0, packed.length - 20)), fault('file-not-gzip'))
  await assert.rejects(
    read(gzipSync(Buffer.alloc(5_000_000, 65)), { unpacked_bytes_max: 1_000_000 }),
    fault('file-too-large'),
  )
})

test('a quote that never closes and a field beyond the bound are refused with their line', async () => {
  await assert.rejects(
    read('a,b\n1,2\n3,"open\n4,5\n'),
    (error) => fault('csv-broken')(error) && isImportFault(error) && error.line === 3,
  )
  const long = `a,b\n1,2\n3,"${'x'.repeat(2_000)}"\n`
  await assert.rejects(
    read(long, { field_length_max: 1_000 }),
    (error) => isImportFault(error) && error.code === 'csv-field-too-large' && error.line === 3,
  )
  assert.equal((await values(long, { field_length_max: 2_000 })).length, 2)
})

test('a row with too few or too many fields is a bad row, and the rest is read', async () => {
  const bad: BadRow[] = []
  const rows = await values('a,b\n1\n2,x\n3,y,z\n4,z\n', { onBadRow: (row) => bad.push(row) })
  assert.deepEqual(
    rows.map((row) => row.a),
    ['2', '4'],
  )
  assert.deepEqual(
    bad.map(({ line, reason }) => [line, reason]),
    [
      [2, 'The row has 1 fields, the heading has 2.'],
      [4, 'The row has 3 fields, the heading has 2.'],
    ],
  )
})

test('column names that are empty, repeated or dangerous are only names', async () => {
  const { columns, rows } = await read('id,,id,__proto__,constructor\n1,2,3,4,5\n')
  assert.deepEqual(columns, ['id', 'column 2', 'id (2)', '__proto__', 'constructor'])
  const [row] = rows
  assert.deepEqual(Object.entries(row?.values ?? {}).slice(3), [
    ['__proto__', '4'],
    ['constructor', '5'],
  ])
  assert.equal(row?.values.toString, undefined)
  assert.equal(({} as Record<string, unknown>).constructor, Object)
})

const xes = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0"><string key="creator" value="x"/>
<global scope="event"><string key="concept:name" value="default"/></global>
<trace><string key="concept:name" value="T1"/><string key="vip" value="yes &amp; no"/>
<event><string key="concept:name" value="New"/><date key="time:timestamp" value="2024-03-01T10:00:00+01:00"/>
<list key="l"><values><string key="hidden" value="1"/></values></list></event>
<event><int key="n" value="5"><string key="meta" value="2"/></int></event></trace></log>`

test('an XES log gives one row an event with the attributes of its trace, plain and gzip', async () => {
  for (const content of [xes, gzipSync(xes)]) {
    const { format, columns, rows } = await read(content)
    assert.equal(format, 'xes')
    assert.deepEqual(columns, ['case:concept:name', 'case:vip', 'concept:name', 'time:timestamp', 'n'])
    assert.deepEqual(
      rows.map(({ line, values }) => ({ line, ...values })),
      [
        {
          line: 5,
          'case:concept:name': 'T1',
          'case:vip': 'yes & no',
          'concept:name': 'New',
          'time:timestamp': '2024-03-01T10:00:00+01:00',
        },
        { line: 7, 'case:concept:name': 'T1', 'case:vip': 'yes & no', n: '5' },
      ],
    )
  }
})

test('broken XML, XML that is no event log, and a document type with entities are refused', async () => {
  await assert.rejects(read('<log><trace></log>'), fault('xes-broken'))
  await assert.rejects(read('<log><trace>'), fault('xes-broken'))
  await assert.rejects(read('<html><body/></html>'), fault('xes-broken'))
  const bomb =
    '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log><trace><string key="k" value="&b;"/></trace></log>'
  await assert.rejects(read(bomb), fault('xes-broken'))
})

const csvLog = publicData('problem-log/BPI13C.csv')
const xesLog = publicData('problem-log/BPI_Challenge_2013_closed_problems.xes.gz')
test('the problem log has the same events in CSV and XES', { skip: csvLog.skip || xesLog.skip }, async () => {
  const fromCsv = await all((await openImportFile(csvLog.path)).rows)
  const fromXes = await all((await openImportFile(xesLog.path)).rows)
  assert.equal(fromCsv.length, 6_660)
  const csvEvents = fromCsv.map(({ values }) => [
    values['case:concept:name'],
    `${values['concept:name']}-${values['lifecycle:transition']}`,
    values['org:resource'],
    values['org:group'],
  ])
  const xesEvents = fromXes.map(({ values }) => [
    values['case:concept:name'],
    values.Activity,
    values.Resource,
    values['org:group'],
  ])
  assert.deepEqual(xesEvents, csvEvents)
})
