/** A team's rota with everything that belongs to it, and what it means for a time. */
import { Type } from 'typebox'
import { reader } from '../../../../core/registry.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { Body, Id, NullableId, Time } from '../../../../platform/http/schema.ts'
import { intervalOf } from '../actions/save.ts'
import { readsRotas, standingIn } from '../may.ts'
import { LayerShown, Named, Outlook, outlookOf, PersonShown } from '../schema.ts'
import { loadRota, namedIn, peopleOfTeam } from '../store.ts'
import { openSwaps, SwapShown } from '../swaps.ts'

const Params = Body({ id: Id })
const Note = Type.Object({ id: Id, author: Named, body: Type.String(), created_at: Time })
const Cover = Type.Object({ id: Id, layer_id: Id, person: Named, from: Time, to: Time })

export const showRota = reader({
  name: 'on_call.rota',
  summary: 'A team’s rota with its covers, swaps and hand-over notes.',
  path: '/api/teams/:id/rota',
  params: Params,
  output: Type.Object({
    team: Named,
    version: Type.Integer({ description: '0 while the team has no rota.' }),
    is_always: Type.Boolean(),
    acknowledge_minutes: Type.Integer(),
    calendar_id: { ...NullableId, description: 'The calendar whose holidays count.' },
    calendars: Type.Array(Named, { description: 'Those to choose from, for who may change the rota.' }),
    layers: Type.Array(LayerShown),
    covers: Type.Array(Cover, { description: 'Those that are not over.' }),
    swaps: Type.Array(SwapShown, { description: 'Those that wait for an answer.' }),
    notes: Type.Array(Note),
    people: Type.Array(PersonShown),
    time_zone: Type.String({ description: 'Of the organization.' }),
    is_member: Type.Boolean(),
    may_edit: Type.Boolean(),
  }),
  permits: readsRotas,
  run: async ({ tx, actor, params, now }) => {
    const { id, name, isMember, manages } = await standingIn(tx, actor, params.id ?? '')
    const now_ms = Date.parse(now)
    const rota = await loadRota(tx, id, { from_ms: now_ms, to_ms: now_ms })
    const people = await peopleOfTeam(tx, id, rota ? namedIn(rota) : [])
    const [covers, notes, zones, calendars] = await tx.many(
      coversAfter(tx, id, now),
      notesOf(tx, id),
      zoneOf(tx),
      manages ? calendarsFor(tx, id) : undefined,
    )
    return {
      team: { id, name },
      version: rota?.version ?? 0,
      is_always: rota?.is_always ?? true,
      acknowledge_minutes: rota?.acknowledge_minutes ?? 10,
      calendar_id: rota?.calendar_id ?? null,
      calendars,
      layers: [...(rota?.layers ?? [])],
      covers,
      swaps: await openSwaps(tx, { teamId: id, now }),
      notes,
      people: people.map(({ id, name, is_there }) => ({ id, name, is_there })),
      time_zone: zones[0]?.time_zone ?? 'UTC',
      is_member: isMember,
      may_edit: manages,
    }
  },
})

function coversAfter(tx: Tx, teamId: string, now: string) {
  return raw<{
    id: string
    layer_id: string
    person: { id: string; name: string }
    from: string
    to: string
  }>(
    `select c.id, c.layer_id, json_build_object('id', p.id, 'name', p.name) as person, c.starts_at as "from", c.ends_at as "to"
     from escalation.cover c join escalation.rota_layer l on l.org_id = c.org_id and l.id = c.layer_id
       join core.person p on p.org_id = c.org_id and p.id = c.person_id
     where c.org_id = $1 and l.team_id = $2 and c.ends_at > $3 order by c.starts_at, c.id limit 200`,
    [tx.orgId, teamId, now],
  )
}

function notesOf(tx: Tx, teamId: string) {
  return raw<{ id: string; author: { id: string; name: string }; body: string; created_at: string }>(
    `select n.id, json_build_object('id', p.id, 'name', p.name) as author, n.body, n.created_at
     from escalation.handover_note n join core.person p on p.org_id = n.org_id and p.id = n.author_id
     where n.org_id = $1 and n.team_id = $2 order by n.created_at desc, n.id desc limit 20`,
    [tx.orgId, teamId],
  )
}

function calendarsFor(tx: Tx, teamId: string) {
  return raw<{ id: string; name: string }>(
    `select c.id, c.name from escalation.calendar c where c.org_id = $1 and (c.archived_at is null
       or exists (select from escalation.rota o where o.org_id = $1 and o.team_id = $2 and o.calendar_id = c.id))
     order by c.name, c.id limit 200`,
    [tx.orgId, teamId],
  )
}

function zoneOf(tx: Tx) {
  return raw<{ time_zone: string }>('select time_zone from core.organization where id = $1', [tx.orgId])
}

export const shiftsOfRota = reader({
  name: 'on_call.shifts',
  summary: 'The shifts of a team’s rota in a time, and where somebody is missing.',
  path: '/api/teams/:id/rota/shifts',
  params: Params,
  query: Type.Object({ from: Time, to: Time }, { additionalProperties: false }),
  output: Type.Object({ ...Outlook.properties, team: Named, has_rota: Type.Boolean() }),
  permits: readsRotas,
  run: async ({ tx, actor, params, query }) => {
    const { id, name } = await standingIn(tx, actor, params.id ?? '')
    const within = intervalOf(query)
    const rota = await loadRota(tx, id, within)
    if (!rota) return { team: { id, name }, has_rota: false, shifts: [], gaps: [], doubles: [], holidays: [] }
    const people = await peopleOfTeam(tx, id, namedIn(rota))
    return { team: { id, name }, has_rota: true, ...outlookOf(rota, people, within) }
  },
})
