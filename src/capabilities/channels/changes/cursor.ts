/**
 * How far a program has read: a place in the order of transactions, good for whom and what it was given. It is sealed:
 * how the numbers of transactions grow would tell of work on what is kept from the reader.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { seal, unseal } from '../../../core/people/login/seal.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import type { Config } from '../../../platform/config/config.ts'
import { createBuilder } from '../../../platform/db/builder.ts'
import { invalid, Problem } from '../../../platform/http/problem.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { readToken, signToken, TokenRefused } from '../../../platform/secrets/signing.ts'

const purpose = 'changes-cursor'
const kept_ms = 30 * 86_400_000
const builder = createBuilder<unknown>()

/** After this line of the timeline: its transaction, as digits, since it does not fit a number, and its id. */
export type Place = { tx: string; id: string }

/** The cursor that goes on after the place. */
export function writeCursor(config: Config, actor: Actor, { tx, id }: Place, now: string): string {
  const until = new Date(Date.parse(now) + kept_ms)
  const place = seal(config.secret, purpose, actor.orgId, JSON.stringify([sightOf(actor), tx, id]))
  return signToken(config.secret, purpose, [actor.orgId, place.toString('base64url')], until)
}

/**
 * Where the cursor goes on. Throws 422 for what is no cursor, and 410 for one that says nothing any more: it is too old,
 * or was given for another sight. What came into sight or left it by a changed right is told by no line of a timeline.
 */
export function readCursor(config: Config, actor: Actor, text: string, now: string): Place {
  const [org, sealed] = payloadOf(config, text, now)
  if (org !== actor.orgId) throw noCursor()
  const place = Buffer.from(String(sealed), 'base64url')
  const [sight, tx, id] = JSON.parse(unseal(secretsOf(config), purpose, actor.orgId, place)) as unknown[]
  if (sight !== sightOf(actor))
    throw startAgain(
      'What you may read has changed since this cursor was given. Read everything anew, and go on with a new cursor.',
    )
  return { tx: String(tx), id: String(id) }
}

/** The refusal of a cursor that leads to no place of this database. */
export function broughtBack(): Problem {
  return startAgain(
    'The data was brought back from a backup since this cursor was given. Read everything anew, and go on with a new cursor.',
  )
}

function payloadOf(config: Config, text: string, now: string): unknown[] {
  try {
    return readToken(secretsOf(config), purpose, text, new Date(now)) as unknown[]
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error
    if (error.code === 'expired')
      throw startAgain(
        'This cursor is more than 30 days old. Read everything anew, and go on with a new cursor.',
      )
    throw noCursor()
  }
}

function noCursor(): Problem {
  return invalid('#/after', 'This is no cursor of yours. Ask without one to begin at the present.')
}

function startAgain(detail: string): Problem {
  return new Problem(410, 'start-again', 'Start again', detail)
}

/** What decides which records the actor sees, as a short hash: the read gate itself, with everything that it asks. */
function sightOf(actor: Actor): string {
  const sorted = { ...actor, teamIds: [...actor.teamIds].sort() }
  const { sql: text, parameters } = sql`${visible(sorted)} ${inside(sorted)}`.compile(builder)
  return createHash('sha256')
    .update(JSON.stringify([text, parameters]))
    .digest('base64url')
    .slice(0, 22)
}
