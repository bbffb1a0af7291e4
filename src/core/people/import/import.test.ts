import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { auditActions } from '../fixture.ts'
import { readPeople, sniffDelimiter } from './read.ts'

let wardline: Wardline
let admin: Client

before(async () => {
  wardline = await startWardline()
  await wardline.owner.query(
    "update core.role set permissions = array(select distinct unnest(permissions || '{people.import}')) where key = 'administrator'",
  )
  admin = await wardline.admin()
})
after(() => wardline.close())

const preview = (text: string, more = {}) => admin.post('/api/people/import/preview', { text, ...more })
const run = async (text: string, more = {}) => {
  const { body } = await preview(text, more)
  return admin.post('/api/people/import/run', { text, hash: body.hash, ...more })
}
const find = async (q: string) => (await admin.get(`/api/people?q=${encodeURIComponent(q)}`)).body.rows[0]

const file = `Employee ID;Full name;E-mail;Job title;Dept;Campus;Manager e-mail;Language
1001;Ruth Radiology;ruth@main.example;Chief;Radiology;North;;English
1002;Tom Tech;tom@main.example;Technician;radiology;North;ruth@main.example;español
`

test('A preview tells what would happen and writes nothing; the run does exactly that.', async () => {
  const shown = await preview(file)
  assert.equal(shown.status, 200, JSON.stringify(shown.body))
  assert.equal(shown.body.delimiter, ';')
  assert.deepEqual(
    shown.body.columns.map((column: { field: string }) => column.field),
    ['external_key', 'name', 'email', 'title', 'department', 'site', 'manager_email', 'language'],
  )
  assert.deepEqual([shown.body.created, shown.body.updated, shown.body.refused], [2, 0, 0])
  assert.deepEqual([shown.body.departments, shown.body.sites], [['Radiology'], ['North']])
  assert.equal((await wardline.owner.query("select from core.person where name = 'Tom Tech'")).rowCount, 0)
  const done = await admin.post('/api/people/import/run', { text: file, hash: shown.body.hash })
  assert.equal(done.body.created, 2)
  const tom = (await admin.get(`/api/people/${(await find('Tom Tech')).id}`)).body
  assert.equal(tom.manager.name, 'Ruth Radiology')
  assert.equal(tom.department.name, 'Radiology')
  assert.equal(tom.language, 'es')
  assert.deepEqual(
    tom.roles.map((role: { key: string }) => role.key),
    ['requester'],
  )
  assert.ok((await auditActions(wardline)).includes('people.import'))
})

test('The same file again changes nothing, also when two run it at once.', async () => {
  const again = await run(file)
  assert.deepEqual([again.body.created, again.body.updated, again.body.unchanged], [0, 0, 2])
  const fresh = 'name,email\nAt Once,at.once@main.example\n'
  const { hash } = (await preview(fresh)).body
  const both = await Promise.all(
    [1, 2].map(() => admin.post('/api/people/import/run', { text: fresh, hash })),
  )
  assert.deepEqual(both.map(({ body }) => body.created).sort(), [0, 1])
})

test('A changed row updates the person; an empty cell takes nothing away.', async () => {
  const changed = await run('Employee ID,Name,E-mail,Title\n1002,Thomas Tech,,Senior technician\n')
  assert.equal(changed.body.updated, 1)
  assert.deepEqual(changed.body.rows[0].changes.sort(), ['name', 'title'])
  const tom = await find('Thomas Tech')
  assert.equal(tom.email, 'tom@main.example')
})

test('Bad rows are reported with line and column, and the rest goes in.', async () => {
  const text = [
    'name,email,phone,manager,language',
    'Good One,good1@main.example,,,',
    ',nameless@main.example,,,',
    'No Key,,,,',
    'Bad Address,not an address,,,',
    'Good One Again,GOOD1@main.example,,,',
    'Odd Manager,odd@main.example,,ghost@main.example,',
    'Odd Language,lang@main.example,,,klingon',
    `Too Long,long@main.example,${'5'.repeat(70)},,`,
    'Extra,extra@main.example,,,,,,boo',
    'Own Boss,own@main.example,,own@main.example,',
    'Good Two,good2@main.example,,good1@main.example,es',
  ].join('\n')
  const { body } = await run(text)
  assert.equal(body.created, 2)
  assert.equal(body.refused, 9)
  assert.deepEqual(
    body.errors.map((error: { line: number }) => error.line),
    [3, 4, 5, 6, 7, 8, 9, 10, 11],
  )
  assert.equal(body.errors[2].column, 'email')
  assert.match(body.report_csv, /^line,column,reason\r\n/)
})

test('The report of errors runs nothing in a spreadsheet.', async () => {
  const { body } = await preview('name,"=cmd|\' /C calc\'!A0",key\nX,,1\n', {
    mapping: { "=cmd|' /C calc'!A0": 'email' },
  })
  assert.equal(body.refused, 0)
  const bad = await preview('name,=HYPERLINK("x")\nX,no address\n', {
    mapping: { '=HYPERLINK("x")': 'email' },
  })
  assert.equal(bad.status, 422)
  const quoted = await preview('name,"=HYPERLINK(""x"")"\nX,no address\n', {
    mapping: { '=HYPERLINK("x")': 'email' },
  })
  assert.equal(quoted.body.refused, 1)
  assert.match(quoted.body.report_csv, /"'=HYPERLINK/)
})

test('Another file than the previewed one, or none at all, is refused.', async () => {
  const { body } = await preview(file)
  const other = await admin.post('/api/people/import/run', { text: `${file}x`, hash: body.hash })
  assert.equal(other.status, 409)
  assert.equal((await admin.post('/api/people/import/run', { text: file })).status, 422)
  for (const text of [
    '',
    'name,email\n',
    'color,shape\nred,round\n',
    'name\nJust A Name\n',
    '"never closed\na,b',
  ])
    assert.equal((await preview(text)).status, 422, JSON.stringify(text))
  assert.equal(
    (await admin.post('/api/people/import/preview', { text: `name,email\n${'x'.repeat(6_000_000)}` })).status,
    422,
  )
  assert.equal((await admin.post('/api/people/import/preview', { text: 'x'.repeat(12_000_000) })).status, 413)
})

test('Only those who may import people do.', async () => {
  const agent = await wardline.person('Ann Agent', ['help-desk'])
  assert.equal((await agent.post('/api/people/import/preview', { text: file })).status, 403)
  assert.equal((await wardline.anonymous.post('/api/people/import/preview', { text: file })).status, 401)
})

test('A number and an address of two different people are not mixed up, and a merged double is known again.', async () => {
  const mixed = await run('employee id,name,email\n1001,Ruth,tom@main.example\n')
  assert.match(mixed.body.errors[0].detail, /Merge the two first/)
  const double = await admin.post('/api/people', { name: 'R. Radiology', external_key: '9001' })
  const ruth = await find('Ruth Radiology')
  await admin.post(`/api/people/${double.body.id}/merge`, { into_id: ruth.id })
  const again = await run('employee id,name,title\n9001,Ruth Radiology,Chief of radiology\n')
  assert.deepEqual([again.body.created, again.body.updated], [0, 1], JSON.stringify(again.body))
})

test('An import does not take over the login of somebody who may do more.', async () => {
  await admin.send('PATCH', `/api/people/${admin.personId}`, { external_key: 'BOSS' })
  await wardline.owner.query(
    "update core.role set permissions = permissions || '{people.import,people.read}' where key = 'it-trainer'",
  )
  const clerk = await wardline.person('Cleo Clerk', ['it-trainer'])
  const text = 'employee id,name,email\nBOSS,Ada Admin,mine@main.example\n'
  const shown = await clerk.post('/api/people/import/preview', { text })
  assert.equal(shown.body.refused, 1)
  assert.match(shown.body.errors[0].detail, /manages roles/)
  // Whoever answers the phone, shows the badge or is the manager vouches for the person as well.
  for (const [column, value] of [
    ['phone', '+1 312 555 0199'],
    ['extension', '4711'],
    ['badge', 'B-4711'],
    ['manager email', 'cleo.clerk@main.example'],
  ]) {
    const other = `employee id,name,${column}\nBOSS,Ada Admin,${value}\n`
    const { body } = await clerk.post('/api/people/import/preview', { text: other })
    assert.deepEqual([body.refused, body.updated], [1, 0], `${column}: ${JSON.stringify(body)}`)
  }
})

test('An import leaves emergency accounts alone, even that of somebody who manages roles.', async () => {
  const account = await wardline.person('Emergency 1', [])
  await wardline.owner.query(
    "insert into core.emergency_account (org_id, person_id, owner_id, role_ids, hours_max, created_at) select $1, $2, $3, array_agg(id), 4, now() from core.role where org_id = $1 and key = 'administrator'",
    [wardline.orgId, account.personId, admin.personId],
  )
  const text = 'name,email,phone\nMine,emergency.1@main.example,+1 312 555 0199\n'
  const { body } = await preview(text)
  assert.deepEqual([body.refused, body.updated], [1, 0])
  assert.match(body.errors[0].detail, /emergency account/)
})

test('Every usual delimiter and a byte order mark are recognized.', () => {
  for (const delimiter of [',', ';', '\t', '|']) {
    const text = `\uFEFFname${delimiter}email\n"A, B; C"${delimiter}a@b.example\n`
    assert.equal(sniffDelimiter(text), delimiter)
    assert.deepEqual(
      readPeople(text).rows.map(({ name, email }) => [name, email]),
      [['A, B; C', 'a@b.example']],
    )
  }
})

test('Ten thousand people are imported in one go.', async () => {
  const lines = Array.from(
    { length: 10_000 },
    (_, n) => `B${n},Person Number ${n},p${n}@bulk.example,Ward ${n % 40}`,
  )
  const text = `employee id,name,email,department\n${lines.join('\n')}\n`
  const started = performance.now()
  const { body } = await run(text)
  assert.equal(body.created, 10_000)
  assert.equal(body.departments.length, 40)
  assert.ok(performance.now() - started < 60_000)
})

const demo = new URL('../demo/data/people-hospital.csv', import.meta.url)
test('The hospital’s list of staff is read with its names in two columns.', {
  skip: existsSync(demo) ? false : 'the list is missing',
}, () => {
  const text = readFileSync(demo, 'utf8')
  const first = text.split('\n')[0] ?? ''
  assert.match(first, /first,last/)
  const withKeys = text
    .split('\n')
    .filter(Boolean)
    .map((line, index) => `${line},${index === 0 ? 'employee id' : index}`)
    .join('\n')
  const read = readPeople(withKeys, { manager: '' })
  assert.deepEqual(read.errors, [])
  assert.ok(read.rows.every((row) => row.name.includes(' ')))
})
