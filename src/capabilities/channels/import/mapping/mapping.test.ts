import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isImportFault } from '../import-error.ts'
import { openImportFile } from '../read/open-import-file.ts'
import type { Row } from '../read/row.ts'
import { freshPath, publicData, readyMapping } from '../test-data.ts'
import { compileMapping } from './compile.ts'
import { compileDatePattern, dateReader } from './dates.ts'
import { guessMapping } from './guess.ts'
import { checkMapping, loadMapping, type Mapping, mappingText, parseMapping, saveMapping } from './mapping.ts'

const folder = join(import.meta.dirname, '../mappings')

test('every mapping that comes with the product loads, and saving it gives the same file', async () => {
  const names = readdirSync(folder)
  assert.equal(names.length, 5)
  for (const name of names) {
    const mapping = await loadMapping(join(folder, name))
    const path = freshPath('saved.json')
    await saveMapping(path, mapping)
    assert.deepEqual(await loadMapping(path), mapping, name)
    assert.deepEqual(parseMapping(mappingText(mapping)), mapping)
  }
})

async function changed(change: (mapping: Mapping) => void): Promise<string> {
  const mapping = await loadMapping(readyMapping('generic-snapshot'))
  change(mapping)
  try {
    checkMapping(mapping)
    return 'accepted'
  } catch (error) {
    assert.ok(isImportFault(error) && error.code === 'mapping-invalid')
    return error.message
  }
}

test('a mapping with a mistake is refused with a sentence that names it', async () => {
  assert.equal(await changed(() => {}), 'accepted')
  assert.match(
    await changed((m) => m.columns.push({ column: 'X', field: 'wages' })),
    /"wages", which is not a field/,
  )
  assert.match(
    await changed((m) => m.columns.push({ column: 'X', field: 'title' })),
    /Two columns .* "title"/,
  )
  assert.match(
    await changed((m) => {
      m.dates.zone = 'Mars/Olympus'
    }),
    /not a time zone/,
  )
  assert.match(
    await changed((m) => {
      m.dates.pattern = 'D/M'
    }),
    /lacks the year/,
  )
  assert.match(
    await changed((m) => {
      m.dates.pattern = 'YYYY-MM-DD foo'
    }),
    /"foo" means nothing/,
  )
  assert.match(
    await changed((m) => {
      m.finalColumns = ['Nowhere']
    }),
    /final column/,
  )
  assert.match(
    await changed((m) => {
      m.constants = { kind: 'wish' }
    }),
    /must be one of incident/,
  )
  assert.match(
    await changed((m) => {
      m.source = 'event-log'
    }),
    /needs a time column/,
  )
  assert.match(
    await changed((m) => {
      m.source = 'conversation'
    }),
    /needs a time column/,
  )
  assert.match(
    await changed((m) => {
      Object.assign(m, { surprise: 1 })
    }),
    /not valid/,
  )
  assert.throws(() => parseMapping('{'), /not JSON/)
})

test('columns that the file lacks are named', async () => {
  const mapping = await loadMapping(readyMapping('generic-snapshot'))
  const all = mapping.columns.map(({ column }) => column)
  assert.doesNotThrow(() => compileMapping(mapping, all))
  assert.throws(
    () =>
      compileMapping(
        mapping,
        all.filter((column) => column !== 'Status' && column !== 'Group'),
      ),
    /no column "Status", "Group"/,
  )
})

test('values are mapped by their table, unknown words are empty, and the rest is kept or rejected as chosen', async () => {
  const mapping = await loadMapping(readyMapping('servicenow-incident-log'))
  const { columns } = compileMapping(mapping)
  const read = (column: string, text: string) =>
    columns.find((reader) => reader.column === column)?.read(text)
  assert.deepEqual(read('incident_state', 'Awaiting Vendor'), { value: 'waiting_on_vendor' })
  assert.deepEqual(read('incident_state', '-100'), { value: null })
  assert.match(JSON.stringify(read('incident_state', 'Frozen')), /no value for this state/)
  assert.deepEqual(read('priority', '2 - High'), { value: 2 })
  assert.deepEqual(read('contact_type', 'Carrier pigeon'), { value: 'import' })
  assert.deepEqual(read('assignment_group', '?'), { value: null })
  assert.deepEqual(read('assignment_group', ' Group 7\0 '), { value: 'Group 7' })
  assert.match(JSON.stringify(read('reopen_count', 'many')), /whole number/)
  assert.match(JSON.stringify(read('opened_at', '31/2/2016 01:00')), /D\/M\/YYYY H:mm in UTC/)
})

test('dates are read by their pattern in their zone', () => {
  const read = (pattern: string, zone: string, text: string) => dateReader(pattern, zone)(text)
  assert.equal(read('D/M/YYYY H:mm', 'UTC', '29/2/2016 01:16'), '2016-02-29T01:16:00.000Z')
  assert.equal(read('D/M/YYYY H:mm', 'UTC', '29/2/2015 01:16'), undefined)
  assert.equal(read('D/M/YYYY H:mm', 'UTC', '2/29/2016 01:16'), undefined)
  assert.equal(read('D/M/YYYY H:mm', 'UTC', '29/2/2016 24:16'), undefined)
  assert.equal(read('M/D/YYYY h:mm A', 'America/New_York', '7/4/2024 12:05 AM'), '2024-07-04T04:05:00.000Z')
  assert.equal(read('M/D/YYYY h:mm A', 'America/New_York', '7/4/2024 13:05 PM'), undefined)
  assert.equal(read('D-MMM-YY', 'UTC', '03-Mar-24'), '2024-03-03T00:00:00.000Z')
  assert.equal(read('iso', 'Asia/Kolkata', '2024-01-01 05:30'), '2024-01-01T00:00:00.000Z')
  assert.equal(read('iso', 'UTC', '2024-01-01T05:30:00.123456+05:30'), '2024-01-01T00:00:00.123Z')
  assert.equal(read('YYYY-MM-DD HH:mm:ssZ', 'UTC', '2022-01-02 11:12:51+00:00'), '2022-01-02T11:12:51.000Z')
  assert.equal(
    read('YYYY-MM-DD HH:mm:ss[+00:00]', 'Europe/Stockholm', '2006-01-11 15:49:42+00:00'),
    '2006-01-11T14:49:42.000Z',
  )
  assert.equal(read('unix', 'UTC', '1456708560'), '2016-02-29T01:16:00.000Z')
  assert.equal(read('unix-ms', 'UTC', 'soon'), undefined)
})

test('a time that a clock change skips or doubles is read as the mapping says', () => {
  const skipped = '2024-03-31 02:30'
  const doubled = '2024-10-27 02:30'
  const read = (whenUnclear: 'compatible' | 'earlier' | 'later' | 'reject') => {
    const reader = dateReader('YYYY-MM-DD HH:mm', 'Europe/Berlin', whenUnclear)
    return [reader(skipped), reader(doubled)]
  }
  assert.deepEqual(read('compatible'), ['2024-03-31T01:30:00.000Z', '2024-10-27T00:30:00.000Z'])
  assert.deepEqual(read('earlier'), ['2024-03-31T00:30:00.000Z', '2024-10-27T00:30:00.000Z'])
  assert.deepEqual(read('later'), ['2024-03-31T01:30:00.000Z', '2024-10-27T01:30:00.000Z'])
  assert.deepEqual(read('reject'), [undefined, undefined])
})

test('a date pattern that cannot be used says why', () => {
  assert.deepEqual(compileDatePattern('YYYY-MM-DD YYYY'), { problem: 'it names the year twice.' })
  assert.ok('problem' in compileDatePattern('DD of MM YYYY'))
  assert.ok('expression' in compileDatePattern('DD [of] MM YYYY'))
})

const rowsOf = (lines: Record<string, string>[]): Row[] =>
  lines.map((values, index) => ({ line: index + 2, values }))

test('the wizard guesses a snapshot from headings and values', () => {
  const rows = rowsOf([
    {
      'Ticket ID': '1',
      Subject: 'No login',
      Status: 'In Progress',
      Priority: 'High',
      'Created At': '23/04/2024 09:15',
      Assignee: 'Ana',
      Zzz: '1',
    },
    {
      'Ticket ID': '2',
      Subject: 'Printer',
      Status: 'Weird',
      Priority: 'Low',
      'Created At': '02/05/2024 10:00',
      Assignee: 'N/A',
      Zzz: '2',
    },
  ])
  const { mapping, doubts } = guessMapping(Object.keys(rows[0]?.values ?? {}), rows, 'Europe/Madrid')
  assert.equal(mapping.source, 'snapshot')
  assert.equal(mapping.key, 'Ticket ID')
  assert.deepEqual(mapping.dates, { pattern: 'D/M/YYYY H:mm', zone: 'Europe/Madrid' })
  assert.deepEqual(mapping.unknown, ['n/a'])
  assert.deepEqual(Object.fromEntries(mapping.columns.map(({ column, field }) => [column, field])), {
    'Ticket ID': 'number',
    Subject: 'title',
    Status: 'state',
    Priority: 'priority',
    'Created At': 'createdAt',
    Assignee: 'owner',
  })
  assert.deepEqual(mapping.columns.find(({ field }) => field === 'state')?.values, { 'In Progress': 'open' })
  assert.deepEqual(doubts, ['The state "Weird" was not recognized; rows with it are rejected.'])
})

test('the wizard says when day and month may be the other way round, and when it finds nothing', () => {
  const rows = rowsOf([{ id: '1', created: '03/04/2024 09:15' }])
  assert.match(guessMapping(['id', 'created'], rows).doubts.join(), /day and month/)
  const lost = guessMapping(['foo', 'bar'], rowsOf([{ foo: 'x', bar: 'y' }]))
  assert.equal(lost.mapping.source, 'snapshot')
  assert.ok(lost.doubts.length >= 2)
})

for (const [name, source, key] of [
  ['incident-log/incident_event_log.csv.gz', 'event-log', 'number'],
  ['problem-log/BPI13C.csv', 'event-log', 'case:concept:name'],
  ['ticket-conversations/utterances.csv', 'conversation', 'issueid'],
] as const) {
  const data = publicData(name)
  test(`the wizard recognizes ${name}`, { skip: data.skip }, async () => {
    const file = await openImportFile(data.path)
    const sample: Row[] = []
    for await (const row of file.rows) if (sample.push(row) >= 500) break
    const { mapping } = guessMapping(file.columns, sample)
    assert.equal(mapping.source, source)
    assert.equal(mapping.key, key)
    assert.equal(
      JSON.parse(readFileSync(readyMapping('servicenow-incident-log'), 'utf8')).format,
      mapping.format,
    )
  })
}
