/** Reads the HTML of one mail, with the pictures that came along for it. It runs in a thread of its own. */
import { createHash } from 'node:crypto'
import { html_length_max, partsOf } from '../parse-mail.ts'
import { MailParked } from '../parsed.ts'
import { harmless } from './harmless.ts'

/** A picture that came along is known by the SHA-256 of its bytes, as files are; one that lies elsewhere by its address. */
export type PagePicture = { mark: string; sha256?: string; url?: string }
export type MailPage = { html: string; text: string; pictures: PagePicture[] }

/** The page of a mail that has one. Throws `MailParked` when it cannot be read or is too large. */
export async function readPage(content: Buffer): Promise<{ page: MailPage | undefined }> {
  const { html, attachments } = await partsOf(content)
  if (!html || html.trim() === '') return { page: undefined }
  if (html.length > html_length_max) throw new MailParked('too_large')
  const { pictures, ...page } = harmless(html)
  const hashes = new Map(attachments.map(({ cid, content: bytes }) => [cid, hashOf(bytes)]))
  return {
    page: {
      ...page,
      pictures: pictures.flatMap(({ mark, cid, url }) => {
        if (url !== undefined) return [{ mark, url }]
        const sha256 = hashes.get(cid)
        return sha256 === undefined ? [{ mark }] : [{ mark, sha256 }]
      }),
    },
  }
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
