/** Job `surveys.follow_up`: does what the setting said about a low answer, exactly once, while it is still low. */
import type { Actor } from '../../core/actor.ts'
import { createWithin, execute } from '../../core/execute.ts'
import { automationActor } from '../../core/people/automation.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, read, type Tx, write } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { fileTicket, verdictOf } from '../tickets/index.ts'
import { settingOf } from './setting.ts'

const texts = {
  en: {
    title: 'Low rating of #{number}: what went wrong?',
    body: 'The requester gave a low rating. Read what was said there, talk to the requester, and note what will be done differently.',
  },
  es: {
    title: 'Valoración baja de #{number}: ¿qué salió mal?',
    body: 'La persona solicitante dio una valoración baja. Lea lo que dijo allí, hable con ella y anote qué se hará de otra manera.',
  },
} as const

type Low = {
  ticket_id: string
  deed: 'file' | 'reopen'
  number: number
  team_id: string | null
  language: 'en' | 'es'
}

/** The automation may do here what the setting says, whatever its role holds besides. */
const granted = [
  'tickets.create',
  'tickets.read_all',
  'tickets.assign',
  'tickets.work',
  'tickets.link',
  'tickets.reopen',
]

export const followUp: JobHandler = async (app, payload) => {
  const orgId = String(payload.org)
  const now = app.clock.now().toISOString()
  const key = [orgId, String(payload.ticket), Number(payload.turn)] as const
  const { low, automation } = await read(app.pool, orgId, async (tx) => ({
    low: await tx.maybe(openLow(key)),
    automation: await automationActor(tx, now),
  }))
  if (!low || !automation) return
  const actor: Actor = { ...automation, permissions: new Set([...automation.permissions, ...granted]) }
  const done = (tx: Tx) => requireStillLow(tx, key, now)
  try {
    if (low.deed === 'reopen') {
      const reopen = app.registry.recordActions.get('tickets.reopen')
      if (!reopen) throw new Error('The action tickets.reopen is not registered.')
      await execute(app, actor, reopen, {}, low.ticket_id, { first: done })
    } else {
      const { title, body } = texts[low.language]
      const input = {
        title: title.replace('{number}', String(low.number)),
        body,
        ...(low.team_id ? { team_id: low.team_id } : {}),
        links: [{ type: 'parent', to_id: low.ticket_id }],
      }
      await write(app.pool, orgId, async (tx) => {
        await done(tx)
        await createWithin({ app, tx, actor, now }, fileTicket, input)
      })
    }
  } catch (error) {
    // Somebody was faster, the answer was taken back, or the ticket moved on since: there is nothing left to do.
    if (error instanceof NothingToDo || (error instanceof Problem && error.status === 409)) return
    throw error
  }
}

class NothingToDo extends Error {}

type Key = readonly [orgId: string, ticketId: string, turn: number]

/**
 * Marks it as done, or throws when there is nothing to do: it was done before, the ticket was reopened since, or the
 * answer is not low any more. The record is locked first, so that nobody answers or reopens between the two.
 */
async function requireStillLow(tx: Tx, key: Key, now: string): Promise<void> {
  const [orgId, ticketId, turn] = key
  tx.send(raw('select 1 from core.record where org_id = $1 and id = $2 for no key update', [orgId, ticketId]))
  const verdict = await tx.maybe(verdictOf(orgId, ticketId))
  const { low_score } = await settingOf(tx)
  if (!verdict || verdict.rating === null || verdict.rating > low_score || verdict.reopened_count !== turn)
    throw new NothingToDo()
  if (!(await tx.maybe(markDone(key, now)))) throw new NothingToDo()
}

function openLow(key: Key) {
  return raw<Low>(
    `select l.ticket_id, l.deed, r.number, m.id as team_id, g.language
     from surveys.low_answer l join core.record r on r.org_id = l.org_id and r.id = l.ticket_id join core.organization g on g.id = l.org_id
       left join core.team m on m.org_id = r.org_id and m.id = r.team_id and m.archived_at is null
     where l.org_id = $1 and l.ticket_id = $2 and l.reopened_count = $3 and l.done_at is null and l.deed <> 'tell'`,
    [...key],
  )
}

function markDone([orgId, ticketId, turn]: Key, now: string) {
  return raw(
    `update surveys.low_answer set done_at = $4 where org_id = $1 and ticket_id = $2 and reopened_count = $3 and done_at is null returning 1 as first`,
    [orgId, ticketId, turn, now],
  )
}
