/** Job `surveys.follow_up`: does what the setting said about a low answer, exactly once. */
import type { Actor } from '../../core/actor.ts'
import { execute, executePlain } from '../../core/execute.ts'
import { automationActor } from '../../core/people/automation.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, read, type Tx, write } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { fileTicket } from '../tickets/index.ts'

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
  const done = async (tx: Tx) => {
    const first = await tx.maybe(markDone(key, now))
    if (!first) throw new AlreadyDone()
  }
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
      // The key makes a job that runs again answer what was filed the first time.
      await executePlain(app, actor, fileTicket, input, { idempotencyKey: `low ${key[1]} ${key[2]}` })
      await write(app.pool, orgId, async (tx) => void (await tx.maybe(markDone(key, now))))
    }
  } catch (error) {
    // Somebody was faster, or the ticket moved on since: there is nothing left to do.
    if (error instanceof AlreadyDone || (error instanceof Problem && error.status === 409)) return
    throw error
  }
}

class AlreadyDone extends Error {}

type Key = readonly [orgId: string, ticketId: string, turn: number]

function openLow(key: Key) {
  return raw<Low>(
    `select l.ticket_id, l.deed, r.number, r.team_id, g.language
     from surveys.low_answer l join core.record r on r.org_id = l.org_id and r.id = l.ticket_id join core.organization g on g.id = l.org_id
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
