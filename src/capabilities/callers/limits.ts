/** How often callers may fail, and people be asked: whoever tries again and again is slowed down, and tires nobody out. */
import type { Writing } from '../../core/followers.ts'
import { countTry } from '../../core/people/throttle.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { tooMany } from '../../platform/http/problem.ts'

const window_minutes = 60
/** Failures in an hour after which nobody is verified as this person, or by this agent, any more. */
export const failures_of_person_max = 5
export const failures_of_agent_max = 10

/** How often in an hour each may be done, by what is counted for. */
const often = { asked: 10, second: 3, doubted: 10, code: 10 }

/** Refuses to go on where callers fail again and again; what failed is noted and told all the same. */
export async function requireCalm(
  { tx, actor, now }: Pick<Writing, 'tx' | 'actor' | 'now'>,
  personId: string,
): Promise<void> {
  const nth = (column: string, max: number) =>
    `(select v.decided_at from callers.verification v where v.org_id = $1 and v.${column} and v.state = 'failed' and v.decided_at > $4
        order by v.decided_at desc offset ${max - 1} limit 1)`
  const since = new Date(Date.parse(now) - window_minutes * 60_000).toISOString()
  const { of_person, of_agent } = await tx.one(
    raw<{ of_person: string | null; of_agent: string | null }>(
      `select ${nth('person_id = $2', failures_of_person_max)} as of_person, ${nth('agent_id = $3', failures_of_agent_max)} as of_agent`,
      [tx.orgId, personId, actor.personId, since],
    ),
  )
  if (of_person !== null)
    throw tooMany(
      secondsLeft(of_person, now),
      'Callers who claimed to be this person were not verified several times within an hour. Security knows. Wait an hour, and do nothing to the account until then.',
    )
  if (of_agent !== null)
    throw tooMany(
      secondsLeft(of_agent, now),
      'Many callers could not be verified by you within an hour. Security knows. Let a colleague go on, or wait an hour.',
    )
}

/** Counts once more what is done for somebody in this write; refuses it when that was too often within an hour. */
export async function countOften(tx: Tx, what: keyof typeof often, id: string, now: string): Promise<void> {
  const at = new Date(now)
  if ((await countTry(tx, `callers.${what}:${id}`, at, window_minutes)) <= often[what]) return
  const window_ms = window_minutes * 60_000
  throw tooMany(Math.ceil((window_ms - (at.getTime() % window_ms)) / 1000), sentences[what])
}

const sentences = {
  asked: 'This person was asked very often within an hour. Choose another way, or wait.',
  second: 'Colleagues were asked several times already. Call one of them.',
  doubted: 'You ended many verifications of colleagues within an hour. Call security instead.',
  code: 'You asked for very many codes within an hour. Wait, or choose another way.',
} as const

function secondsLeft(since: string, now: string): number {
  return Math.max(1, Math.ceil((Date.parse(since) + window_minutes * 60_000 - Date.parse(now)) / 1000))
}
