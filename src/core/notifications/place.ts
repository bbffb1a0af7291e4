/** The place in a list by time: what the key `next` of a page holds. */
import { invalid } from '../../platform/http/problem.ts'

export function writePlace(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

/** Throws a 422 problem for a key that no page gave. */
export function readPlace(key: string): { at: string; id: string } {
  try {
    const [at, id] = JSON.parse(Buffer.from(key, 'base64url').toString('utf8')) as [string, string]
    if (!Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) return { at, id }
  } catch {
    // A key that cannot be read is answered like any other wrong key.
  }
  throw invalid('#/after', 'This page of the list does not exist. Start again from its top.')
}
