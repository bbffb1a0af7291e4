/** Rotas as they are stored, and as the pure computation wants them. */
import { sql } from 'kysely'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { Cover, Holiday, Interval, Layer, Rota } from './rota.ts'
import { momentOf } from './wall-clock.ts'

export type StoredRota = Rota & {
  team: { id: string; name: string }
  is_always: boolean
  acknowledge_minutes: number
  version: number
  /** How often it changed who is on call when: it never goes back. */
  changes: number
  calendar_id: string | null
}

const rotas_max = 500
const layers_max = 5_000
const covers_max = 5_000
// A turn lasts a year at most, so covers this far away still cut a shift that touches the time.
const reach_ms = 370 * 86_400_000

type RotaRow = Omit<StoredRota, keyof Rota | 'team'> & { team_id: string; name: string; rules: Rules | null }
/** What a calendar says of holidays; dates and times are those on a wall of its zone. */
type Rules = {
  time_zone: string
  holidays: { date: string; name: string; from?: string; to?: string }[]
}
type CoverRow = { id: string; team_id: string; layer_id: string; person_id: string; from: string; to: string }

/** The rotas of the teams that are in use (of all, when none are named), with the covers around the time. */
export async function loadRotas(
  tx: Tx,
  within: Interval,
  teamIds: readonly string[] | null = null,
): Promise<StoredRota[]> {
  const [rotas, layers, covers] = await tx.many(
    sql<RotaRow>`
      select o.team_id, t.name, o.is_always, o.acknowledge_minutes, o.version, o.changes, o.calendar_id, v.rules
      from escalation.rota o join core.team t on t.org_id = o.org_id and t.id = o.team_id
      left join escalation.calendar d on d.org_id = o.org_id and d.id = o.calendar_id
      left join escalation.calendar_version v on v.org_id = d.org_id and v.calendar_id = d.id and v.number = d.version
      where o.org_id = ${tx.orgId} and t.archived_at is null and (${teamIds}::uuid[] is null or o.team_id = any(${teamIds}::uuid[]))
      order by t.tier, t.name, t.id limit ${rotas_max}`,
    sql<Layer & { team_id: string }>`
      select l.team_id, l.id, l.name, l.time_zone, l.hours, l.on_holidays,
        coalesce((select json_agg(json_build_object('from', n.from_date, 'to', n.to_date, 'handover_weekday', n.handover_weekday,
            'handover_time', to_char(make_interval(mins => n.handover_minute), 'HH24:MI'), 'length_days', n.length_days,
            'people', (select coalesce(json_agg(p.person_id order by p.position), '[]') from escalation.rotation_person p where p.org_id = n.org_id and p.rotation_id = n.id)) order by n.from_date, n.id)
          from escalation.rotation n where n.org_id = l.org_id and n.layer_id = l.id), '[]') as rotations
      from escalation.rota_layer l
      where l.org_id = ${tx.orgId} and (${teamIds}::uuid[] is null or l.team_id = any(${teamIds}::uuid[]))
      order by l.team_id, l.position, l.id limit ${layers_max}`,
    sql<CoverRow>`
      select c.id, l.team_id, c.layer_id, c.person_id, c.starts_at as "from", c.ends_at as "to"
      from escalation.cover c join escalation.rota_layer l on l.org_id = c.org_id and l.id = c.layer_id
      where c.org_id = ${tx.orgId} and (${teamIds}::uuid[] is null or l.team_id = any(${teamIds}::uuid[]))
        and c.ends_at > ${new Date(within.from_ms - reach_ms).toISOString()} and c.starts_at < ${new Date(within.to_ms + reach_ms).toISOString()}
      order by c.starts_at, c.id limit ${covers_max}`,
  )
  return rotas.map(({ team_id, name, rules, ...rest }) => ({
    ...rest,
    holidays: rules === null ? [] : holidaysAround(rules, within),
    team: { id: team_id, name },
    layers: layers.filter((layer) => layer.team_id === team_id).map(({ team_id: _team, ...layer }) => layer),
    covers: covers.filter((cover) => cover.team_id === team_id).map(toCover),
  }))
}

function toCover({ id, layer_id, person_id, from, to }: CoverRow): Cover {
  return { id, layer_id, person_id, from_ms: Date.parse(from), to_ms: Date.parse(to) }
}

/** The holidays of the calendar around the time, while a rota that names it is not stored yet. */
export async function holidaysOf(tx: Tx, calendarId: string | null, within: Interval): Promise<Holiday[]> {
  if (calendarId === null) return []
  const found = await tx.maybe(
    raw<{ rules: Rules }>(
      `select v.rules from escalation.calendar d
       join escalation.calendar_version v on v.org_id = d.org_id and v.calendar_id = d.id and v.number = d.version
       where d.org_id = $1 and d.id = $2`,
      [tx.orgId, calendarId],
    ),
  )
  return found ? holidaysAround(found.rules, within) : []
}

// A holiday this far away still cuts a shift that touches the time.
function holidaysAround({ time_zone, holidays }: Rules, within: Interval): Holiday[] {
  const first = new Date(within.from_ms - reach_ms).toISOString().slice(0, 10)
  const last = new Date(within.to_ms + reach_ms).toISOString().slice(0, 10)
  return holidays
    .filter(({ date }) => date >= first && date <= last)
    .map(({ date, name, from = '00:00', to = '24:00' }) => {
      const next = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
      const end = to === '24:00' ? { date: next, time: '00:00' } : { date, time: to }
      return { name, from_ms: momentOf({ date, time: from }, time_zone), to_ms: momentOf(end, time_zone) }
    })
}

/** The rota of a team; undefined when it has none. */
export async function loadRota(tx: Tx, teamId: string, within: Interval): Promise<StoredRota | undefined> {
  return (await loadRotas(tx, within, [teamId]))[0]
}

/** Makes changes of one team's rota wait for each other; undefined when the team has none. */
export async function lockRota(tx: Tx, teamId: string): Promise<{ version: number } | undefined> {
  // The team is locked too, since a rota that is not there yet cannot be.
  tx.send(raw('select from core.team where org_id = $1 and id = $2 for update', [tx.orgId, teamId]))
  return tx.maybe(
    raw<{ version: number }>(
      'select version from escalation.rota where org_id = $1 and team_id = $2 for update',
      [tx.orgId, teamId],
    ),
  )
}

/** Says that other people are on call, or at other times, in the rota of a layer. */
export function noteMoved(tx: Tx, layerId: string): void {
  tx.send(
    raw(
      `update escalation.rota o set changes = o.changes + 1 from escalation.rota_layer l
       where o.org_id = $1 and l.org_id = $1 and l.id = $2 and o.team_id = l.team_id`,
      [tx.orgId, layerId],
    ),
  )
}

/** Stores what a rota says; layers that are gone take their covers and swaps along. The rota was locked and checked. */
export function storeRota(
  tx: Tx,
  rota: Pick<StoredRota, 'is_always' | 'acknowledge_minutes' | 'layers'> & {
    teamId: string
    calendar_id?: string | null
  },
  by: { personId: string; now: string },
): void {
  tx.send(
    raw(
      `insert into escalation.rota (org_id, team_id, is_always, acknowledge_minutes, updated_by, updated_at, calendar_id) values ($1,$2,$3,$4,$5,$6,$7)
       on conflict (org_id, team_id) do update set is_always = $3, acknowledge_minutes = $4, updated_by = $5, updated_at = $6, calendar_id = $7,
         version = escalation.rota.version + 1, changes = escalation.rota.changes + 1`,
      [
        tx.orgId,
        rota.teamId,
        rota.is_always,
        rota.acknowledge_minutes,
        by.personId,
        by.now,
        rota.calendar_id ?? null,
      ],
    ),
  )
  const kept = rota.layers.map((layer) => layer.id)
  const mine = 'select id from escalation.rota_layer where org_id = $1 and team_id = $2'
  tx.send(
    raw(
      `delete from escalation.rotation_person where org_id = $1 and rotation_id in (select id from escalation.rotation where org_id = $1 and layer_id in (${mine}))`,
      [tx.orgId, rota.teamId],
    ),
  )
  tx.send(
    raw(`delete from escalation.rotation where org_id = $1 and layer_id in (${mine})`, [
      tx.orgId,
      rota.teamId,
    ]),
  )
  for (const table of ['cover', 'swap'])
    tx.send(
      raw(
        `delete from escalation.${table} where org_id = $1 and layer_id in (${mine} and id <> all($3::uuid[]))`,
        [tx.orgId, rota.teamId, kept],
      ),
    )
  tx.send(
    raw('delete from escalation.rota_layer where org_id = $1 and team_id = $2 and id <> all($3::uuid[])', [
      tx.orgId,
      rota.teamId,
      kept,
    ]),
  )
  for (const [position, layer] of rota.layers.entries()) storeLayer(tx, rota.teamId, layer, position)
}

function storeLayer(tx: Tx, teamId: string, layer: Layer, position: number): void {
  tx.send(
    raw(
      `insert into escalation.rota_layer (org_id, id, team_id, position, name, time_zone, hours, on_holidays) values ($1,$2,$3,$4,$5,$6,$7,$8)
       on conflict (org_id, id) do update set position = $4, name = $5, time_zone = $6, hours = $7, on_holidays = $8`,
      [
        tx.orgId,
        layer.id,
        teamId,
        position,
        layer.name.trim(),
        layer.time_zone,
        JSON.stringify(layer.hours),
        layer.on_holidays ?? 'always',
      ],
    ),
  )
  for (const rotation of layer.rotations) {
    const id = newId()
    const [hour = '0', minute = '0'] = rotation.handover_time.split(':')
    tx.send(
      raw(
        `insert into escalation.rotation (org_id, id, layer_id, from_date, to_date, handover_weekday, handover_minute, length_days)
         values ($1,$2,$3,$4,$5,$6,$7,$8)`,
        [
          tx.orgId,
          id,
          layer.id,
          rotation.from,
          rotation.to,
          rotation.handover_weekday,
          Number(hour) * 60 + Number(minute),
          rotation.length_days,
        ],
      ),
    )
    tx.send(
      raw(
        `insert into escalation.rotation_person (org_id, rotation_id, position, person_id)
         select $1, $2, place - 1, person from unnest($3::uuid[]) with ordinality as listed (person, place)`,
        [tx.orgId, id, rotation.people],
      ),
    )
  }
}

/** Somebody whom a rota may name; `is_there` is an active person who is a member of the team. */
export type RotaPerson = { id: string; name: string; is_there: boolean; is_lead: boolean }

const people_max = 1_000

/** The members of the team, and whoever else is named. */
export function peopleOfTeam(tx: Tx, teamId: string, named: readonly string[]): Promise<RotaPerson[]> {
  return tx.all(
    raw<RotaPerson>(
      `select p.id, p.name, p.is_active and m.person_id is not null as is_there, coalesce(m.is_lead, false) as is_lead
       from core.person p left join core.team_member m on m.org_id = p.org_id and m.person_id = p.id and m.team_id = $2
       where p.org_id = $1 and (m.person_id is not null or p.id = any($3::uuid[])) order by p.sort_name, p.id limit ${people_max}`,
      [tx.orgId, teamId, [...new Set(named)]],
    ),
  )
}

/** Those whom the rotas name, by team, with how to reach them. */
export async function peopleOfTeams(
  tx: Tx,
  rotas: readonly StoredRota[],
): Promise<Map<string, Map<string, RotaPerson & { phone: string | null }>>> {
  const pairs = rotas.flatMap((rota) => [...new Set(namedIn(rota))].map((person) => [rota.team.id, person]))
  const rows = await tx.all(
    raw<RotaPerson & { phone: string | null; team_id: string }>(
      `select w.team_id, p.id, p.name, p.phone, p.is_active and m.person_id is not null as is_there, coalesce(m.is_lead, false) as is_lead
       from unnest($2::uuid[], $3::uuid[]) as w (team_id, person_id)
         join core.person p on p.org_id = $1 and p.id = w.person_id
         left join core.team_member m on m.org_id = $1 and m.team_id = w.team_id and m.person_id = p.id`,
      [tx.orgId, pairs.map(([team]) => team), pairs.map(([, person]) => person)],
    ),
  )
  const teams = new Map(rotas.map((rota) => [rota.team.id, new Map<string, (typeof rows)[number]>()]))
  for (const row of rows) teams.get(row.team_id)?.set(row.id, row)
  return teams
}

/** Everybody whom the rota names. */
export function namedIn(rota: Rota): string[] {
  return [
    ...rota.layers.flatMap((layer) => layer.rotations.flatMap((rotation) => rotation.people)),
    ...rota.covers.map((cover) => cover.person_id),
  ]
}
