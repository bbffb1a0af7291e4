/** Changing a team's rota, and looking beforehand at what a change would mean. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../../core/action.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { conflict, type FieldError, invalid, invalidFields } from '../../../../platform/http/problem.ts'
import { Body, Id, Time } from '../../../../platform/http/schema.ts'
import { newId } from '../../../../platform/id/id.ts'
import { checkLayers } from '../check.ts'
import { readsRotas, requireManages } from '../may.ts'
import type { Interval, Layer } from '../rota.ts'
import { within_ms_max } from '../rota.ts'
import { type LayerInput, Outlook, outlookOf, rotaFields } from '../schema.ts'
import {
  holidaysOf,
  loadRota,
  lockRota,
  namedIn,
  peopleOfTeam,
  type RotaPerson,
  storeRota,
} from '../store.ts'

const Params = Body({ id: Id })
const RotaInput = Body(rotaFields)

export const saveRota = plainAction({
  name: 'on_call.save',
  summary: 'Change a team’s rota. `version` is the one that was seen, 0 for a team without a rota.',
  path: '/api/teams/:id/rota',
  method: 'PUT',
  params: Params,
  input: Body({ version: Type.Integer({ minimum: 0 }), ...rotaFields }),
  output: Type.Object({ version: Type.Integer() }),
  permits: readsRotas,
  run: async ({ tx, actor, input, params, now }) => {
    const teamId = params.id ?? ''
    await requireManages(tx, actor, teamId)
    const stored = await lockRota(tx, teamId)
    const version = stored?.version ?? 0
    if (version !== input.version)
      throw conflict('Somebody else changed this rota in the meantime. Look at it and decide again.', {
        version,
      })
    const around = { from_ms: Date.parse(now), to_ms: Date.parse(now) }
    const known = (await loadRota(tx, teamId, around))?.layers ?? []
    const { layers } = await checked(tx, teamId, input, known)
    storeRota(tx, { ...input, teamId, layers }, { personId: actor.personId, now })
    return { result: { version: version + 1 }, audit: { team: teamId, layers: layers.length } }
  },
})

export const previewRota = plainAction({
  name: 'on_call.preview',
  summary: 'What a rota would mean for a time, without storing it.',
  path: '/api/teams/:id/rota/preview',
  params: Params,
  input: Body({ ...rotaFields, from: Time, to: Time }),
  output: Outlook,
  permits: readsRotas,
  run: async ({ tx, actor, input, params }) => {
    const teamId = params.id ?? ''
    await requireManages(tx, actor, teamId)
    const within = intervalOf(input)
    const stored = await loadRota(tx, teamId, within)
    const { layers, people } = await checked(tx, teamId, input, stored?.layers ?? [])
    const covers = (stored?.covers ?? []).filter((cover) =>
      layers.some((layer) => layer.id === cover.layer_id),
    )
    const holidays = await holidaysOf(tx, input.calendar_id ?? null, within)
    return { result: outlookOf({ layers, covers, holidays, is_always: input.is_always }, people, within) }
  },
})

/** The time that was asked for. Throws a 422 for one that ends before it begins, or that is too long. */
export function intervalOf({ from, to }: { from: string; to: string }): Interval {
  const within = { from_ms: Date.parse(from), to_ms: Date.parse(to) }
  if (!(within.to_ms > within.from_ms)) throw invalid('#/to', 'The end must be later than the beginning.')
  if (within.to_ms - within.from_ms > within_ms_max)
    throw invalid('#/to', 'This is more than a rota can be shown for. Choose at most a year.')
  return within
}

/** The layers with their ids. Throws a 422 that lists what contradicts itself and who cannot be on call. */
async function checked(
  tx: Tx,
  teamId: string,
  input: Static<typeof RotaInput>,
  known: readonly Layer[],
): Promise<{ layers: Layer[]; people: RotaPerson[] }> {
  const errors: FieldError[] = []
  const layers = input.layers.map((layer, index): Layer => {
    if (layer.id !== undefined && !known.some((each) => each.id === layer.id))
      errors.push({
        pointer: `#/layers/${index}`,
        detail: `“${layer.name}” is not in this rota any more. Load the page again.`,
      })
    return { ...layer, id: layer.id ?? newId() }
  })
  if (new Set(layers.map(({ id }) => id)).size < layers.length)
    errors.push({ pointer: '#/layers', detail: 'One layer is listed twice. Remove one of the two.' })
  errors.push(...(await holidayFlaws(tx, teamId, input)))
  const people = await peopleOfTeam(tx, teamId, namedIn({ layers, covers: [] }))
  errors.push(...checkLayers(layers), ...strangers(input.layers, people))
  if (errors.length > 0) throw invalidFields(errors.slice(0, 50))
  return { layers, people }
}

/** A calendar that is put away may stay where it is, and be chosen nowhere else. */
async function holidayFlaws(tx: Tx, teamId: string, input: Static<typeof RotaInput>): Promise<FieldError[]> {
  const { calendar_id = null, layers } = input
  if (calendar_id === null)
    return layers.flatMap(({ name, on_holidays = 'always' }, place) =>
      on_holidays === 'always'
        ? []
        : [
            {
              pointer: `#/layers/${place}/on_holidays`,
              detail: `“${name}” depends on holidays. Choose the calendar whose holidays count, or cover it on all days.`,
            },
          ],
    )
  const calendar = await tx.maybe(
    raw(
      `select 1 as one from escalation.calendar c where c.org_id = $1 and c.id = $2 and (c.archived_at is null
         or exists (select from escalation.rota o where o.org_id = $1 and o.team_id = $3 and o.calendar_id = c.id))`,
      [tx.orgId, calendar_id, teamId],
    ),
  )
  if (calendar) return []
  return [{ pointer: '#/calendar_id', detail: 'This calendar is not used any more. Choose another one.' }]
}

/** Whoever is not a member could not see the team's tickets, and whoever left does not answer. */
function strangers(layers: readonly LayerInput[], people: readonly RotaPerson[]): FieldError[] {
  const known = new Map(people.map((person) => [person.id, person]))
  return layers.flatMap((layer, place) =>
    layer.rotations.flatMap((rotation, turn) => {
      const absent = rotation.people.find((id) => !known.get(id)?.is_there)
      if (absent === undefined) return []
      const name = known.get(absent)?.name ?? 'Somebody on the list'
      const detail = `${name} is not an active member of the team. Add this person to the team first, or leave the person out.`
      return [{ pointer: `#/layers/${place}/rotations/${turn}/people`, detail }]
    }),
  )
}
