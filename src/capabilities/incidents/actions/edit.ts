import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Line, Nullable, NullableId, NullableTime } from '../../../platform/http/schema.ts'
import { requireCategory } from '../../tickets/index.ts'
import { changeIncident, setPlaces } from '../incident.ts'
import { incidentLife } from '../lifecycle.ts'
import { requireLeading, takesPart } from '../policy.ts'
import { armReminder } from '../reminder.ts'
import { Applications, PlaceIds, requireFuture, titleEntry } from './affected.ts'

/** Changes what it is called, what it affects, where people meet, and when the next word is due. */
export const edit = recordAction({
  name: 'incidents.edit',
  summary: 'Change title, affected applications and places, bridge, and when the next update is due.',
  life: incidentLife,
  input: Body({
    title: Type.Optional(Line(200)),
    applications: Type.Optional(Applications),
    place_ids: Type.Optional(PlaceIds),
    category_id: Type.Optional(NullableId),
    bridge_url: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
    next_update_at: Type.Optional(NullableTime),
  }),
  permits: takesPart,
  run: async ({ app, tx, actor, input, record, now }) => {
    await requireLeading(tx, actor, record)
    if (record.category === 'done') throw conflict('This is over and cannot be changed any more.')
    const { title, place_ids, applications, category_id, bridge_url, next_update_at } = input
    if (category_id) await requireCategory(tx, category_id)
    changeIncident(tx, record.id, {
      ...(applications ? { applications: [...new Set(applications)] } : {}),
      ...(category_id !== undefined ? { category_id } : {}),
      ...(bridge_url !== undefined ? { bridge_url: bridgeOf(bridge_url) } : {}),
      ...(next_update_at !== undefined ? { next_update_at: requireFuture(next_update_at, now) } : {}),
    })
    if (place_ids) await setPlaces(tx, record.id, place_ids)
    if (next_update_at !== undefined) armReminder(app, tx, record.id, next_update_at)
    if (title !== undefined) tx.send(titleEntry(record, title.trim(), now))
    return {
      result: {},
      changes: title === undefined ? {} : { title: title.trim() },
      facts: { changed: Object.keys(input) },
    }
  },
})

function bridgeOf(address: string | null): string | null {
  if (address === null || address.trim() === '') return null
  if (!URL.canParse(address.trim()) || new URL(address.trim()).protocol !== 'https:')
    throw invalid('#/bridge_url', 'Give the whole address of the call, beginning with https://.')
  return address.trim()
}
