import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'

const TEXT_CHARACTERS_MAX = 256 * 1024
const NAME_CHARACTERS_MAX = 120
const ADDRESS_CHARACTERS_MAX = 254
const LOCAL_PART_CHARACTERS_MAX = 64

const MailAddress = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 1000 })),
    address: Type.String({ minLength: 3, maxLength: ADDRESS_CHARACTERS_MAX }),
  },
  { additionalProperties: false },
)

const MessageId = Type.String({
  maxLength: 250,
  pattern: '^<[A-Za-z0-9.!#$%&*+/=?^_{|}~-]+@[A-Za-z0-9.-]+>$',
})

/** A mail on its way out, as it stands in the outbox. The sender is the mailer's own. */
export const OutgoingMail = Type.Object(
  {
    to: Type.Array(MailAddress, { minItems: 1, maxItems: 50 }),
    replyTo: Type.Optional(MailAddress),
    subject: Type.String({ minLength: 1, maxLength: 500 }),
    text: Type.String({ minLength: 1, maxLength: TEXT_CHARACTERS_MAX }),
    html: Type.Optional(Type.String({ maxLength: 2 * TEXT_CHARACTERS_MAX })),
    /** An entry for the calendar of whoever gets it, as iCalendar. */
    calendar: Type.Optional(
      Type.Object(
        { method: Type.Enum(['REQUEST', 'CANCEL']), text: Type.String({ minLength: 1, maxLength: 10_000 }) },
        { additionalProperties: false },
      ),
    ),
    /** Where a mail program ends mails like this one, by one click of its own (RFC 8058). */
    unsubscribeUrl: Type.Optional(Type.String({ maxLength: 2000, pattern: '^https?://[!-;=?-~]+$' })),
    messageId: Type.Optional(MessageId),
    inReplyTo: Type.Optional(MessageId),
    references: Type.Optional(Type.Array(MessageId, { maxItems: 50 })),
    /** Tells other programs not to answer, so that two of them never write to each other for ever. */
    isAutomatic: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type OutgoingMail = Static<typeof OutgoingMail>
export type MailAddress = Static<typeof MailAddress>

const outgoingMail = Compile(OutgoingMail)

/** A mail that cannot be sent as it is; `pointer` is the JSON pointer of the field at fault. */
export class MailRefused extends Error {
  readonly status = 422
  readonly pointer: string
  constructor(pointer: string, sentence: string) {
    super(sentence)
    this.name = 'MailRefused'
    this.pointer = pointer
  }
}

/**
 * Returns the mail with names and subject made into one clean line each. Addresses and message ids are never
 * repaired but refused, since a repaired address belongs to somebody else. Throws `MailRefused`.
 */
export function validateMail(mail: unknown): OutgoingMail {
  if (!outgoingMail.Check(mail)) {
    const [error] = outgoingMail.Errors(mail)
    throw new MailRefused(
      error?.instancePath ?? '',
      `The mail is not complete: ${error?.message ?? 'invalid'}.`,
    )
  }
  const subject = oneLine(mail.subject)
  if (subject === '') throw new MailRefused('/subject', 'The mail needs a subject.')
  return {
    ...mail,
    to: mail.to.map((to, index) => cleanAddress(to, `/to/${index}`)),
    ...(mail.replyTo && { replyTo: cleanAddress(mail.replyTo, '/replyTo') }),
    subject,
    text: mail.text.toWellFormed().replaceAll('\u0000', ''),
    ...(mail.html !== undefined && { html: mail.html.toWellFormed().replaceAll('\u0000', '') }),
  }
}

/** Makes one line of any text: no control, direction or line separating characters, single spaces. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Cleans the name and checks the address. Throws `MailRefused` with the address's pointer. */
export function cleanAddress({ name, address }: MailAddress, pointer: string): MailAddress {
  if (!isMailAddress(address)) {
    throw new MailRefused(`${pointer}/address`, 'This is not a mail address to which mail can be sent.')
  }
  const clean = [...oneLine(name ?? '')].slice(0, NAME_CHARACTERS_MAX).join('').trim()
  return clean === '' ? { address } : { name: clean, address }
}

/**
 * Whether a text is one plain mailbox: letters, digits and the usual marks before the at sign, a host name
 * behind it (any script). Quoted parts, comments, address literals and lists of addresses are not.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > ADDRESS_CHARACTERS_MAX) return false
  const [, local = '', domain = ''] = /^([^@]+)@([^@]+)$/.exec(text) ?? []
  if (local.length > LOCAL_PART_CHARACTERS_MAX) return false
  if (!/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local)) return false
  return /^(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)(\.(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-))*$/u.test(domain)
}
