import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { type Answer, type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { makeTar } from './import/archive/test-archives.ts'
import { testLog, testMapping } from './test-log.ts'

let wardline: Wardline
let admin: Client
before(async () => {
  wardline = await startWardline({ jobs: true })
  admin = await wardline.admin()
})
after(() => wardline.close())

function upload(content: string | Buffer): Promise<Answer> {
  const boundary = 'wardline-test-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="f.csv"\r\ncontent-type: text/csv\r\n\r\n`
  const body = Buffer.concat([
    Buffer.from(head),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return admin.send('POST', '/api/imports', body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
}

/** Uploads what must be accepted, tries the mapping, and answers how that ended. */
async function preview(content: string | Buffer, mapping: object = testMapping): Promise<Answer['body']> {
  const { status, body } = await upload(content)
  assert.equal(status, 200, JSON.stringify(body))
  const started = await admin.post(`/api/imports/${body.id}/preview`, { mapping })
  assert.equal(started.status, 200, JSON.stringify(started.body))
  for (let tries = 0; tries < 400; tries++) {
    const { body: run } = await admin.get(`/api/imports/${body.id}`)
    if (run.state !== 'previewing') return run
    await sleep(50)
  }
  throw new Error('The run did not come to its end.')
}

/** A gzip file that unpacks to a gigabyte of this byte: many members of 16 MB each. */
function bomb(byte: string): Buffer {
  const member = gzipSync(Buffer.alloc(16 * 1024 ** 2, byte))
  return Buffer.concat(Array.from({ length: 64 }, () => member))
}

const log = testLog(3)
const quoteOpen = log.replace('T00001,2,', '"T00001,2,')

test('What cannot be read is refused at the upload by a sentence that says why, with the line where there is one.', async () => {
  const folder = join(wardline.dataDir, 'imports')
  const laughs = `<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`).join('')}]>\n<log><trace><string key="k" value="&lol9;"/></trace></log>`
  const cases: [name: string, content: string | Buffer, sentence: RegExp][] = [
    ['nothing', '', /^The file is empty\.$/],
    ['blank lines', '\n \n\r\n', /^The file is empty\.$/],
    ['a byte order mark alone', '\ufeff', /^The file is empty\.$/],
    ['a heading alone', `${log.split('\n')[0]}\n`, /Below the heading line there is no row/],
    ['only rows that do not fit the heading', 'a,b\n1\n2\n', /Below the heading line there is no row/],
    ['zero bytes', Buffer.alloc(5_000), /not text: it holds zero bytes/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /neither CSV nor XES/],
    ['UTF-32', Buffer.from('fffe0000690000006400000', 'hex'), /UTF-32/],
    ['gzip that was cut off', gzipSync(log).subarray(0, 40), /damaged or cut off/],
    ['a gigabyte of zeros', bomb('\0'), /not text/],
    ['a gigabyte in one line', bomb('a'), /record of line 1 holds a field of more than/],
    [
      'a line of 10 MB',
      `id,words\n1,${'x'.repeat(10 * 1024 ** 2)}\n`,
      /record of line 2 holds a field of more than/,
    ],
    ['XES with entities', laughs, /^Line \d+: .*document type, which is refused/],
    ['XES that breaks off', '<log>\n<trace>\n<event>', /^(Line \d+: )?The XES file is broken/],
    ['XES without events', '<log></log>', /holds no events/],
    ['a web page', '<html><body>x</body></html>', /begins with <log>, not <html>/],
    ['a tar without articles', makeTar([{ path: 'a.txt', content: 'x' }]), /no Markdown files/],
  ]
  for (const [name, content, sentence] of cases) {
    const { status, body } = await upload(content)
    assert.deepEqual([name, status, body.errors?.[0].pointer], [name, 422, '#/file'])
    assert.match(body.errors[0].detail, sentence, name)
  }
  assert.deepEqual(readdirSync(folder), [], 'nothing of them is kept')
  assert.ok(process.memoryUsage().rss < 1.2e9, `${process.memoryUsage().rss} bytes are held`)
})

test('What is only found further down ends the trial with a sentence and a line.', async () => {
  const many = testLog(200)
  const far = many.replace('T00150,2,', '"T00150,2,')
  const run = await preview(far)
  assert.deepEqual([run.state, run.report], ['failed', null])
  assert.match(run.failure, /A quote that opens in the record of line 904 never closes\./)
  const wide = await preview(`${many}T99999,1,${'x'.repeat(5 * 1024 ** 2)}\n`)
  assert.match(wide.failure, /record of line 1202 holds a field of more than/)
  // In so short a file the quote is met at once.
  const { status, body } = await upload(quoteOpen)
  assert.equal(status, 422)
  assert.match(body.errors[0].detail, /line 10 never closes/)
})

test('A mapping that does not fit its file says which column, delimiter or encoding is wrong.', async () => {
  const lacks = await preview(log, { ...testMapping, key: 'ticket', time: 'moment' })
  assert.match(lacks.failure, /"ticket".*"moment"|"moment".*"ticket"/)
  const semicolon = await preview(log, { ...testMapping, file: { delimiter: ';' } })
  assert.match(semicolon.failure, /no column/)
  const encoded = await preview(log, { ...testMapping, file: { encoding: 'klingon' } })
  assert.match(encoded.failure, /The encoding "klingon" cannot be read\./)
  const latin = Buffer.from(log.replaceAll('Ward', 'Säule'), 'latin1')
  const wrong = await preview(latin, { ...testMapping, file: { encoding: 'utf-8' } })
  assert.match(wrong.failure, /not valid UTF-8 \(after byte \d+\)\. Name its encoding/)
  const { id } = (await upload(log)).body
  const refused = await admin.post(`/api/imports/${id}/run`, {
    mapping: { ...testMapping, dates: { pattern: 'Q', zone: 'Nowhere/Land' } },
  })
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '#/mapping'])
  assert.match(refused.body.errors[0].detail, /Nowhere\/Land|pattern/)
})

test('Odd encodings, delimiters, zero bytes and doubled columns are read as what they are.', async () => {
  const names = log.replaceAll('Ward 1', 'Säule „1“')
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']) {
    const run = await preview(iconv.encode(names, encoding, { addBOM: encoding.startsWith('utf-16') }))
    assert.deepEqual([encoding, run.state, run.report.rows_rejected], [encoding, 'previewed', 0])
    assert.ok(run.report.names.places.examples.includes('Säule „1“'), encoding)
  }
  for (const delimiter of [';', '\t', '|']) {
    const run = await preview(log.replaceAll(',', delimiter))
    assert.deepEqual([run.shape.delimiter, run.report.tickets], [delimiter, 3])
  }
  const zeros = await preview(log.replaceAll('Screen dark', 'Screen\0dark'))
  assert.deepEqual([zeros.state, zeros.report.rows_rejected], ['previewed', 0])
  const rejected = await preview(log.replaceAll(',Waiting,', ',\0Wai\ud83dting,'))
  assert.deepEqual([rejected.state, rejected.report.rows_rejected], ['previewed', 3])
  assert.equal(rejected.report.bad_rows[0].value, 'Wai\ufffdting')
  const named = (await upload('i\0d,title\n1,The printer on 4 West is dead\n')).body
  assert.equal(named.shape.columns[0].name, 'id')
  const doubled = (await upload('id,title,title\n1,a,b\n')).body
  assert.deepEqual(
    doubled.shape.columns.map((column: { name: string; samples: string[] }) => [column.name, column.samples]),
    [
      ['id', ['1']],
      ['title', ['a']],
      ['title (2)', ['b']],
    ],
  )
  const wide = (
    await upload(`${Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(',')}\n${'x,'.repeat(19_999)}x\n`)
  ).body
  assert.equal(wide.shape.columns.length, 500)
})
