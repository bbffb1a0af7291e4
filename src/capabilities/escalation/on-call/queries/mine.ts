/** What on-call means for the one who asks: the next shifts and the swaps that wait. */
import { Type } from 'typebox'
import { reader } from '../../../../core/registry.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { Id, Time } from '../../../../platform/http/schema.ts'
import { type Interval, type Shift, shifts } from '../rota.ts'
import { iso, Named } from '../schema.ts'
import { loadRotas, type StoredRota } from '../store.ts'
import { openSwaps, SwapShown } from '../swaps.ts'

const ahead_ms = 56 * 86_400_000
const shifts_max = 200

export const mine = reader({
  name: 'on_call.mine',
  summary: 'One’s own shifts of the next eight weeks, and the swaps that wait for an answer.',
  path: '/api/on-call/mine',
  output: Type.Object({
    shifts: Type.Array(Type.Object({ team: Named, layer: Named, from: Time, to: Time, layer_id: Id })),
    swaps: Type.Array(SwapShown),
  }),
  permits: () => true,
  run: async ({ tx, actor, now }) => {
    const now_ms = Date.parse(now)
    const own = await shiftsOfPerson(tx, actor.personId, { from_ms: now_ms, to_ms: now_ms + ahead_ms })
    return {
      shifts: own.slice(0, shifts_max).map(({ rota, shift }) => ({
        team: rota.team,
        layer: { id: shift.layer_id, name: layerName(rota, shift) },
        layer_id: shift.layer_id,
        from: iso(shift.from_ms),
        to: iso(shift.to_ms),
      })),
      swaps: await openSwaps(tx, { personId: actor.personId, now }),
    }
  },
})

export type OwnShift = { rota: StoredRota; shift: Shift }

/** Every shift of the person that touches the time, in all teams, by beginning. */
export async function shiftsOfPerson(tx: Tx, personId: string, within: Interval): Promise<OwnShift[]> {
  const teams = await tx.all(
    raw<{ team_id: string }>(
      `select distinct l.team_id from escalation.rota_layer l
       where l.org_id = $1 and (exists (select from escalation.rotation n join escalation.rotation_person p on p.org_id = n.org_id and p.rotation_id = n.id
             where n.org_id = l.org_id and n.layer_id = l.id and p.person_id = $2)
           or exists (select from escalation.cover c where c.org_id = l.org_id and c.layer_id = l.id and c.person_id = $2))`,
      [tx.orgId, personId],
    ),
  )
  if (teams.length === 0) return []
  const rotas = await loadRotas(
    tx,
    within,
    teams.map((team) => team.team_id),
  )
  return rotas
    .flatMap((rota) =>
      shifts(rota, within)
        .filter((shift) => shift.person_id === personId)
        .map((shift) => ({ rota, shift })),
    )
    .sort((one, other) => one.shift.from_ms - other.shift.from_ms)
}

export function layerName(rota: StoredRota, shift: Shift): string {
  return rota.layers.find((layer) => layer.id === shift.layer_id)?.name ?? '?'
}
