import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { incidentLife, type Role, roles } from '../lifecycle.ts'
import { requireLeading, takesPart } from '../policy.ts'

/** Gives one of the parts to a person, or takes it over; who had it before is kept with the times. */
export const giveDuty = recordAction({
  name: 'incidents.give_duty',
  summary: 'Give a part in the incident to somebody: commander, communications, technical, scribe.',
  life: incidentLife,
  input: Body({ role: OneOf(roles), person_id: Id }),
  permits: takesPart,
  run: async ({ app, tx, actor, input, record, now }) => {
    if (record.category === 'done') throw conflict('This is over, so that nobody needs a part in it.')
    // The scribe's part one may take oneself; it leads nothing.
    if (input.role !== 'scribe' || input.person_id !== actor.personId) await requireLeading(tx, actor, record)
    await requireWorker(tx, input.person_id, now)
    const { isNew, owner_id, before } = await handOver(
      { tx, actor, now },
      record.id,
      input.role,
      input.person_id,
    )
    if (!isNew) return { result: {}, isSilent: true }
    if (input.person_id !== actor.personId)
      notify(app, tx, { record, byId: actor.personId, now }, new Map([[input.person_id, 'incident_duty']]))
    return {
      result: {},
      changes: owner_id ? { owner_id } : {},
      facts: { role: input.role, person: input.person_id, before },
    }
  },
})

/** Ends the present holder's time and begins the next one's; the commander is the record's owner too. */
export async function handOver(
  { tx, actor, now }: { tx: Tx; actor: Actor; now: string },
  incidentId: string,
  role: Role,
  personId: string,
): Promise<{ isNew: boolean; owner_id?: string; before: string | null }> {
  const holder = await tx.maybe(
    raw<{ person_id: string }>(
      'select person_id from incidents.duty where org_id = $1 and incident_id = $2 and role = $3 and ended_at is null',
      [tx.orgId, incidentId, role],
    ),
  )
  const before = holder?.person_id ?? null
  if (before === personId) return { isNew: false, before }
  tx.send(
    raw(
      'update incidents.duty set ended_at = $4 where org_id = $1 and incident_id = $2 and role = $3 and ended_at is null',
      [tx.orgId, incidentId, role, now],
    ),
  )
  tx.send(
    raw(
      'insert into incidents.duty (org_id, id, incident_id, role, person_id, given_by, began_at) values ($1, gen_random_uuid(), $2, $3, $4, $5, $6)',
      [tx.orgId, incidentId, role, personId, actor.personId, now],
    ),
  )
  return { isNew: true, before, ...(role === 'commander' ? { owner_id: personId } : {}) }
}

/** Throws a 422 problem unless the person is there and works on major incidents. */
export async function requireWorker(
  tx: Tx,
  personId: string,
  now: string,
  pointer = '#/person_id',
): Promise<void> {
  const found = await tx.maybe(
    raw<{ id: string }>(
      `select p.id from core.person p
         join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3)
         join core.role o on o.org_id = a.org_id and o.id = a.role_id and 'incidents.propose' = any(o.permissions)
       where p.org_id = $1 and p.id = $2 and p.is_active and p.kind <> 'service' limit 1`,
      [tx.orgId, personId, now],
    ),
  )
  if (!found) throw invalid(pointer, 'This person does not exist, or does not work on major incidents.')
}
