/**
 * How many mails a second are read, stored, and made into tickets, beside the parser alone: node bench/mail.ts [mails]
 * [passes]. With WARDLINE_DATA the mails are those of people in its collection, else replies that are written here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { parseApart } from '../src/capabilities/channels/mail/parse-apart.ts'
import { receiveMail } from '../src/capabilities/channels/mail/receive.ts'
import { takeIn } from '../src/capabilities/channels/mail/take-in.ts'
import { startWardline } from '../test/helpers/server.ts'

const mails = Number(process.argv[2] ?? 1000)
const passes = Number(process.argv[3] ?? 3)
const at_once = 16
/** One person may write thirty in an hour. */
const mails_of_one = 25

/** A reply as mail programs write it: plain and HTML, with what it answers to below and a small picture. */
function mailOf(number: number): Buffer {
  const words = `The printer on ward ${number % 40} is out of toner again.\r\n\r\nOn Monday the help desk wrote:\r\n${'> We have it.\r\n'.repeat(40)}`
  const lines = [
    `From: nurse${number}@ward.example`,
    'To: desk@main.example',
    `Subject: Re: Printer ${number}`,
    `Message-ID: <${number}@ward.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=m',
    '',
    '--m',
    'Content-Type: multipart/alternative; boundary=a',
    '',
    '--a',
    'Content-Type: text/plain; charset=utf-8',
    '',
    words,
    '--a',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<div><p>${words}</p></div>`,
    '--a--',
    '--m',
    'Content-Type: image/png; name="logo.png"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.alloc(6_000, number % 251).toString('base64'),
    '--m--',
  ]
  return Buffer.from(lines.join('\r\n'))
}

/** The mails of people in the collection, which are read without fault. */
async function collection(): Promise<Buffer[]> {
  const folder = join(process.env.WARDLINE_DATA ?? '', 'mail')
  if (process.env.WARDLINE_DATA === undefined || !existsSync(folder)) return []
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const read = await Promise.all(
    files.map(async (each) => {
      const content = readFileSync(join(each.parentPath, each.name))
      const kind = await parseApart(content).then(
        (mail) => mail.kind,
        () => undefined,
      )
      return kind === 'person' ? [content] : []
    }),
  )
  return read.flat()
}

const ofPeople = await collection()

/** The mail under another Message-ID, from somebody who is known. */
function mailNumber(number: number): Buffer {
  const content = ofPeople[number % Math.max(ofPeople.length, 1)] ?? mailOf(number)
  const text = content.toString('latin1')
  const end = text.search(/\r?\n\r?\n/)
  const head = text
    .slice(0, end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .replace(/^(from|sender|message-id|in-reply-to|references):.*(\r?\n|$)/gim, '')
    .trimEnd()
  const own = `From: nurse${Math.floor(number / mails_of_one)}@ward.example\r\nMessage-ID: <${number}@ward.example>\r\n`
  return Buffer.from(own + head + text.slice(end), 'latin1')
}

async function perSecond(first: number, work: (number: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const started_ms = performance.now()
  const client = async () => {
    while (next < mails) await work(first + next++)
  }
  await Promise.all(Array.from({ length: at_once }, client))
  return Math.round((mails / (performance.now() - started_ms)) * 1000)
}

const wardline = await startWardline()
const { app } = wardline.composition
const org = wardline.orgId
// Unlike in tests every write is durable.
for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
  await wardline.owner.query(`alter system set ${setting} = on`)
await wardline.owner.query('select pg_reload_conf()')
await wardline.owner.query(
  `with nurse as (
     insert into core.person (org_id, id, name, email)
     select $1, gen_random_uuid(), 'Nurse ' || n, 'nurse' || n || '@ward.example' from generate_series(0, $2::int) n returning org_id, id)
   insert into core.role_assignment (org_id, id, person_id, role_id, valid_from)
   select n.org_id, gen_random_uuid(), n.id, r.id, now() - interval '1 day' from nurse n join core.role r on r.org_id = n.org_id and r.key = 'requester'`,
  [org, Math.ceil((mails * (passes * 3 + 1)) / mails_of_one)],
)
// The threads are there before anything is measured.
await Promise.all([parseApart(mailOf(-1)), parseApart(mailOf(-2))])
const source = { mailbox: null, kept_days: 30 }
const kept = new Map<number, string>()
const receive = async (number: number) => {
  const id = await receiveMail(app, org, mailNumber(number), source)
  if (id !== undefined) kept.set(number, id)
}

const count = async (where: string) =>
  Number((await wardline.owner.query(`select count(*) from channels.mail_in where ${where}`)).rows[0].count)

/** All that waits, by the workers of the product. */
async function byWorkers(first: number): Promise<number> {
  for (let number = first; number < first + mails; number++) await receive(number)
  const started_ms = performance.now()
  await wardline.composition.startJobs()
  while ((await count("state = 'received'")) > 0) await new Promise((done) => setTimeout(done, 50))
  return Math.round((mails / (performance.now() - started_ms)) * 1000)
}

const figures = new Map<string, number[]>()
const note = async (what: string, figure: Promise<number>) =>
  figures.set(what, [...(figures.get(what) ?? []), await figure])
for (let pass = 0; pass < passes; pass++) {
  const first = pass * mails
  await note(
    'parser alone, in the main thread',
    perSecond(first, (number) => simpleParser(mailNumber(number))),
  )
  await note(
    'read apart, in two threads',
    perSecond(first, (number) => parseApart(mailNumber(number))),
  )
  await note('stored', perSecond(first, receive))
  await note(
    'read apart and stored',
    perSecond(first + mails * passes, (number) =>
      Promise.all([receive(number), parseApart(mailNumber(number))]),
    ),
  )
  await note(
    'read apart and made a ticket',
    perSecond(first, (number) => takeIn(app, { org, mail: kept.get(number) })),
  )
  await note(
    'stored, read apart and made a ticket',
    perSecond(first + mails * passes * 2, async (number) => {
      await receive(number)
      await takeIn(app, { org, mail: kept.get(number) })
    }),
  )
}
// What was taken in above is not asked for again by the workers, and what was only stored is nothing to them.
await wardline.owner.query('delete from graphile_worker._private_jobs')
await wardline.owner.query("delete from channels.mail_in where state = 'received'")
await note('what waited, by the workers of one server', byWorkers(mails * passes * 3))
for (const [what, passed] of figures) {
  const sorted = passed.toSorted((one, other) => one - other)
  console.log(`${what}: ${sorted[sorted.length >> 1]} mails a second (${sorted[0]}–${sorted.at(-1)})`)
}
console.log(`${await count("state = 'taken_in'")} of ${await count('true')} mails became tickets`)
const { rows } = await wardline.owner.query(
  'select state, reason, count(*) from channels.mail_in group by 1, 2 order by 3 desc',
)
for (const { state, reason, count } of rows) console.log(`  ${state} ${reason ?? ''}: ${count}`)
await wardline.close()
process.exit()
