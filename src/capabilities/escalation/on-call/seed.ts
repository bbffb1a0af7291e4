/** The demo hospital's rotas: each specialist team takes turns by the week, and one of them forgot to go on. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { Layer } from './rota.ts'
import { storeRota } from './store.ts'

const teams_max = 12
const people_max = 6
const weeks_behind = 8

type Team = { id: string; time_zone: string; people: string[] }

/** Gives every specialist team with two members or more a rota with two layers. */
export async function seedRotas(tx: Tx, now: Date): Promise<number> {
  const teams = await tx.all(
    raw<Team>(
      `select t.id, g.time_zone, array_agg(p.id order by m.is_lead, p.sort_name, p.id) as people
       from core.team t join core.organization g on g.id = t.org_id
         join core.team_member m on m.org_id = t.org_id and m.team_id = t.id
         join core.person p on p.org_id = m.org_id and p.id = m.person_id and p.is_active
       where t.org_id = $1 and t.tier > 1 group by t.id, t.org_id, g.time_zone, t.tier, t.name having count(*) > 1
       order by t.tier, t.name limit $2`,
      [tx.orgId, teams_max],
    ),
  )
  const today = Temporal.PlainDate.from(now.toISOString().slice(0, 10))
  const monday = today.subtract({ days: today.dayOfWeek - 1 + 7 * weeks_behind })
  for (const [index, team] of teams.entries()) {
    const people = team.people.slice(0, people_max)
    const ends = index === 0 ? today.add({ days: 17 }).toString() : null
    const layers = [
      layerOf('Primary', team.time_zone, people, monday.toString(), ends),
      // Who was primary last week backs up this week.
      layerOf(
        'Secondary',
        team.time_zone,
        [...people.slice(-1), ...people.slice(0, -1)],
        monday.toString(),
        null,
      ),
    ]
    const [first = ''] = people
    const rota = { teamId: team.id, is_always: true, acknowledge_minutes: 10, layers }
    storeRota(tx, rota, { personId: first, now: now.toISOString() })
    if (index === 0) leaveNote(tx, team.id, first, now)
  }
  return teams.length
}

function layerOf(name: string, time_zone: string, people: string[], from: string, to: string | null): Layer {
  const rotation = { people, from, to, handover_weekday: 1, handover_time: '08:00', length_days: 7 }
  return { id: newId(), name, time_zone, hours: [], rotations: [rotation] }
}

function leaveNote(tx: Tx, teamId: string, authorId: string, now: Date): void {
  const body =
    'The nightly interface restart was moved to 03:30. If the queue is still full at 04:00, follow the article on the restart order before you call the vendor.'
  tx.send(
    raw(
      'insert into escalation.handover_note (org_id, id, team_id, author_id, body, created_at) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, newId(), teamId, authorId, body, new Date(now.getTime() - 6 * 3_600_000).toISOString()],
    ),
  )
}
