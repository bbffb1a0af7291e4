/** Puzzles that are given out with the form and taken back with what was asked: signed, short-lived, used once. */
import { createHash } from 'node:crypto'
import type { App } from '../../../core/app.ts'
import { countTry } from '../../../core/people/throttle.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { randomToken, readToken, signToken, TokenRefused } from '../../../platform/secrets/signing.ts'
import { solves } from './solve.ts'

const purpose = 'form-puzzle'
const minutes_max = 60
/** A moment's work for one browser; each doubling of what came in lately doubles it, up to some seconds. */
const bits_min = 16
const bits_max = 22
const easy_an_hour = 20

export type Puzzle = { token: string; nonce: string; bits: number }

/** How hard it is now, by what was asked in the last hour. */
export async function bitsNow(tx: Tx, now: Date): Promise<number> {
  const { lately } = await tx.one(
    raw<{ lately: number }>(
      `select count(*) as lately from channels.form_entry where org_id = $1 and created_at > $2::timestamptz - interval '1 hour'`,
      [tx.orgId, now.toISOString()],
    ),
  )
  return Math.min(bits_max, bits_min + Math.floor(Math.log2(1 + lately / easy_an_hour)))
}

export function newPuzzle(app: App, orgId: string, bits: number, now: Date): Puzzle {
  const nonce = randomToken().slice(0, 22)
  const expiresAt = new Date(now.getTime() + minutes_max * 60_000)
  return { nonce, bits, token: signToken(app.config.secret, purpose, [orgId, nonce, bits], expiresAt) }
}

/** The hash by which the puzzle is known as used. Throws a 422 problem for one that is not solved, not ours or too old. */
export function requireSolved(
  app: App,
  orgId: string,
  given: { puzzle: string; answer: number },
  now: Date,
): Buffer {
  try {
    const [org, nonce, bits] = readToken(secretsOf(app.config), purpose, given.puzzle, now) as [
      string,
      string,
      number,
    ]
    if (org === orgId && solves(nonce, given.answer, bits)) return createHash('sha256').update(nonce).digest()
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error
  }
  throw puzzleOver()
}

/**
 * It counts for one try, before the try counts against all others: with one puzzle nobody uses up the hour of everybody.
 * Over midnight it may count twice, and still makes no second entry.
 */
export async function spendPuzzle(app: App, orgId: string, hash: Buffer): Promise<void> {
  const used = await write(app.pool, orgId, (tx) =>
    countTry(tx, `form:puzzle:${hash.toString('hex')}`, app.clock.now(), 24 * 60),
  )
  if (used > 1) throw puzzleOver()
}

/** One sentence for every puzzle that does not count, also one that was used before. */
export function puzzleOver(): Problem {
  return new Problem(
    422,
    'puzzle-over',
    'The form has expired',
    'This form was open for too long, or was sent already. Send it once more; what you wrote is still here.',
  )
}
