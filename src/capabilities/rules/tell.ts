/** Tells people of a ticket in the name of a rule. Only rules do this, so that it has no address of its own. */
import { Type } from 'typebox'
import { recordAction } from '../../core/action.ts'
import { tell } from '../../core/notifications/tell.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict } from '../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../platform/http/schema.ts'
import { ticketLife, worksWith } from '../tickets/index.ts'
import { receivers } from './statement.ts'

const people_max = 500
const nobody = {
  owner: 'Nobody has this ticket, so there was no owner to tell.',
  team: 'No team has this ticket, or the team has no members, so there was nobody to tell.',
  lead: 'No team has this ticket, or nobody leads the team, so there was nobody to tell.',
  person: 'This person has left, so there was nobody to tell.',
} as const

export const tellPeople = recordAction({
  name: 'rules.tell',
  summary: 'Tell the owner, the team, its lead or a person of the ticket.',
  life: ticketLife,
  input: Body({ to: OneOf(receivers), person_id: Type.Optional(Id) }),
  permits: worksWith('tickets.note'),
  run: async ({ app, tx, actor, input, record, now }) => {
    const people = await receiversOf(tx, record, input)
    if (people.length === 0) throw conflict(nobody[input.to])
    const tells = Object.fromEntries(people.map((id) => [id, 'rule' as const]))
    await tell({ app, tx, actor, now }, record, { tells, isInside: true })
    return { result: {}, facts: { to: input.to, people: people.length } }
  },
})

async function receiversOf(
  tx: Tx,
  record: RecordRow,
  { to, person_id }: { to: keyof typeof nobody; person_id?: string },
): Promise<string[]> {
  const rows = await tx.all(
    to === 'owner' || to === 'person'
      ? raw<{ id: string }>('select id from core.person where org_id = $1 and id = $2 and is_active', [
          tx.orgId,
          to === 'owner' ? record.owner_id : (person_id ?? null),
        ])
      : raw<{ id: string }>(
          `select p.id from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id
           where m.org_id = $1 and m.team_id = $2 and p.is_active and (m.is_lead or not $3) order by p.id limit ${people_max}`,
          [tx.orgId, record.team_id, to === 'lead'],
        ),
  )
  return rows.map(({ id }) => id)
}
