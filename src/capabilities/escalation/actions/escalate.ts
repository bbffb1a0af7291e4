import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { requireAssignable, teamBefore, ticketLife, worksWith } from '../../tickets/index.ts'
import { passTo } from '../pass.ts'
import { isMember, type Target, targetsFor } from '../targets.ts'

// Words that are asked for must say something; looking ahead keeps the time linear, however long the text is.
function Words(length_max: number) {
  return Type.String({ minLength: 1, maxLength: length_max, pattern: '^(?=\\s*\\S)[^\\u0000\\p{Cs}]*$' })
}

/** Passes the ticket to more experienced hands, with the reason and what was tried. */
export const escalate = recordAction({
  name: 'tickets.escalate',
  summary: 'Pass the ticket to a team, or to the fitting team of a tier, with the reason and what was tried.',
  life: ticketLife,
  input: Body({
    team_id: Type.Optional(Id),
    tier: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
    person_id: Type.Optional(Id),
    reason: Words(2000),
    tried: Words(20_000),
  }),
  output: Type.Object({ team_id: Id, team: Type.String() }),
  permits: worksWith('tickets.escalate'),
  run: async ({ app, tx, actor, input, record, now }) => {
    requireUndone(record)
    if ((input.team_id === undefined) === (input.tier === undefined))
      throw invalid('#/team_id', 'Choose a team or a tier, one of them.')
    const targets = await targetsFor(tx, record)
    const to =
      input.team_id === undefined ? pickOfTier(targets, input.tier ?? 0) : find(targets, input.team_id)
    requireFurther(targets, record, to)
    if (input.person_id !== undefined && !(await isMember(tx, to.id, input.person_id)))
      throw invalid('#/person_id', `This person is not a member of ${to.name}.`)
    await requireAssignable(tx, { owner_id: input.person_id }, now, '#/person_id')
    const from = targets.find((each) => each.id === record.team_id)
    const outcome = await passTo({ app, tx, actor, now }, record, {
      direction: from === undefined || to.tier > from.tier ? 'up' : 'across',
      teamId: to.id,
      ownerId: input.person_id ?? null,
      reason: input.reason,
      tried: input.tried,
      because: 'escalated',
    })
    return { result: { team_id: to.id, team: to.name }, ...outcome }
  },
})

/** Gives the ticket back to the team that it came from. */
export const handBack = recordAction({
  name: 'tickets.hand_back',
  summary: 'Give the ticket back to the team that passed it on, with the reason.',
  life: ticketLife,
  input: Body({ reason: Words(2000), note: Type.Optional(Text(20_000)) }),
  output: Type.Object({ team_id: Id }),
  permits: worksWith('tickets.escalate'),
  run: async ({ app, tx, actor, input, record, now }) => {
    requireUndone(record)
    const teamId = await requireTeamBefore(tx, record)
    const outcome = await passTo({ app, tx, actor, now }, record, {
      direction: 'back',
      teamId,
      ownerId: null,
      reason: input.reason,
      tried: input.note ?? '',
      because: 'handed_back',
    })
    return { result: { team_id: teamId }, ...outcome }
  },
})

function requireUndone(record: RecordRow): void {
  if (record.category === 'done') throw conflict('This is done. Reopen it before you pass it on.')
}

function find(targets: readonly Target[], id: string): Target {
  const target = targets.find((each) => each.id === id && !each.is_archived)
  if (!target) throw invalid('#/team_id', 'This team does not exist, or is not used any more.')
  return target
}

// Of several teams the one whose skill names what the ticket is about; the tool does not guess between equals.
function pickOfTier(targets: readonly Target[], tier: number): Target {
  const inTier = targets.filter((each) => each.tier === tier && !each.is_archived && !each.is_present)
  const fitting = inTier.filter((each) => each.fits)
  const [only, more] = fitting.length > 0 ? fitting : inTier
  if (only === undefined) throw invalid('#/tier', `There is no other team of tier ${tier}.`)
  if (more === undefined) return only
  const names = (fitting.length > 0 ? fitting : inTier).slice(0, 10).map((each) => each.name)
  throw invalid(
    '#/team_id',
    `Several teams of tier ${tier} could take this: ${names.join(', ')}. Choose one.`,
  )
}

function requireFurther(targets: readonly Target[], record: RecordRow, to: Target): void {
  if (to.is_present) throw invalid('#/team_id', `${to.name} has it already.`)
  const from = targets.find((each) => each.id === record.team_id)
  if (from !== undefined && to.tier < from.tier)
    throw invalid('#/team_id', `${to.name} is of a lower tier. Give the ticket back, or assign it.`)
}

async function requireTeamBefore(tx: Tx, record: RecordRow): Promise<string> {
  const teamId = record.team_id === null ? undefined : await teamBefore(tx, record.id, record.team_id)
  if (teamId === undefined)
    throw conflict('No other team has passed this on, so there is nobody to give it back to.')
  return teamId
}
