/** What a mail says, as the parser gives it on. Everything in it was written by a stranger. */

/** `cid` is by what the text says where the file stands. */
import type { DeliveryReport } from './read-report.ts'

export type MailFile = { name: string; type: string; content: Uint8Array; cid?: string }
/** Who wrote: a person, a mail server about another mail, a program, or a list. */
export type MailKind = 'person' | 'bounce' | 'automatic' | 'list'

export type ParsedMail = {
  kind: MailKind
  messageId: string | undefined
  /** Message-IDs that it answers to, the nearest first. */
  answersTo: string[]
  /** Addresses in lower case; a decent mail has one. */
  from: string[]
  replyTo: string[]
  subject: string
  /** The new words, and what stands below them: quotes and signatures. */
  text: string
  quoted: string
  /** Both as the Markdown of a message; `isCut` where it does not hold them all. */
  body: string
  isCut: boolean
  isEncrypted: boolean
  isSigned: boolean
  hasHtml: boolean
  files: MailFile[]
  /** Of a mail server: that a mail did not arrive. */
  report?: DeliveryReport
}

export const parkReasons = [
  'too_large',
  'too_slow',
  'too_much_memory',
  'too_many_parts',
  'too_many_files',
  'empty',
  'unreadable',
  'file_refused',
  'not_filed',
  'endless',
  'missing',
] as const
export type ParkReason = (typeof parkReasons)[number]

/** A mail of which nothing is made by itself: it waits for a person, with the reason. */
export class MailParked extends Error {
  readonly reason: ParkReason
  constructor(reason: ParkReason, cause?: unknown) {
    super(reason, { cause })
    this.name = 'MailParked'
    this.reason = reason
  }
}

export const mail_bytes_max = 36_000_000
export const parse_ms_max = 2_000
export const parse_memory_mb_max = 200
export const parts_max = 500
export const files_max = 20
