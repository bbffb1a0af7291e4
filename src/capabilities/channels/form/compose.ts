/** What was asked on the form, as a mail: it takes the way that mail takes, with its checks and in its queue. */
import { randomUUID } from 'node:crypto'
import { oneLine } from '../../../platform/mail/outgoing-mail.ts'

export type FormFile = { name: string; type: string; content: Buffer }
export type Asked = {
  title: string
  body: string
  name: string
  email: string
  phone?: string | undefined
  files: readonly FormFile[]
}

const boundary = 'the-parts-of-what-was-asked'
const encoded = (text: string) => `=?utf-8?B?${Buffer.from(oneLine(text)).toString('base64')}?=`
const inLines = (content: Buffer) => content.toString('base64').replace(/.{76}/g, '$&\r\n')

/** The mail. All that its writer chose stands in base64, so that no line of it becomes a line of the head. */
export function mailOfForm(asked: Asked, now: Date): Buffer {
  const said = asked.phone ? `${asked.body}\n\n☎ ${oneLine(asked.phone)}` : asked.body
  const lines = [
    `From: ${encoded(asked.name)} <${asked.email}>`,
    `Subject: ${encoded(asked.title)}`,
    `Date: ${now.toUTCString()}`,
    `Message-ID: <${randomUUID()}@form.invalid>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    inLines(Buffer.from(said)),
    ...asked.files.flatMap(partOf),
    `--${boundary}--`,
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

function partOf({ name, type, content }: FormFile): string[] {
  const kind = /^[a-z]{1,20}\/[a-z0-9.+-]{1,100}$/i.test(type) ? type : 'application/octet-stream'
  return [
    `--${boundary}`,
    `Content-Type: ${kind.startsWith('message/') || kind.startsWith('multipart/') ? 'application/octet-stream' : kind}`,
    `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(oneLine(name)).replace(/['()*]/g, '')}`,
    'Content-Transfer-Encoding: base64',
    '',
    inLines(content),
  ]
}
