/** What a step does: each deed is one action that people could take too, in the name of the automation. */
import { Type } from 'typebox'
import { type RecordAction, recordAction } from '../../../core/action.ts'
import type { App } from '../../../core/app.ts'
import { tell } from '../../../core/notifications/tell.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { ticketLife, worksWith } from '../../tickets/index.ts'
import { whoSees } from '../on-call/paging/responders.ts'
import type { Step } from './ladder.ts'
import type { View, Why } from './view.ts'
import { peopleOf, teamOfPerson, type Whom, whomOf } from './whom.ts'
import { bridgeNote, reasonOf } from './words.ts'

const lowest = 4

/** An action by its name, and what it is given. */
export type Plan = { action: string; input: Record<string, unknown> } | { why: Why }

/** Tells people that a ladder has come to them. Only the job takes it, so that it has no route. */
const notifyPeople = recordAction({
  name: 'ladders.told',
  summary: 'Tell people that the ticket waits.',
  life: ticketLife,
  input: Body({ people: Type.Array(Id) }),
  permits: worksWith('tickets.note'),
  run: async ({ app, tx, actor, input, record, now }) => {
    const tells = Object.fromEntries(input.people.map((id) => [id, 'ladder' as const]))
    await tell({ app, tx, actor, now }, record, { tells, isInside: true })
    return { result: {}, facts: { people: input.people } }
  },
})

/** The action of a plan. */
export function actionOf(app: App, name: string): RecordAction {
  const action = name === notifyPeople.name ? notifyPeople : app.registry.recordActions.get(name)
  if (!action) throw new Error(`There is no action ${name}.`)
  return action
}

/** The action that the step takes now, or why it takes none. */
export async function planOf(tx: Tx, view: View, step: Step): Promise<Plan> {
  const { record } = view
  const reason = reasonOf(view.language, view.version.rules, step, view.rung.position, view.rung.is_by_hand)
  if (step.deed === 'raise') return raise(record, reason)
  if (step.deed === 'bridge') return openBridge(tx, view)
  if (step.to === null) return { why: 'nobody' }
  const whom = await whomOf(tx, step.to, record, view.now)
  if ('why' in whom) return whom
  if (step.deed === 'notify') return notifyThem(tx, view, whom)
  if (step.deed === 'page') return pageThem(tx, view, step, whom, reason)
  return passTo(tx, view, whom, reason)
}

/** One priority higher than now; who may not call P1 proposes it, and the automation may not. */
function raise(record: RecordRow, reason: string): Plan {
  const priority = (record.priority ?? lowest) - 1
  return priority < 1
    ? { why: 'highest' }
    : { action: 'tickets.override_priority', input: { priority, reason } }
}

async function openBridge(tx: Tx, view: View): Promise<Plan> {
  const link = await bridgeLink(tx)
  if (link === null) return { why: 'no_bridge' }
  return { action: 'tickets.note', input: { body: bridgeNote(view.language, link) } }
}

/** The link that the organization's bridge has, such as a standing video call. */
export async function bridgeLink(tx: Tx): Promise<string | null> {
  const { link } = await tx.one(
    raw<{ link: string | null }>(
      "select settings ->> 'bridge_link' as link from core.organization where id = $1",
      [tx.orgId],
    ),
  )
  return link
}

async function notifyThem(tx: Tx, view: View, whom: Whom): Promise<Plan> {
  const people = await peopleOf(tx, whom)
  if (people.length === 0) return { why: 'nobody' }
  const sees = await whoSees(tx, view.record, people, view.now)
  const told = people.filter((id) => sees.has(id))
  return told.length === 0 ? { why: 'unseen' } : { action: notifyPeople.name, input: { people: told } }
}

async function pageThem(tx: Tx, view: View, step: Step, whom: Whom, reason: string): Promise<Plan> {
  const isPerson = whom.teamId === null && whom.personId !== null
  const teamId = isPerson
    ? await teamOfPerson(tx, whom.personId ?? '', view.record)
    : (whom.teamId ?? undefined)
  if (teamId === undefined) return { why: 'nobody' }
  const open = await tx.maybe(
    raw(
      "select 1 as one from escalation.page where org_id = $1 and record_id = $2 and team_id = $3 and state = 'open'",
      [tx.orgId, view.record.id, teamId],
    ),
  )
  if (open) return { why: 'paged' }
  // Who is on call is found once more by the page itself, with those who come after.
  const named = isPerson && step.to?.kind !== 'on_call' ? { person_id: whom.personId } : {}
  return { action: 'escalation.page', input: { team_id: teamId, ...named, reason } }
}

async function passTo(tx: Tx, view: View, whom: Whom, reason: string): Promise<Plan> {
  const { record } = view
  const { personId } = whom
  const teamId =
    whom.teamId ??
    (personId === null ? undefined : await teamOfPerson(tx, personId, record)) ??
    record.team_id
  if (teamId === record.team_id) {
    if (personId === null || personId === record.owner_id) return { why: 'there' }
    return { action: 'tickets.assign', input: { owner_id: personId } }
  }
  if (teamId === null) return { why: 'nobody' }
  // Who is on call there without working on tickets owns none: the team has it then, and nobody alone.
  const isOwner = personId !== null && (await mayOwnIn(tx, teamId, personId, view.now))
  // What was tried stands in the notes, which the packet shows; a copy of them would have to be redacted twice.
  const owner = isOwner ? { person_id: personId } : {}
  return {
    action: 'tickets.escalate',
    input: { team_id: teamId, ...owner, reason, tried: '' },
  }
}

async function mayOwnIn(tx: Tx, teamId: string, personId: string, now: string): Promise<boolean> {
  const found = await tx.maybe(
    raw(
      `select 1 as one from core.team_member m
       where m.org_id = $1 and m.team_id = $2 and m.person_id = $3
         and exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
           where a.org_id = m.org_id and a.person_id = m.person_id and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4)
             and 'tickets.work' = any(o.permissions))`,
      [tx.orgId, teamId, personId, now],
    ),
  )
  return found !== undefined
}
