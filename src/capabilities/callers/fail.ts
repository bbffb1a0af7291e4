/** What happens when a caller is not who they say, or nobody can be sure: it is noted, told and held at once. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { audit } from '../../core/audit.ts'
import { complete, laterThan } from '../../core/execute.ts'
import type { Writing } from '../../core/followers.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict } from '../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../platform/http/schema.ts'
import { ticketLife } from '../tickets/index.ts'
import { countOften } from './limits.ts'
import { verifies } from './start.ts'
import { tellFailed } from './tell.ts'
import { ownStarted, type Verification, verificationOf } from './verification.ts'
import { type Failure, saidFailures, states } from './words.ts'

/** So many failures in a day, for one person or from one number, are an attack and told as one. */
export const pattern_min = 3
const pattern_hours = 24
/** Failures of the same person within it are told once. */
const burst_minutes = 60

/** Ends the verification as failed: security and the person hear of it, the ticket says so, and two have to verify next. */
export async function fail(writing: Writing, verification: Verification, failure: Failure): Promise<void> {
  const { tx, actor, now } = writing
  // One after the other, so that of several at once one alone is the first.
  await tx.all(
    raw("select pg_advisory_xact_lock(hashtextextended('callers.failed ' || $1 || $2, 0))", [
      tx.orgId,
      verification.person_id,
    ]),
  )
  const before = await toldBefore(tx, verification, now)
  await tx.all(
    raw(
      `update callers.verification set state = 'failed', failure = $3, decided_at = $4 where org_id = $1 and id = $2`,
      [tx.orgId, verification.id, failure, now],
    ),
  )
  const alike = await failuresAlike(tx, verification, now)
  const isPattern = alike.of_person >= pattern_min || alike.of_number >= pattern_min
  const tells = { failed: !before.of_person, pattern: isPattern && !before.as_pattern }
  if (tells.failed || tells.pattern)
    tx.send(
      raw('update callers.verification set told = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        verification.id,
        tells.pattern ? 'pattern' : 'failed',
      ]),
    )
  const told = {
    verification: verification.id,
    person: verification.person_id,
    act: verification.act,
    failure,
  }
  tx.send(audit(actor, now, 'callers.failed', told))
  if (isPattern) tx.send(audit(actor, now, 'callers.pattern', { ...told, ...alike }))
  await noteOnTicket(writing, verification, failure)
  await tellFailed(writing, verification.person_id, tells)
}

/** Whether failures of the same person, or an attack on them or from the same number, were told within the burst. */
async function toldBefore(tx: Tx, of: Verification, now: string) {
  const since = new Date(Date.parse(now) - burst_minutes * 60_000).toISOString()
  return tx.one(
    raw<{ of_person: boolean; as_pattern: boolean }>(
      `select exists (select from callers.verification where org_id = $1 and person_id = $2 and told is not null and decided_at > $4) as of_person,
         exists (select from callers.verification where org_id = $1 and (person_id = $2 or caller_hash = $3) and told = 'pattern' and decided_at > $4) as as_pattern`,
      [tx.orgId, of.person_id, of.caller_hash, since],
    ),
  )
}

async function failuresAlike(tx: Tx, of: Verification, now: string) {
  const since = new Date(Date.parse(now) - pattern_hours * 3_600_000).toISOString()
  return tx.one(
    raw<{ of_person: number; of_number: number }>(
      `select (select count(*) from callers.verification where org_id = $1 and person_id = $2 and state = 'failed' and decided_at > $4)::int as of_person,
         (select count(*) from callers.verification where org_id = $1 and caller_hash = $3 and state = 'failed' and decided_at > $4)::int as of_number`,
      [tx.orgId, of.person_id, of.caller_hash, since],
    ),
  )
}

/** A line inside the ticket; who asked for it there does not read it. */
async function noteOnTicket(writing: Writing, of: Verification, failure: Failure): Promise<void> {
  if (of.ticket_id === null) return
  const record = await writing.tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${writing.tx.orgId} and r.id = ${of.ticket_id} for no key update of r`,
  )
  if (!record) return
  const now = laterThan(record.updated_at, new Date(writing.now))
  await complete({ ...writing, now }, { name: 'callers.caller_failed', life: ticketLife }, record, {
    facts: { verification: of.id, failure },
    isInternal: true,
  })
}

const Ended = Type.Object({ id: Id, state: OneOf(states) })

export const sayFailed = plainAction({
  name: 'callers.fail',
  summary:
    'End a verification because the caller could not be verified; security is told. Also takes back one that passed.',
  path: '/api/callers/verifications/:id/fail',
  params: Body({ id: Id }),
  input: Body({ failure: OneOf(saidFailures) }),
  output: Ended,
  permits: verifies,
  run: async ({ app, tx, actor, input, params, now }) => {
    // Whoever doubts may say so, also a colleague, and also when it passed a moment ago.
    const of = await verificationOf(tx, params.id ?? '', now, true)
    if (of.state !== 'started' && of.state !== 'passed' && of.state !== 'abandoned')
      throw conflict('This verification is over. Start again.', { state: of.state })
    if (of.agent_id !== actor.personId) await countOften(tx, 'doubted', actor.personId, now)
    await fail({ app, tx, actor, now }, of, input.failure)
    return {
      result: { id: of.id, state: 'failed' as const },
      audit: { verification: of.id, person: of.person_id },
    }
  },
})

export const abandon = plainAction({
  name: 'callers.abandon',
  summary: 'End a verification that is not needed any more.',
  path: '/api/callers/verifications/:id/abandon',
  params: Body({ id: Id }),
  input: Body({}),
  output: Ended,
  permits: verifies,
  run: async ({ app, tx, actor, params, now }) => {
    const of = await ownStarted({ app, tx, actor, now }, params.id ?? '')
    tx.send(
      raw(
        `update callers.verification set state = 'abandoned', decided_at = $3 where org_id = $1 and id = $2`,
        [tx.orgId, of.id, now],
      ),
    )
    return {
      result: { id: of.id, state: 'abandoned' as const },
      audit: { verification: of.id, person: of.person_id },
    }
  },
})
