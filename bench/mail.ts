/** How many mails a second are read, and read and stored, beside the parser alone: node bench/mail.ts [mails]. */
import { simpleParser } from 'mailparser'
import { parseApart } from '../src/capabilities/channels/mail/parse-apart.ts'
import { receiveMail } from '../src/capabilities/channels/mail/receive.ts'
import { startWardline } from '../test/helpers/server.ts'

const mails = Number(process.argv[2] ?? 1000)
const at_once = 16

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

async function perSecond(work: (number: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const started_ms = performance.now()
  const client = async () => {
    while (next < mails) await work(next++)
  }
  await Promise.all(Array.from({ length: at_once }, client))
  return Math.round((mails / (performance.now() - started_ms)) * 1000)
}

const wardline = await startWardline()
const { app } = wardline.composition
// The threads are there before anything is measured.
await Promise.all([parseApart(mailOf(-1)), parseApart(mailOf(-2))])
const source = { mailbox: null, kept_days: 30 }
const figures = {
  'parser alone, in the main thread': await perSecond((number) => simpleParser(mailOf(number))),
  'read apart, in two threads': await perSecond((number) => parseApart(mailOf(number))),
  stored: await perSecond((number) => receiveMail(app, wardline.orgId, mailOf(number), source)),
  'read apart and stored': await perSecond(async (number) => {
    const content = mailOf(number + mails)
    await receiveMail(app, wardline.orgId, content, source)
    await parseApart(content)
  }),
}
for (const [what, figure] of Object.entries(figures)) console.log(`${what}: ${figure} mails a second`)
await wardline.close()
