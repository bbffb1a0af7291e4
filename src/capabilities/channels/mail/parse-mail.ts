/** Reads one mail with its parts. It runs in a thread of its own, since the mail may be hostile. */
import { type AddressObject, type Headers, type ParsedMail as Mail, simpleParser } from 'mailparser'
import { files_max, type MailFile, type MailKind, MailParked, type ParsedMail, parts_max } from './parsed.ts'
import { readReport } from './read-report.ts'
import { bodyOf, cleanText, partWords, withoutPlaces, withPlaces } from './words.ts'

export const html_length_max = 2_000_000
const ids_max = 50
const addresses_max = 20

/** The mail. Throws `MailParked` with the reason when nothing can be made of it. */
export async function parseMail(content: Buffer): Promise<ParsedMail> {
  const mail = await partsOf(content)
  const { headers } = mail
  const type = typeOf(headers)
  const from = addressesOf(mail.from)
  const cids = mail.attachments.map(({ cid }) => cid)
  const plain = mail.text?.trim() ? mail.text : await textOfHtml(mail.html || '', cids)
  // Where pictures stand is said by signs that no mail brings along.
  const words = partWords(withPlaces(cleanText(plain), cids))
  if (from.length === 0 && mail.headers.size === 0) throw new MailParked('unreadable')
  if (plain.trim() === '' && mail.attachments.length === 0 && !mail.subject?.trim())
    throw new MailParked('empty')
  const kind = kindOf(headers, from, type)
  const report = kind === 'bounce' ? readReport(mail.attachments) : undefined
  return {
    kind,
    ...(report ? { report } : {}),
    messageId: mail.messageId,
    answersTo: [...new Set([...idsOf(mail.inReplyTo), ...idsOf(mail.references).reverse()])].slice(
      0,
      ids_max,
    ),
    from,
    replyTo: addressesOf(mail.replyTo),
    subject: mail.subject ?? '',
    text: withoutPlaces(words.text),
    quoted: withoutPlaces(words.quoted),
    ...bodyOf(words),
    isEncrypted: type === 'multipart/encrypted' || /pkcs7-mime/.test(type),
    isSigned: type === 'multipart/signed',
    hasHtml: (mail.html || '').trim() !== '',
    files: mail.attachments.map(fileOf),
  }
}

/** The mail as the parser takes it apart. Throws `MailParked` where that cannot be done. */
export async function partsOf(content: Buffer): Promise<Mail> {
  const mail = await simpleParser(content, {
    skipTextToHtml: true,
    skipHtmlToText: true,
    skipImageLinks: true,
    keepCidLinks: true,
    checksumAlgo: false,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    maxHtmlLengthToParse: html_length_max,
    maxChildNodes: parts_max,
    maxHeadSize: 256 * 1024,
  }).catch((error: Error & { code?: string }) => {
    throw new MailParked(error.code === 'EMAXLEN' ? 'too_many_parts' : 'unreadable', error)
  })
  if (mail.attachments.length > files_max) throw new MailParked('too_many_files')
  return mail
}

/** The parser gives a broken head of a part on as it read it, also where that is no text. */
function fileOf(part: { filename?: unknown; contentType: unknown; content: Buffer; cid?: string }): MailFile {
  const type = typeof part.contentType === 'string' ? part.contentType : 'application/octet-stream'
  return {
    name: typeof part.filename === 'string' ? part.filename : nameFor(type),
    type,
    content: new Uint8Array(part.content),
    ...(part.cid ? { cid: part.cid } : {}),
  }
}

/**
 * What HTML says without any of it, which is what a ticket holds. Pictures that came along are files, whose places stay;
 * those elsewhere are not fetched.
 */
async function textOfHtml(html: string, cids: readonly (string | undefined)[]): Promise<string> {
  if (html.trim() === '') return ''
  if (html.length > html_length_max) throw new MailParked('too_large')
  const bare = html
    .replace(/<(script|style|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<img\b[^>]{0,5000}?\bsrc\s*=\s*["']?cid:([^"'\s>]{1,300})[^>]*>/gi, (all, cid: string) =>
      cids.includes(cid) ? `[cid:${cid}]` : all,
    )
    .replace(/<img\b[^>]*>/gi, '')
  const head = 'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n'
  const { text = '' } = await simpleParser(`${head}${Buffer.from(bare).toString('base64')}`, {
    skipTextToHtml: true,
    maxHtmlLengthToParse: html_length_max,
  })
  return text
}

function nameFor(type: string): string {
  if (type === 'text/calendar') return 'invitation.ics'
  if (type === 'message/rfc822') return 'mail.eml'
  const [, ending = 'bin'] = /^[a-z]+\/(?:x-)?([a-z0-9]{1,8})$/.exec(type) ?? []
  return `part.${ending}`
}

function addressesOf(given: AddressObject | AddressObject[] | undefined): string[] {
  const all = [given ?? []].flat().flatMap(({ value }) => value.flatMap((each) => each.group ?? [each]))
  const addresses = all
    .map(({ address }) => address?.trim().toLowerCase() ?? '')
    .filter((address) => address !== '')
  return [...new Set(addresses)].slice(0, addresses_max)
}

function idsOf(given: string | string[] | undefined): string[] {
  return [given ?? []]
    .flat()
    .flatMap((each) => each.match(/<[^<>\s]{3,250}>/g) ?? [])
    .slice(-ids_max)
}

function typeOf(headers: Headers): string {
  const type = headers.get('content-type')
  return type && typeof type === 'object' && 'value' in type && typeof type.value === 'string'
    ? type.value.toLowerCase()
    : ''
}

/** Who answers to a program begins a talk that never ends, so that these are told apart by their heads. */
function kindOf(headers: Headers, from: readonly string[], type: string): MailKind {
  const value = (name: string) =>
    String(headers.get(name) ?? '')
      .trim()
      .toLowerCase()
  const isFromServer = from.some((address) => /^(mailer-daemon|postmaster|mail-daemon)@/.test(address))
  if (type === 'multipart/report' || isFromServer || headers.has('x-failed-recipients')) return 'bounce'
  const submitted = value('auto-submitted')
  if (submitted !== '' && submitted !== 'no') return 'automatic'
  if (['x-autoreply', 'x-autorespond', 'x-auto-reply-from'].some((name) => headers.has(name)))
    return 'automatic'
  const precedence = value('precedence')
  if (precedence === 'auto_reply') return 'automatic'
  if (['bulk', 'list', 'junk'].includes(precedence) || headers.has('list') || headers.has('feedback-id'))
    return 'list'
  return 'person'
}
