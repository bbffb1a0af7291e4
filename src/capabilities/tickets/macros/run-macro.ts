/** A macro on a ticket: what it would do now, and the doing of it, step by step in the actor's own name. */
import type { RecordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { read, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, Problem } from '../../../platform/http/problem.ts'
import { callFor, cut, type PlainDeed } from '../deeds.ts'
import { insideTicket } from '../inside-ticket.ts'
import { goneOf, namesIn } from './check.ts'
import type { MacroContent, MacroDeed } from './content.ts'
import { fillIn, fillingOf } from './placeholders.ts'
import { countUse, type PresetRow, presetFor } from './presets.ts'

export type Step = { do: MacroDeed['do']; deed: MacroDeed; text: string; why: string | null }
export type Foreseen = { macro: PresetRow<MacroContent>; record: RecordRow; steps: Step[] }

/** What each step would do to the ticket as the steps before it leave it, and why it would be refused. */
export async function foresee(
  app: App,
  tx: Tx,
  actor: Actor,
  ticketId: string,
  macroId: string,
): Promise<Foreseen> {
  const record = await insideTicket(tx, actor, ticketId)
  const macro = await presetFor<MacroContent>(tx, actor, 'macro', macroId)
  const { values } = await fillingOf(tx, actor, ticketId)
  const gone = await goneOf(tx, namesIn(macro.content))
  let present = record
  const steps = macro.content.deeds.map((deed, index): Step => {
    const missing = gone.find(({ pointer }) => pointer.startsWith(`#/content/deeds/${index}/`))
    const { action } = actionOf(app, deed, '', macro.name)
    const why = missing?.detail ?? refusalOf(action, actor, present)
    present = afterStep(present, actor, deed, action)
    return { do: deed.do, deed, text: deed.text === undefined ? '' : fillIn(deed.text, values), why }
  })
  return { macro, record, steps }
}

function refusalOf(action: RecordAction, actor: Actor, record: RecordRow): string | null {
  if (!action.permits(actor, record)) return 'You may not do this.'
  if (action.move !== undefined && !openMoves(action.life, record.state).includes(action.move))
    return `This cannot be done while the state is “${record.state.replaceAll('_', ' ')}”.`
  if (action.name === 'tickets.reply' && ['closed', 'cancelled', 'merged'].includes(record.state))
    return 'What is over takes no more replies.'
  if (action.name === 'tickets.take' && record.owner_id !== null && record.owner_id !== actor.personId)
    return 'Somebody else has taken this already.'
  return null
}

function afterStep(record: RecordRow, actor: Actor, deed: MacroDeed, action: RecordAction): RecordRow {
  const to = action.move === undefined ? undefined : action.life.moves[action.move]?.to
  if (to !== undefined) return { ...record, state: to }
  if (deed.do === 'take') return { ...record, owner_id: actor.personId }
  if (deed.do === 'reply' && record.state === 'new') return { ...record, state: 'open' }
  if (deed.do === 'assign' || deed.do === 'escalate')
    return { ...record, team_id: deed.team_id ?? record.team_id, owner_id: deed.person_id ?? record.owner_id }
  return record
}

function actionOf(
  app: App,
  deed: MacroDeed,
  text: string,
  name: string,
): { action: RecordAction; input: unknown } {
  const [verb, input] = callOf(deed, text, name)
  const action = app.registry.recordActions.get(`tickets.${verb}`)
  if (!action) throw new Error(`The action tickets.${verb} is not registered.`)
  return { action, input }
}

function callOf(deed: MacroDeed, text: string, name: string): [verb: string, input: unknown] {
  switch (deed.do) {
    case 'take':
      return ['take', {}]
    case 'follow_up':
      return ['follow_up', { days: deed.days, note: cut(text, 500) }]
    case 'checklist':
      return ['add_checklist', { template_id: deed.template_id }]
    default:
      return callFor(deed as PlainDeed, text, name)
  }
}

export type Done = {
  do: MacroDeed['do']
  outcome: 'done' | 'refused' | 'left'
  why: string | null
  warnings: string[]
}

/**
 * Does all steps, or none where it is known before that one of them would be refused. What is refused in the middle
 * all the same ends it: the answer says what was done and what was not, and what each step warns about.
 * @param version of the ticket as it was seen; when it was changed since, nothing is done
 * @throws Problem 409 when nothing was done
 */
export async function runMacro(
  app: App,
  actor: Actor,
  { ticketId, macroId, version }: { ticketId: string; macroId: string; version: number },
): Promise<{ steps: Done[] }> {
  const { macro, steps } = await read(app.pool, actor.orgId, (tx) =>
    foresee(app, tx, actor, ticketId, macroId),
  )
  const refused = steps.find(({ why }) => why !== null)
  if (refused) throw conflict(`${refused.why} Nothing was done.`)
  const done: Done[] = []
  // Each step names the version that the one before left: of two runs at once only one gets past the first that writes.
  let present = version
  for (const [index, step] of steps.entries()) {
    const { action, input } = actionOf(app, step.deed, step.text, macro.name)
    try {
      const after = await execute(app, actor, action, input, ticketId, {
        version: present,
        ...(index === 0
          ? { first: async (tx: Tx) => tx.send(countUse(tx.orgId, macro.id, app.clock.now().toISOString())) }
          : {}),
      })
      present = after.version
      const { warnings = [] } = after as { warnings?: string[] }
      done.push({ do: step.do, outcome: 'done', why: null, warnings })
    } catch (error) {
      if (!(error instanceof Problem) || index === 0) throw error
      done.push({ do: step.do, outcome: 'refused', why: error.message, warnings: [] })
      break
    }
  }
  const left = steps
    .slice(done.length)
    .map((step): Done => ({ do: step.do, outcome: 'left', why: null, warnings: [] }))
  return { steps: [...done, ...left] }
}
