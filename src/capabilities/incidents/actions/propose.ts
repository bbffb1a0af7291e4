import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { head } from '../../../core/execute.ts'
import { addLink } from '../../../core/links/link.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { requireCategory } from '../../tickets/index.ts'
import { setPlaces } from '../incident.ts'
import { hasPart, incidentLife } from '../lifecycle.ts'
import { worksOnIncidents } from '../policy.ts'
import { Applications, PlaceIds, Reason, titleEntry } from './affected.ts'

const deciders_max = 200

/** Says that something looks like one matter with many reports; those who may declare are told. */
export const propose = plainAction({
  name: 'incidents.propose',
  path: '/api/incidents',
  summary: 'Propose a major incident, with the reason and the ticket it was seen on.',
  input: Body({
    title: Line(200),
    why: Reason,
    ticket_id: Type.Optional(Id),
    applications: Type.Optional(Applications),
    place_ids: Type.Optional(PlaceIds),
    category_id: Type.Optional(Id),
  }),
  output: Type.Object(HeadProperties),
  permits: worksOnIncidents,
  run: async ({ app, tx, actor, input, now }) => {
    const number = await nextNumber(tx)
    const record = newRecord(incidentLife, { orgId: actor.orgId, number, title: input.title.trim(), now })
    if (input.category_id !== undefined) await requireCategory(tx, input.category_id)
    tx.send(insertRecord(record))
    tx.send(
      raw(
        `insert into incidents.incident (org_id, id, proposed_by, why, applications, category_id, began_at)
         values ($1,$2,$3,$4,$5,$6,$7)`,
        [
          tx.orgId,
          record.id,
          actor.personId,
          input.why.trim(),
          [...new Set(input.applications ?? [])],
          input.category_id ?? null,
          now,
        ],
      ),
    )
    // Until it is declared its words are for those who work on it, as the record is.
    tx.send(titleEntry(record, record.title, now))
    await setPlaces(tx, record.id, input.place_ids ?? [])
    if (input.ticket_id !== undefined)
      await addLink({ app, tx, actor, now }, record, hasPart, input.ticket_id, 'tickets.link')
    const deciders = await tx.all(
      raw<{ id: string }>(
        `select distinct p.id from core.person p
           join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)
           join core.role o on o.org_id = a.org_id and o.id = a.role_id and o.permissions @> '{incidents.propose,incidents.declare}'
         where p.org_id = $1 and p.is_active and p.id <> $3 limit ${deciders_max}`,
        [tx.orgId, now, actor.personId],
      ),
    )
    notify(
      app,
      tx,
      { record, byId: actor.personId, now },
      new Map(deciders.map(({ id }) => [id, 'incident_proposed' as const])),
    )
    return {
      result: head(record),
      created: record,
      facts: input.ticket_id === undefined ? {} : { ticket: input.ticket_id },
    }
  },
})
