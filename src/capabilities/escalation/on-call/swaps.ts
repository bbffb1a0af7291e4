/** Swaps that wait for an answer, as those see them who may. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id, NullableTime, Time } from '../../../platform/http/schema.ts'
import { Named } from './schema.ts'

export const SwapShown = Type.Object({
  id: Id,
  team: Named,
  layer: Named,
  asker: Named,
  asked: Named,
  from: Time,
  to: Time,
  back_from: { ...NullableTime, description: 'The shift that the asker takes in return, if one is named.' },
  back_to: NullableTime,
})
export type SwapShown = Static<typeof SwapShown>

/** Those of a team, or those that concern a person, which are not over. */
export function openSwaps(
  tx: Tx,
  of: { teamId?: string; personId?: string; now: string },
): Promise<SwapShown[]> {
  return tx.all(
    sql<SwapShown>`
      select s.id, json_build_object('id', t.id, 'name', t.name) as team, json_build_object('id', l.id, 'name', l.name) as layer,
        json_build_object('id', a.id, 'name', a.name) as asker, json_build_object('id', b.id, 'name', b.name) as asked,
        s.starts_at as "from", s.ends_at as "to", s.back_starts_at as back_from, s.back_ends_at as back_to
      from escalation.swap s join escalation.rota_layer l on l.org_id = s.org_id and l.id = s.layer_id
        join core.team t on t.org_id = l.org_id and t.id = l.team_id
        join core.person a on a.org_id = s.org_id and a.id = s.asker_id
        join core.person b on b.org_id = s.org_id and b.id = s.asked_id
      where s.org_id = ${tx.orgId} and s.state = 'asked' and s.ends_at > ${of.now}
        and (${of.teamId ?? null}::uuid is null or l.team_id = ${of.teamId ?? null}::uuid)
        and (${of.personId ?? null}::uuid is null or s.asker_id = ${of.personId ?? null}::uuid or s.asked_id = ${of.personId ?? null}::uuid)
      order by s.starts_at, s.id limit 100`,
  )
}
