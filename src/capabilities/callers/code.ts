/** A code of six digits that somebody sees in their own session, and reads to the help desk on the phone. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { raw } from '../../platform/db/transaction.ts'
import { conflict } from '../../platform/http/problem.ts'
import { Body, Nullable, OneOf, Time } from '../../platform/http/schema.ts'
import { fail } from './fail.ts'
import { countOften } from './limits.ts'
import { verifies } from './start.ts'
import { pass } from './verification.ts'
import { Decided, opened, Params } from './ways.ts'
import { type Act, acts } from './words.ts'

const code_minutes = 2
/** So often a code may be heard wrong. */
const tries_max = 3

function hashOf(secret: string, of: { personId: string; act: Act; code: string }): Buffer {
  return createHmac('sha256', secret).update(`callers.code ${of.personId} ${of.act} ${of.code}`).digest()
}

export const makeCode = plainAction({
  name: 'callers.make_code',
  summary:
    'Show oneself a code of six digits to read to the help desk: for one thing that one asks for, for two minutes, for one use.',
  path: '/api/callers/code',
  input: Body({ act: OneOf(acts) }),
  output: Type.Object({ code: Type.String(), ends_at: Time }),
  // Whoever finds a screen unlocked is nobody's proof.
  needsStepUp: true,
  answersSecret: true,
  permits: () => true,
  run: async ({ app, tx, actor, input, now }) => {
    await countOften(tx, 'code', actor.personId, now)
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const ends_at = new Date(Date.parse(now) + code_minutes * 60_000).toISOString()
    tx.send(
      raw(
        `insert into callers.code (org_id, person_id, act, code_hash, ends_at) values ($1, $2, $3, $4, $5)
         on conflict (org_id, person_id) do update set act = excluded.act, code_hash = excluded.code_hash, ends_at = excluded.ends_at, tries = 0, used_at = null`,
        [
          tx.orgId,
          actor.personId,
          input.act,
          hashOf(app.config.secret, { personId: actor.personId, act: input.act, code }),
          ends_at,
        ],
      ),
    )
    return { result: { code, ends_at }, audit: { act: input.act } }
  },
})

export const heardCode = plainAction({
  name: 'callers.heard_code',
  summary:
    'Say which code the caller reads out from their own session. The third wrong one fails the verification.',
  path: '/api/callers/verifications/:id/code',
  params: Params,
  input: Body({ code: Type.String({ pattern: '^[0-9]{6}$' }) }),
  output: Type.Object({
    ...Decided.properties,
    tries_left: Nullable(Type.Integer({ description: 'After a wrong one; null once it is decided.' })),
  }),
  permits: verifies,
  run: async ({ app, tx, actor, input, params, now }) => {
    const writing = { app, tx, actor, now }
    const { verification, setting } = await opened(writing, params.id ?? '', 'session')
    const { id, person_id, act } = verification
    const kept = await tx.maybe(
      raw<{ act: Act; code_hash: Buffer; tries: number }>(
        'select act, code_hash, tries from callers.code where org_id = $1 and person_id = $2 and used_at is null and ends_at > $3 for update',
        [tx.orgId, person_id, now],
      ),
    )
    if (kept?.act !== act)
      throw conflict(
        'No code for this is shown to the person now. Let them open their profile and show themself a new one for what they ask for.',
      )
    const isRight = timingSafeEqual(
      kept.code_hash,
      hashOf(app.config.secret, { personId: person_id, act, code: input.code }),
    )
    const left = isRight ? 0 : tries_max - kept.tries - 1
    tx.send(
      raw('update callers.code set tries = tries + 1, used_at = $3 where org_id = $1 and person_id = $2', [
        tx.orgId,
        person_id,
        left === 0 ? now : null,
      ]),
    )
    const state: Decided['state'] = isRight ? 'passed' : left === 0 ? 'failed' : 'started'
    if (state === 'passed')
      pass(writing, verification, { method: 'session', evidence: { by: 'code' } }, setting)
    if (state === 'failed') await fail(writing, verification, 'wrong_number')
    return {
      result: { id, state, tries_left: left === 0 ? null : left },
      audit: { verification: id, person: person_id, state },
    }
  },
})
