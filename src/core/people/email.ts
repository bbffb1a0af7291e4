import { domainToASCII } from 'node:url'
import { isMailAddress } from '../../platform/mail/outgoing-mail.ts'

/**
 * The one spelling under which an address is stored and looked up: lower case, the host name in ASCII.
 * Undefined for what is not one plain mailbox.
 */
export function normalizeEmail(text: string): string | undefined {
  const trimmed = text.trim()
  if (!isMailAddress(trimmed)) return undefined
  const at = trimmed.lastIndexOf('@')
  const host = domainToASCII(trimmed.slice(at + 1))
  if (host === '') return undefined
  const email = `${trimmed.slice(0, at)}@${host}`.toLowerCase()
  return email.length <= 320 ? email : undefined
}
