/** Keys of pages: what the last row of a page is ordered by, written so that nobody needs to read it. */
import { invalid } from '../../platform/http/problem.ts'

export type KeyPart = string | number

export function writeKey(parts: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** The parts of a key of the expected shape, e.g. ['string', 'id']. Throws a 422 for anything else. */
export function readKey(text: string, shape: readonly ('string' | 'number' | 'id' | 'time')[]): KeyPart[] {
  const parts = parse(text)
  if (parts.length === shape.length && parts.every((part, index) => fits(part, shape[index])))
    return parts as KeyPart[]
  throw invalid('#/after', 'This page of the list does not exist. Start again from its top.')
}

function parse(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

function fits(part: unknown, shape: string | undefined): boolean {
  if (shape === 'number') return Number.isSafeInteger(part)
  if (typeof part !== 'string' || part.includes('\0')) return false
  if (shape === 'id') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part)
  return shape === 'string' || !Number.isNaN(Date.parse(part))
}
