/** The public form: who may ask, what is mailed to whom, what becomes of it, and what is never done by it. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { after, before, beforeEach, test } from 'node:test'
import type { Answer, Client } from '../../../../test/helpers/server.ts'
import { tidyUploads } from '../../../core/attachments/tidy.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { takeIn } from '../mail/take-in.ts'
import { tendForm } from './entry.ts'
import { solve, solves } from './solve.ts'

let cast: Cast
let form: string
before(async () => {
  // Early in a day, since what one gets in a day is counted by days.
  cast = await startCast({
    now: '2026-06-15T08:00:00Z',
    env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' },
  })
  const [row] = await cast.rows('select slug from core.organization where id = $1', [cast.wardline.orgId])
  form = `/public/${row?.slug}/form`
})
after(() => cast?.wardline.close())
// Each test asks in an hour and from a network of its own.
beforeEach(async () => {
  cast.wardline.clock.advance(61_000)
  await cast.rows('delete from core.throttle')
})

type Words = Partial<
  Record<'title' | 'body' | 'name' | 'email' | 'phone' | 'topic_id' | 'puzzle', string>
> & {
  answer?: number
}
type FileOf = { name: string; type: string; content: Buffer }
const boundary = 'parts-of-the-form'

function multipartOf(asked: unknown, files: readonly FileOf[]): Buffer {
  const head = (line: string) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${line}\r\n`)
  return Buffer.concat([
    head('name="asked"'),
    Buffer.from(`\r\n${typeof asked === 'string' ? asked : JSON.stringify(asked)}\r\n`),
    ...files.flatMap(({ name, type, content }) => [
      head(`name="file"; filename="${name}"`),
      Buffer.from(`Content-Type: ${type}\r\n\r\n`),
      content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
}

const post = (body: Buffer): Promise<Answer> =>
  cast.wardline.anonymous.send('POST', form, body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })

/** Fills the form in as a browser does; the puzzle is solved unless an answer is given. */
async function asks(words: Words = {}, files: readonly FileOf[] = []): Promise<Answer> {
  const shown = must(await cast.wardline.anonymous.get(form)).body
  const { token, nonce, bits } = shown.puzzle
  return post(
    multipartOf(
      {
        topic_id: shown.topics[0].id,
        title: 'I cannot sign in to the visitor network',
        body: 'It says that the code is over.',
        name: 'Vera Visitor',
        email: 'vera@elsewhere.example',
        language: 'en',
        puzzle: token,
        answer: solve(nonce, bits),
        ...words,
      },
      files,
    ),
  )
}

// Hours pass in these tests, and sessions with them.
const signedIn = (name: string): Promise<Client> => cast.wardline.signIn(`${name}@main.example`, 'main')
const agent = () => signedIn('sam.agent')

async function setUp(over: Record<string, unknown> = {}, name = 'admin'): Promise<Answer> {
  const admin = await signedIn('admin')
  const { version } = must(await admin.get('/api/form')).body
  return (await signedIn(name)).send('PUT', '/api/form', {
    is_on: true,
    takes_files: true,
    mails_an_hour: 60,
    topics: [{ name: 'Visitor network', team_id: cast.network, category_id: null }],
    version,
    ...over,
  })
}

const mailsTo = (address: string) =>
  cast.rows(
    'select subject, body_text, body_html from core.outbox where to_address = $1 order by created_at, id',
    [address],
  )
async function linkTo(address: string): Promise<string> {
  const mail = (await mailsTo(address)).at(-1)
  return /confirm#(\S+)/.exec(String(mail?.body_text))?.[1] ?? ''
}
const confirm = (link: string) => cast.wardline.anonymous.post(`${form}/confirm`, { link })

/** Runs what was received as a worker does; answers the rows. */
async function takenIn(): Promise<Record<string, unknown>[]> {
  const waiting = await cast.rows("select id from channels.mail_in where state = 'received'")
  for (const { id } of waiting)
    await takeIn(cast.wardline.composition.app, { org: cast.wardline.orgId, mail: id })
  return cast.rows('select * from channels.mail_in where id = any($1::uuid[])', [waiting.map(({ id }) => id)])
}
const filesOnDisk = () =>
  readdirSync(cast.wardline.dataDir, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /^[0-9a-f]{32}$/.test(entry.name),
  ).length

test('The form is not there until an administrator offers it, with something to ask about.', async () => {
  const { anonymous } = cast.wardline
  assert.equal((await anonymous.get(form)).status, 404)
  assert.equal((await post(multipartOf('{}', []))).status, 404)
  assert.equal((await anonymous.get('/public/nowhere/form')).status, 404)
  assert.equal((await cast.agent.get('/api/form')).status, 403)
  assert.equal((await setUp({}, 'sam.agent')).status, 403)
  const empty = await setUp({ topics: [] })
  assert.deepEqual([empty.status, empty.body.errors[0].pointer], [422, '#/topics'])
  const first = must(await setUp()).body
  assert.equal((await setUp({ version: first.version - 1 })).status, 409, 'somebody changed it meanwhile')
  const shown = must(await anonymous.get(form))
  assert.deepEqual(
    shown.body.topics.map((topic: { name: string }) => topic.name),
    ['Visitor network'],
  )
  assert.match(String(shown.headers['x-robots-tag']), /noindex/)
  assert.doesNotMatch(JSON.stringify(shown.body), new RegExp(cast.network), 'no team is named')
  must(await setUp({ is_on: false }))
  assert.equal((await anonymous.get(form)).status, 404)
  must(await setUp())
})

test('What somebody asks is seen by nobody and mailed to nobody else until they confirm, once, by pressing a button.', async () => {
  assert.equal((await asks({ title: 'My <b>secret</b> words', phone: '+1 555 0100' })).status, 202)
  assert.deepEqual(await takenIn(), [])
  assert.equal(must(await (await agent()).get('/api/mail')).body.total, 0)
  const mails = await mailsTo('vera@elsewhere.example')
  assert.equal(mails.length, 1)
  assert.doesNotMatch(
    JSON.stringify(mails),
    /secret|Vera|555|visitor network/i,
    'no word of a stranger is mailed',
  )
  const link = await linkTo('vera@elsewhere.example')
  // What scanners of mail do with a link: they fetch it, and everything near it.
  await cast.wardline.anonymous.get(`${form}/confirm`)
  assert.equal((await cast.wardline.anonymous.get(`/ask/x/confirm#${link}`)).status < 500, true)
  assert.deepEqual(await takenIn(), [])
  assert.equal((await confirm(`${link}x`)).status, 410)
  assert.equal((await confirm(link)).status, 200)
  assert.equal((await confirm(link)).status, 410, 'a second time')
  const [row] = await takenIn()
  assert.deepEqual(
    [row?.state, row?.reason, row?.sender],
    ['quarantined', 'stranger', 'vera@elsewhere.example'],
  )
  const waiting = must(await (await agent()).get('/api/mail')).body.rows
  assert.equal(waiting[0].topic, 'Visitor network')
  const shown = must(await (await agent()).get(`/api/mail/${row?.id}`)).body
  assert.equal(shown.subject, 'My <b>secret</b> words')
  assert.match(shown.text, /code is over.*555/s)
  assert.equal((await mailsTo('vera@elsewhere.example')).length, 1, 'nothing else is mailed to a stranger')
})

test('Two confirmations at once make one request.', async () => {
  assert.equal((await asks({ email: 'twice@elsewhere.example' })).status, 202)
  const link = await linkTo('twice@elsewhere.example')
  const answers = await Promise.all([confirm(link), confirm(link), confirm(link)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410, 410])
  assert.equal((await takenIn()).length, 1)
})

test('Somebody known gets the same answer; confirmed, it is a ticket of theirs for the team of the topic, and never before.', async () => {
  const [unknown, known] = [
    await asks({ email: 'nobody@elsewhere.example' }),
    await asks({ email: 'Nora.Nurse@main.example' }),
  ]
  assert.deepEqual([unknown.status, unknown.body], [known.status, known.body])
  assert.deepEqual(
    (await mailsTo('nobody@elsewhere.example')).map(({ subject }) => subject),
    (await mailsTo('nora.nurse@main.example')).map(({ subject }) => subject),
  )
  const before = must(await (await signedIn('nora.nurse')).get('/api/tickets')).body.rows.length
  assert.equal((await confirm(await linkTo('nora.nurse@main.example'))).status, 200)
  const [row] = await takenIn()
  assert.equal(row?.state, 'taken_in')
  const ticket = must(await (await signedIn('nora.nurse')).get(`/api/tickets/${row?.record_id}`)).body
  assert.equal(ticket.title, 'I cannot sign in to the visitor network')
  assert.equal(must(await (await signedIn('nora.nurse')).get('/api/tickets')).body.rows.length, before + 1)
  const [stored] = await cast.rows('select requester_id, team_id from core.record where id = $1', [
    row?.record_id,
  ])
  assert.deepEqual(stored, { requester_id: cast.nurse.personId, team_id: cast.network })
})

test('A victim’s address given a thousand times gets two mails in an hour and four in a day, with nobody’s words.', async () => {
  const email = 'victim@elsewhere.example'
  const statuses: number[] = []
  for (let time = 0; time < 12; time++)
    statuses.push((await asks({ email: time % 2 ? email.toUpperCase() : email })).status)
  assert.deepEqual(statuses.slice(0, 3), [202, 202, 429])
  assert.equal((await mailsTo(email)).length, 2)
  for (let hour = 0; hour < 6; hour++) {
    cast.wardline.clock.advance(3_600_000)
    await asks({ email })
  }
  assert.ok((await mailsTo(email)).length <= 4, String((await mailsTo(email)).length))
  assert.deepEqual(await takenIn(), [])
})

test('All together get no more mails in an hour than the administrator lets them, and one network fewer still.', async () => {
  must(await setUp({ mails_an_hour: 3 }))
  const statuses: number[] = []
  for (let who = 0; who < 5; who++)
    statuses.push((await asks({ email: `crowd${who}@elsewhere.example` })).status)
  assert.deepEqual(statuses, [202, 202, 202, 429, 429])
  must(await setUp({ mails_an_hour: 1000 }))
  await cast.rows('delete from core.throttle')
  let last = 202
  let asked = 0
  while (last === 202 && asked < 40) {
    last = (await asks({ email: `network${asked++}@elsewhere.example` })).status
    cast.wardline.clock.advance(2_000)
  }
  assert.deepEqual([last, asked], [429, 21])
  must(await setUp())
})

test('One puzzle uses up one try of an hour and no more: nobody shuts the form for all others with it.', async () => {
  must(await setUp({ mails_an_hour: 4 }))
  const { token, nonce, bits } = must(await cast.wardline.anonymous.get(form)).body.puzzle
  const answer = solve(nonce, bits)
  for (let time = 0; time < 10; time++) {
    const { status } = await asks({ email: `shut${time}@elsewhere.example`, puzzle: token, answer })
    assert.equal(status, time === 0 ? 202 : 422)
  }
  const together = await Promise.all(
    Array.from({ length: 5 }, (_, time) =>
      asks({ email: `shut-${time}@elsewhere.example`, puzzle: token, answer }),
    ),
  )
  assert.deepEqual(new Set(together.map(({ status }) => status)), new Set([422]))
  assert.equal((await asks({ email: 'open@elsewhere.example' })).status, 202)
  must(await setUp())
})

test('An address with a tag is the address without it: tags get nobody more mails.', async () => {
  const statuses: number[] = []
  for (const tag of ['', '+a', '+b', '+c.d'])
    statuses.push((await asks({ email: `tagged${tag}@elsewhere.example` })).status)
  assert.deepEqual(statuses, [202, 202, 429, 429])
  assert.equal((await asks({ email: 'tagged@other.example' })).status, 202)
})

test('A puzzle counts once, solved, for an hour, and for its own organization; it grows harder with what comes in.', async () => {
  const { anonymous } = cast.wardline
  const shown = must(await anonymous.get(form)).body
  const { token, nonce, bits } = shown.puzzle
  const answer = solve(nonce, bits)
  const hash = createHash('sha256').update(`${nonce}.${answer}`).digest()
  assert.ok(Math.clz32(hash.readUInt32BE()) >= bits, 'it is SHA-256')
  let wrong = answer + 1
  while (solves(nonce, wrong, bits)) wrong++
  const over = async (words: Words) => (await asks(words)).body.type
  assert.equal(await over({ email: 'p0@elsewhere.example', puzzle: token, answer: wrong }), 'puzzle-over')
  assert.equal((await asks({ email: 'p1@elsewhere.example', puzzle: token, answer })).status, 202)
  assert.equal(await over({ email: 'p2@elsewhere.example', puzzle: token, answer }), 'puzzle-over')
  assert.equal(await over({ email: 'p3@elsewhere.example', puzzle: `${token}x`, answer }), 'puzzle-over')
  const late = must(await anonymous.get(form)).body.puzzle
  cast.wardline.clock.advance(61 * 60_000)
  const answered = solve(late.nonce, late.bits)
  assert.equal(
    await over({ email: 'p4@elsewhere.example', puzzle: late.token, answer: answered }),
    'puzzle-over',
  )
  const easy = must(await anonymous.get(form)).body.puzzle.bits
  const now = cast.wardline.clock.now().toISOString()
  await cast.rows(
    `insert into channels.form_entry (org_id, id, topic_id, puzzle_hash, storage_key, size_bytes, created_at, expires_at)
     select $1, gen_random_uuid(), $2, sha256(n::text::bytea), n::text, 1, $3, $3 from generate_series(1, 400) n`,
    [cast.wardline.orgId, shown.topics[0].id, now],
  )
  cast.wardline.clock.advance(1_000)
  assert.ok(must(await anonymous.get(form)).body.puzzle.bits > easy)
  await cast.rows('delete from channels.form_entry where size_bytes = 1')
})

test('Files come along, and what is not safe, too large or too much is refused with a sentence and leaves nothing.', async () => {
  const note = { name: 'screen shot.txt', type: 'text/plain', content: Buffer.from('The code is 0000') }
  const program = { name: 'setup.exe', type: 'application/octet-stream', content: Buffer.from('MZ') }
  const before = filesOnDisk()
  for (const [files, status] of [
    [[program], 422],
    [[note, note, note, note, note, note], 413],
    [[{ ...note, content: Buffer.alloc(10 * 1024 ** 2 + 1, 'a') }], 422],
  ] as const) {
    await cast.rows('delete from core.throttle')
    const answer = await asks({ email: 'files@elsewhere.example' }, files)
    assert.equal(answer.status, status, JSON.stringify(answer.body))
  }
  assert.equal(filesOnDisk(), before)
  assert.equal((await mailsTo('files@elsewhere.example')).length, 0)
  await cast.rows('delete from core.throttle')
  assert.equal((await asks({ email: 'sam.agent@main.example' }, [note])).status, 202)
  must(await confirm(await linkTo('sam.agent@main.example')))
  const [row] = await takenIn()
  const files = await cast.rows('select name, media_type from core.attachment where record_id = $1', [
    row?.record_id,
  ])
  assert.deepEqual(files, [{ name: 'screen shot.txt', media_type: 'text/plain' }])
  must(await setUp({ takes_files: false }))
  assert.equal((await asks({ email: 'no-files@elsewhere.example' }, [note])).status, 422)
  must(await setUp())
})

test('What is not confirmed within a day is deleted with its files, and its link is over.', async () => {
  await takenIn()
  cast.wardline.clock.advance(25 * 3_600_000)
  await tendForm(cast.wardline.composition.app, {})
  await runRemovals()
  const before = filesOnDisk()
  assert.equal((await asks({ email: 'late@elsewhere.example' })).status, 202)
  const link = await linkTo('late@elsewhere.example')
  assert.equal(filesOnDisk(), before + 1)
  // What waits is in use: tidying up leaves it.
  await tidyUploads(cast.wardline.composition.app)
  assert.equal(filesOnDisk(), before + 1)
  cast.wardline.clock.advance(24 * 3_600_000 + 1_000)
  assert.equal((await confirm(link)).status, 410)
  await tendForm(cast.wardline.composition.app, {})
  await runRemovals()
  assert.equal(filesOnDisk(), before)
  assert.deepEqual(await cast.rows('select id from channels.form_entry'), [])
})

test('Lines in names and words never become lines of the mail, and a patient’s number is masked as everywhere.', async () => {
  assert.equal(
    (
      await asks({
        email: 'nora.nurse@main.example',
        name: 'Nora‮ =?utf-8?Q?x?=',
        title: 'Bcc: other@elsewhere.example',
        body: 'MRN 00123456 of the patient\r\n.\r\n--the-parts-of-what-was-asked\r\nContent-Type: text/html\r\n\r\n<script>',
      })
    ).status,
    202,
  )
  must(await confirm(await linkTo('nora.nurse@main.example')))
  const [row] = await takenIn()
  assert.equal(row?.state, 'taken_in')
  assert.equal(row?.storage_key, null, 'the original with a patient’s number does not stay')
  const [message] = await cast.rows('select body from core.message where record_id = $1', [row?.record_id])
  assert.doesNotMatch(String(message?.body), /00123456/)
  const wrong = await asks({ email: 'a@b.example, victim@elsewhere.example' })
  assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '#/email'])
  for (const asked of ['{', '[]', '{"email":1}'])
    assert.equal((await post(multipartOf(asked, []))).status, 422)
  const gone = await asks({ topic_id: '00000000-0000-7000-8000-000000000001' })
  assert.deepEqual([gone.status, gone.body.errors[0].pointer], [422, '#/topic_id'])
})

/** The files that jobs were told to remove. */
async function runRemovals(): Promise<void> {
  const { app } = cast.wardline.composition
  const jobs = await cast.rows(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'attachments.remove_file' returning j.payload`,
  )
  for (const { payload } of jobs)
    await app.registry.jobs.get('attachments.remove_file')?.(app, payload as Record<string, unknown>)
}
