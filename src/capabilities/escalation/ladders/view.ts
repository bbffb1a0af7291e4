/** What the job must know of a step before it takes it, and whether the step still holds. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { automationActor } from '../../../core/people/automation.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Step } from './ladder.ts'
import { type LadderVersion, ladderVersions, type RungRow, rungColumns } from './store.ts'

/** Why a step was left out; the timeline and the page make a sentence of it. */
export const reasonsWhy = [
  'done',
  'changed',
  'moved',
  'taken',
  'answered',
  'acknowledged',
  'there',
  'paged',
  'highest',
  'no_bridge',
  'no_owner',
  'no_manager',
  'top',
  'several',
  'nobody',
  'unseen',
  'left',
  'refused',
  'too_often',
  'no_automation',
  'failed',
] as const
export type Why = (typeof reasonsWhy)[number]

export type View = {
  rung: RungRow
  record: RecordRow
  /** What the ladder said when the step was planned, to tell of it. */
  version: LadderVersion
  /** The step as the ticket's ladder has it now. */
  step: Step | undefined
  climb: { version_id: string | null; filings: number; movings: number }
  taken: number
  /** Of the clock or the page that set the step off. */
  source: string | null
  actor: Actor | undefined
  language: string
  now: string
}

type Key = { ticket_id: string; step_id: string; cause: string }

/** The step with all that decides about it; undefined when it does not wait any more. */
export async function viewOf(tx: Tx, key: Key, now: string): Promise<View | undefined> {
  const [about, name, round] = key.cause.split(' ')
  const [rungs, records, climbs, counts, clocks, pages, languages] = await tx.many(
    raw<RungRow>(
      `select ${rungColumns} from escalation.rung where org_id = $1 and ticket_id = $2 and step_id = $3 and cause = $4 and state = 'waiting'`,
      [tx.orgId, key.ticket_id, key.step_id, key.cause],
    ),
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${key.ticket_id}`,
    raw<View['climb']>(
      'select version_id, filings, movings from escalation.climb where org_id = $1 and ticket_id = $2',
      [tx.orgId, key.ticket_id],
    ),
    raw<{ taken: number }>(
      "select count(*)::int as taken from escalation.rung where org_id = $1 and ticket_id = $2 and state = 'done'",
      [tx.orgId, key.ticket_id],
    ),
    about === 'warned' || about === 'breached'
      ? raw<{ state: string }>(
          'select state from escalation.clock where org_id = $1 and ticket_id = $2 and kind = $3 and round = $4',
          [tx.orgId, key.ticket_id, name, Number(round)],
        )
      : undefined,
    about === 'unanswered'
      ? raw<{ state: string }>('select state from escalation.page where org_id = $1 and id = $2', [
          tx.orgId,
          name,
        ])
      : undefined,
    raw<{ language: string }>('select language from core.organization where id = $1', [tx.orgId]),
  )
  const [rung, record, climb] = [rungs[0], records[0], climbs[0]]
  if (!rung || !record || !climb) return undefined
  const versions = await ladderVersions(
    tx,
    [rung.version_id, climb.version_id].flatMap((id) => id ?? []),
  )
  const version = versions.get(rung.version_id)
  if (!version) return undefined
  const present = versions.get(climb.version_id ?? '')
  const source = (clocks as { state: string }[])[0]?.state ?? (pages as { state: string }[])[0]?.state ?? null
  return {
    rung,
    record,
    version,
    step: present?.rules.steps.find(({ id }) => id === rung.step_id),
    climb,
    taken: counts[0]?.taken ?? 0,
    source,
    actor: await automationActor(tx, now),
    language: languages[0]?.language ?? 'en',
    now,
  }
}

const taken_max = 60

/** Whether the step holds: it is taken, waits on while the ticket is paused, or is left out and why. */
export function verdictOf(view: View): 'take' | 'hold' | Why {
  const { rung, record, step, climb } = view
  if (record.category === 'done') return 'done'
  if (step === undefined) return 'changed'
  if (view.actor === undefined) return 'no_automation'
  if (view.taken >= taken_max) return 'too_often'
  if (rung.is_by_hand) return 'take'
  const [about, count] = rung.cause.split(' ')
  if (about === 'team' && Number(count) !== climb.movings) return 'moved'
  if (about === 'filed' && Number(count) !== climb.filings) return 'changed'
  if (step.when.is_untaken_only && record.owner_id !== null) return 'taken'
  if ((about === 'warned' || about === 'breached') && (view.source === 'met' || view.source === 'stopped'))
    return 'answered'
  if (about === 'unanswered' && view.source !== 'unanswered') return 'acknowledged'
  return record.category === 'paused' ? 'hold' : 'take'
}
