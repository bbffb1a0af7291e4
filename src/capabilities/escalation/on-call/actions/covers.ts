/** Covers: one person in the place of whoever would be on call. What is past stays as it was. */
import { Type } from 'typebox'
import { plainAction } from '../../../../core/action.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../../platform/http/problem.ts'
import { Body, Id, Time } from '../../../../platform/http/schema.ts'
import { newId } from '../../../../platform/id/id.ts'
import { readsRotas, requireManages } from '../may.ts'
import { type Cover, type Interval, type Layer, subtract, touches } from '../rota.ts'
import { iso } from '../schema.ts'
import { loadRota, lockRota, noteMoved, peopleOfTeam, type StoredRota } from '../store.ts'
import { intervalOf } from './save.ts'

const Params = Body({ id: Id })

export const addCover = plainAction({
  name: 'on_call.cover',
  summary: 'Put a person in the place of whoever would be on call in a layer for a time.',
  path: '/api/teams/:id/rota/covers',
  params: Params,
  input: Body({ layer_id: Id, person_id: Id, from: Time, to: Time }),
  output: Type.Object({ id: Id }),
  permits: readsRotas,
  run: async ({ tx, actor, input, params, now }) => {
    const { id: teamId } = await requireManages(tx, actor, params.id ?? '')
    const within = fromNowOn(intervalOf(input), now)
    await lockRota(tx, teamId)
    const rota = await loadRota(tx, teamId, within)
    const layer = layerOf(rota, input.layer_id)
    await requireThere(tx, teamId, input.person_id, '#/person_id')
    const other = rota?.covers.find((cover) => cover.layer_id === layer.id && touches(cover, within))
    if (other)
      throw invalid(
        '#/from',
        `Somebody covers “${layer.name}” from ${onWall(other.from_ms, layer)} to ${onWall(other.to_ms, layer)} already. Remove that cover, or choose another time.`,
      )
    const id = newId()
    insertCover(tx, { ...within, id, layer_id: layer.id, person_id: input.person_id }, actor.personId, now)
    return { result: { id }, audit: { team: teamId, cover: id, person: input.person_id } }
  },
})

export const removeCover = plainAction({
  name: 'on_call.remove_cover',
  summary: 'Take a cover away. One that has begun ends now.',
  path: '/api/teams/:id/rota/covers/:cover',
  method: 'DELETE',
  params: Body({ id: Id, cover: Id }),
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: readsRotas,
  run: async ({ tx, actor, params, now }) => {
    const { id: teamId } = await requireManages(tx, actor, params.id ?? '')
    await lockRota(tx, teamId)
    const now_ms = Date.parse(now)
    const rota = await loadRota(tx, teamId, { from_ms: now_ms, to_ms: now_ms })
    const cover = rota?.covers.find((each) => each.id === params.cover)
    if (!cover || cover.to_ms <= now_ms) throw notFound('This cover')
    cutCovers(tx, rota?.covers ?? [], cover.layer_id, { from_ms: now_ms, to_ms: cover.to_ms }, cover.id)
    return { result: {}, audit: { team: teamId, cover: cover.id } }
  },
})

/** The time without what is past of it. Throws a 422 when nothing is left. */
export function fromNowOn(within: Interval, now: string): Interval {
  const from_ms = Math.max(within.from_ms, Date.parse(now))
  if (from_ms >= within.to_ms)
    throw invalid('#/to', 'This time is over. Choose one that ends later than now.')
  return { from_ms, to_ms: within.to_ms }
}

/** Throws a 422 when the rota has no such layer. */
export function layerOf(rota: StoredRota | undefined, id: string): Layer {
  const layer = rota?.layers.find((each) => each.id === id)
  if (!layer)
    throw invalid('#/layer_id', 'This layer is not in the rota of the team any more. Load the page again.')
  return layer
}

/** Throws a 422 for somebody who left, or who is not a member of the team. */
export async function requireThere(tx: Tx, teamId: string, personId: string, pointer: string): Promise<void> {
  const person = (await peopleOfTeam(tx, teamId, [])).find((each) => each.id === personId)
  if (!person?.is_there) throw invalid(pointer, 'Choose an active member of the team.')
}

/** The date and time on the wall of the layer's zone, for sentences. */
export function onWall(moment_ms: number, layer: Pick<Layer, 'time_zone'>): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(moment_ms).toZonedDateTimeISO(layer.time_zone)
  return wall.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
}

export function insertCover(
  tx: Tx,
  cover: Cover,
  byId: string,
  now: string,
  swapId: string | null = null,
): void {
  noteMoved(tx, cover.layer_id)
  tx.send(
    raw(
      'insert into escalation.cover (org_id, id, layer_id, person_id, starts_at, ends_at, swap_id, created_by, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
      [
        tx.orgId,
        cover.id,
        cover.layer_id,
        cover.person_id,
        iso(cover.from_ms),
        iso(cover.to_ms),
        swapId,
        byId,
        now,
      ],
    ),
  )
}

/** Takes the time out of the layer's covers (of one, when it is named); the parts before and after stay. */
export function cutCovers(
  tx: Tx,
  covers: readonly Cover[],
  layerId: string,
  away: Interval,
  onlyId?: string,
): void {
  noteMoved(tx, layerId)
  for (const cover of covers) {
    if (cover.layer_id !== layerId || !touches(cover, away)) continue
    if (onlyId !== undefined && cover.id !== onlyId) continue
    for (const { from_ms, to_ms } of subtract([cover], [away]))
      tx.send(
        raw(
          `insert into escalation.cover (org_id, id, layer_id, person_id, starts_at, ends_at, swap_id, created_by, created_at)
           select org_id, $3, layer_id, person_id, $4, $5, swap_id, created_by, created_at from escalation.cover where org_id = $1 and id = $2`,
          [tx.orgId, cover.id, newId(), iso(from_ms), iso(to_ms)],
        ),
      )
    tx.send(raw('delete from escalation.cover where org_id = $1 and id = $2', [tx.orgId, cover.id]))
  }
}
