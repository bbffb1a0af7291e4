/** What stands in a person's calendar. No title, no note and no name of anybody else: what, when, and where to look. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { calledOutside } from '../../../core/notifications/called-outside.ts'
import { throughGlass } from '../../../core/records/restriction.ts'
import { visible } from '../../../core/records/visible.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import type { Language } from '../../../platform/mail/render-mail.ts'
import { layerName, shiftsOfPerson } from '../../escalation/index.ts'
import { followUpsWithin } from '../../tickets/index.ts'
import { bookedClasses } from '../../training/index.ts'
import type { Entry } from './file.ts'

export const parts = ['tasks', 'on_call', 'follow_ups', 'classes'] as const
export type Part = (typeof parts)[number]

export type Asked = {
  actor: Actor
  language: Language
  base: string
  /** Where identities are unique. */
  host: string
  from: string
  to: string
  /** Stamps what has no time of change of its own. */
  stamp: string
}

const entries_max = 1000
/** A moment is drawn as a quarter of an hour. */
const moment_ms = 15 * 60_000

const words = {
  en: {
    name: 'Wardline',
    task: (called: string) => `Due: ${called}`,
    shift: (team: string, layer: string) => `On call: ${team} (${layer})`,
    followUp: (called: string) => `Reminder: ${called}`,
    class: (number: number) => `Class #${number}`,
  },
  es: {
    name: 'Wardline',
    task: (called: string) => `Vence: ${called}`,
    shift: (team: string, layer: string) => `De guardia: ${team} (${layer})`,
    followUp: (called: string) => `Recordatorio: ${called}`,
    class: (number: number) => `Clase #${number}`,
  },
}

export const calendarName = (language: Language): string => words[language].name

const sources: Record<Part, (tx: Tx, asked: Asked) => Promise<Entry[]>> = {
  tasks,
  on_call: shifts,
  follow_ups: followUps,
  classes,
}

/** Everything of the parts, by beginning; what was let in by broken glass is for the eyes at the screen alone. */
export async function entriesOf(tx: Tx, asked: Asked, wanted: readonly Part[]): Promise<Entry[]> {
  const found: Entry[] = []
  const { actor } = throughGlass(asked.actor, [])
  for (const part of wanted) found.push(...(await sources[part](tx, { ...asked, actor })))
  return found.sort((a, b) => (a.from < b.from ? -1 : 1)).slice(0, entries_max)
}

type Task = {
  id: string
  number: number
  restriction: string | null
  due_at: string
  version: number
  updated_at: string
  is_open: boolean
}

async function tasks(tx: Tx, { actor, language, base, host, from, to }: Asked): Promise<Entry[]> {
  const rows = await tx.all(
    sql<Task>`
      select r.id, r.number, r.restriction, r.due_at, r.version, r.updated_at, r.state not in ('resolved', 'closed', 'cancelled') as is_open
      from core.record r
      where r.org_id = ${actor.orgId} and r.kind = 'ticket' and r.owner_id = ${actor.personId} and r.due_at >= ${from} and r.due_at < ${to}
        and ${visible(actor, 'ticket')} order by r.due_at, r.id limit ${sql.raw(String(entries_max))}`,
  )
  return rows.map((row) => ({
    uid: `task-${row.id}@${host}`,
    stamp: row.updated_at,
    from: row.due_at,
    to: later(row.due_at),
    sequence: row.version,
    isCancelled: !row.is_open,
    isBusy: false,
    summary: words[language].task(calledOutside(row as never, language)),
    url: `${base}/desk/tickets/${row.id}`,
  }))
}

async function shifts(tx: Tx, { actor, language, base, host, from, to, stamp }: Asked): Promise<Entry[]> {
  const own = await shiftsOfPerson(tx, actor.personId, { from_ms: Date.parse(from), to_ms: Date.parse(to) })
  return own.map(({ rota, shift }) => ({
    // The same shift keeps its identity from one reading to the next, also when its end moves.
    uid: `${shift.layer_id}-${shift.from_ms}@${host}`,
    stamp,
    from: new Date(shift.from_ms).toISOString(),
    to: new Date(shift.to_ms).toISOString(),
    sequence: rota.changes,
    isCancelled: false,
    isBusy: false,
    summary: words[language].shift(rota.team.name, layerName(rota, shift)),
    url: `${base}/desk/on-call/${rota.team.id}`,
  }))
}

async function followUps(tx: Tx, { actor, language, base, host, from, to }: Asked): Promise<Entry[]> {
  const rows = await tx.all(followUpsWithin(actor, from, to))
  return rows.map((row) => ({
    uid: `follow-up-${row.id}@${host}`,
    stamp: row.done_at ?? row.created_at,
    from: row.due_at,
    to: later(row.due_at),
    sequence: row.done_at === null ? 0 : 1,
    isCancelled: row.done_at !== null,
    isBusy: false,
    summary: words[language].followUp(calledOutside(row as never, language)),
    url: `${base}/desk/tickets/${row.ticket_id}`,
  }))
}

async function classes(tx: Tx, { actor, language, base, host, from, to, stamp }: Asked): Promise<Entry[]> {
  const rows = await tx.all(bookedClasses(tx.orgId, actor.personId, from, to))
  return rows.map((row) => ({
    // As in the mail that invites, so that a program knows both for the same.
    uid: `class-${row.id}@${host}`,
    stamp: row.updated_at > stamp ? row.updated_at : stamp,
    from: row.starts_at,
    to: row.ends_at,
    sequence: row.sequence,
    isCancelled: row.is_off,
    isBusy: true,
    summary: words[language].class(row.number),
    ...(row.place === null ? {} : { location: row.place }),
    url: `${base}/learning/classes`,
  }))
}

function later(at: string): string {
  return new Date(Date.parse(at) + moment_ms).toISOString()
}
