/** Reads what a mail server reports of a mail that did not arrive (RFC 3464). Pure; it runs beside the parser. */
import type { Attachment } from 'mailparser'

export const failReasons = ['unknown', 'full', 'disabled', 'refused', 'expired', 'other'] as const
export type FailReason = (typeof failReasons)[number]
/** Which mails it is about, by their Message-IDs, and why they did not arrive. */
export type DeliveryReport = { messageIds: string[]; reason: FailReason }

const length_max = 64 * 1024
const ids_max = 5
const returned = /^(message\/(rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers)$/

/** The report in the parts of a mail; nothing where it tells of no failure, or not of which mail. */
export function readReport(parts: readonly Attachment[]): DeliveryReport | undefined {
  const textOf = (part: Attachment) => part.content.subarray(0, length_max).toString('latin1')
  const status = parts.find(({ contentType }) => /^message\/(global-)?delivery-status$/.test(contentType))
  const reason = status && reasonIn(textOf(status))
  if (reason === undefined) return undefined
  const messageIds = parts
    .filter(({ contentType }) => returned.test(contentType))
    .flatMap((part) => messageIdIn(textOf(part)) ?? [])
    .slice(0, ids_max)
  return messageIds.length === 0 ? undefined : { messageIds, reason }
}

/** Of the recipients the first that failed: a delay is no failure, and our mails have one recipient each. */
function reasonIn(text: string): FailReason | undefined {
  const blocks = text
    .replace(/\r\n/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
  const failed = blocks.find((block) => /^action:\s*failed\b/im.test(block))
  const [, code] = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(failed ?? '') ?? []
  if (code === undefined || code.startsWith('2')) return undefined
  if (/^\d\.2\.2$/.test(code)) return 'full'
  if (/^\d\.2\.1$/.test(code)) return 'disabled'
  if (code.startsWith('4')) return 'expired'
  if (code.startsWith('5.1.')) return 'unknown'
  return code.startsWith('5.7.') ? 'refused' : 'other'
}

function messageIdIn(text: string): string | undefined {
  const head = text.replace(/\r\n/g, '\n').split('\n\n')[0] ?? ''
  return /^message-id:\s*(<[^<>\s]{3,250}>)/im.exec(head.replace(/\n[ \t]+/g, ' '))?.[1]
}
