import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { localFileStore } from '../../platform/files/file-store.ts'
import { placesInFiles } from './verify.ts'

const words = 'Zenobia Quillfeather-Ørsted'
const lines = (bytes: Buffer) => bytes.toString('base64').replaceAll(/.{1,40}/g, '$&\r\n')
const quoted = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
    .replaceAll(/.{30}/g, '$&=\r\n')
const mail = (subject: string, encoding: string, body: string) =>
  `Received: from a.example\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`
const inBase64 = mail('Yours', 'base64', lines(Buffer.from(`I am ${words}, and it is broken.`)))

test('The proof reads the originals of mails as their readers do: encoded bodies, headers, and mails within mails.', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'wardline-verify-'))
  try {
    for (const [how, content, isThere] of [
      ['plain', mail('Yours', '8bit', words), true],
      ['base64', inBase64, true],
      ['quoted-printable', mail('Yours', 'quoted-printable', quoted(words)), true],
      ['another charset', mail('Yours', 'base64', lines(Buffer.from(words, 'latin1'))), true],
      [
        'header',
        mail(
          `=?utf-8?B?${Buffer.from('About Zenobia ').toString('base64')}?=\r\n =?utf-8?Q?Quillfeather-=C3?= =?utf-8?Q?=98rsted?=`,
          '7bit',
          'x',
        ),
        true,
      ],
      ['within', mail('Fwd', 'base64', lines(Buffer.from(inBase64))), true],
      ['nobody', mail('Yours', 'base64', lines(Buffer.from('I am somebody else, and it is broken.'))), false],
    ] as const) {
      const files = localFileStore(join(directory, how))
      const { key } = await files.put(Readable.from([Buffer.from(content)]), { size_bytes_max: 100_000 })
      assert.deepEqual(await placesInFiles(files, words), isThere ? [`file ${key}`] : [], how)
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
