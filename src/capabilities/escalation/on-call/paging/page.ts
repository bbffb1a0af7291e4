/** Paging a team or a person from a ticket, and acknowledging it. */
import { Type } from 'typebox'
import { type Context, recordAction } from '../../../../core/action.ts'
import { writeMessage } from '../../../../core/messages/write-message.ts'
import type { RecordRow } from '../../../../core/records/record.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../../platform/http/problem.ts'
import { Body, Id, Time } from '../../../../platform/http/schema.ts'
import { newId } from '../../../../platform/id/id.ts'
import { ticketLife, worksWith } from '../../../tickets/index.ts'
import { tellPeople } from '../tell.ts'
import { armPage, callPeople, dueAfter } from './call.ts'
import { callersOf } from './callers.ts'
import { type Responders, respondersNow, whoSees } from './responders.ts'

// Words that are asked for must say something; looking ahead keeps the time linear, however long the text is.
const Words = Type.String({ minLength: 1, maxLength: 2000, pattern: '^(?=\\s*\\S)[^\\u0000\\p{Cs}]*$' })

/** Calls who is on call in a team, or one member of it, until somebody acknowledges. */
export const page = recordAction({
  name: 'escalation.page',
  summary:
    'Page a team, or one person of it, for the ticket: whoever does not acknowledge is followed by the next.',
  life: ticketLife,
  input: Body({
    team_id: Type.Optional({ ...Id, description: 'The team of the ticket when left out.' }),
    person_id: Type.Optional({ ...Id, description: 'Is called first, and then the team as usual.' }),
    reason: Words,
  }),
  output: Type.Object({ page_id: Id, called: Type.Array(Id), due_at: Time }),
  permits: worksWith('tickets.escalate'),
  run: async ({ app, tx, actor, input, record, now }) => {
    if (record.category === 'done') throw conflict('This is done. Reopen it before you page somebody.')
    const team = await teamOf(tx, input.team_id ?? record.team_id)
    await requireNotPaged(tx, record, team)
    const responders = await respondersNow(tx, { record, teamId: team.id, called: [], now })
    const call =
      input.person_id === undefined
        ? requireSomebody(responders, team.name)
        : await requirePerson(tx, record, team, input.person_id, now)
    const due_at = dueAfter(now, responders.acknowledge_minutes)
    const id = newId()
    // Why is an internal note, so that it is redacted and kept from those outside like every other.
    const message = await writeMessage({ app, tx, actor, now }, record, {
      body: input.reason,
      isInternal: true,
      tells: {},
    })
    tx.send(
      raw(
        `insert into escalation.page (org_id, id, record_id, team_id, by_id, message_id, state, acknowledge_minutes, step, due_at, created_at)
         values ($1,$2,$3,$4,$5,$6,'open',$7,1,$8,$9)`,
        [
          tx.orgId,
          id,
          record.id,
          team.id,
          actor.personId,
          message.id,
          responders.acknowledge_minutes,
          due_at,
          now,
        ],
      ),
    )
    const made = { id, team_id: team.id, step: 1 }
    await callPeople(app, tx, { page: made, record, byId: actor.personId, now }, call)
    armPage(app, tx, { id, step: 1, due_at })
    return {
      result: { page_id: id, called: call.people, due_at },
      facts: { page: id, message: message.id, team: team.id, because: call.because },
    }
  },
})

/** Says that one has it in hand: nobody else is called, and who paged is told. */
export const acknowledge = recordAction({
  name: 'escalation.acknowledge',
  summary: 'Acknowledge the pages of the ticket that wait, or one of them.',
  life: ticketLife,
  input: Body({ page_id: Type.Optional(Id) }),
  output: Type.Object({ acknowledged: Type.Integer() }),
  permits: worksWith('tickets.work'),
  run: async (context) => {
    const { tx, actor, input, record, now } = context
    const pages = await tx.all(
      raw<{ id: string; team_id: string; by_id: string }>(
        `update escalation.page set state = 'acknowledged', due_at = null, acknowledged_by = $4, acknowledged_at = $5
         where org_id = $1 and record_id = $2 and ($3::uuid is null or id = $3) and state in ('open', 'unanswered')
         returning id, team_id, by_id`,
        [tx.orgId, record.id, input.page_id ?? null, actor.personId, now],
      ),
    )
    const [first] = pages
    if (!first) throw conflict('No page of this ticket waits for an answer any more.')
    await tellPagers(context, record, pages)
    return {
      result: { acknowledged: pages.length },
      facts: { pages: pages.map(({ id }) => id), team: first.team_id },
    }
  },
})

type Team = { id: string; name: string }

async function teamOf(tx: Tx, id: string | null): Promise<Team> {
  const team =
    id === null
      ? undefined
      : await tx.maybe(
          raw<Team>('select id, name from core.team where org_id = $1 and id = $2 and archived_at is null', [
            tx.orgId,
            id,
          ]),
        )
  if (!team) throw invalid('#/team_id', 'Choose the team that is paged.')
  return team
}

async function requireNotPaged(tx: Tx, record: RecordRow, team: Team): Promise<void> {
  const open = await tx.maybe(
    raw(
      "select 1 as one from escalation.page where org_id = $1 and record_id = $2 and team_id = $3 and state = 'open'",
      [tx.orgId, record.id, team.id],
    ),
  )
  if (open) throw conflict(`${team.name} is being paged for this already.`)
}

function requireSomebody({ next, isHidden }: Responders, team: string) {
  if (next) return next
  if (isHidden)
    throw invalid(
      '#/team_id',
      `Who is on call for ${team}, and who leads it, may not see this ticket. Pass the ticket to ${team} first, then page.`,
    )
  throw invalid(
    '#/team_id',
    `Nobody is on call for ${team} now, and nobody leads it. Call somebody, or choose another team.`,
  )
}

async function requirePerson(tx: Tx, record: RecordRow, team: Team, id: string, now: string) {
  const member = await tx.maybe(
    raw(
      `select 1 as one from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id
       where m.org_id = $1 and m.team_id = $2 and m.person_id = $3 and p.is_active`,
      [tx.orgId, team.id, id],
    ),
  )
  if (!member) throw invalid('#/person_id', `Choose an active member of ${team.name}.`)
  if (!(await whoSees(tx, record, [id], now)).has(id))
    throw invalid(
      '#/person_id',
      `This person may not see this ticket. Pass it to ${team.name} first, then page.`,
    )
  return { people: [id], because: 'person' as const, layer: null }
}

async function tellPagers(
  { app, tx, actor, now }: Context<unknown>,
  record: RecordRow,
  pages: readonly { by_id: string; team_id: string }[],
): Promise<void> {
  const callers = await callersOf(tx, record, pages, now)
  const others = callers.filter((id) => id !== actor.personId)
  await tellPeople(app, tx, others, {
    reason: 'page_acknowledged',
    team: '',
    record: { id: record.id, kind: record.kind, number: record.number },
    byId: actor.personId,
    path: `/desk/tickets/${record.id}`,
    now,
  })
}
