/** Who calls: found while one types, and seen at one glance. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { patterns, searchWords } from '../../../core/people/directory/list.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, Time } from '../../../platform/http/schema.ts'
import { answersCalls } from './may.ts'

const people_max = 8
const workstations_max = 4
const found_max = 50
const open_max = 20
const last_max = 10
const recent_max = 10
/** Of how many of the newest tickets the devices are looked up. */
const looked_at_max = 50

const Named = Type.Object({ id: Id, name: Type.String() })
const MaybeNamed = Nullable(Named)
const Workstation = Type.Object({ id: Id, name: Type.String(), place: MaybeNamed })
const CallerLine = Type.Object({
  id: Id,
  name: Type.String(),
  kind: Type.String(),
  title: NullableText,
  department: NullableText,
  phone: NullableText,
  extension: NullableText,
})
type CallerLine = Static<typeof CallerLine>

const line = sql`p.id, p.name, p.kind, p.title, d.name as department, p.phone, p.extension`

export const callers = reader({
  name: 'phone.callers',
  summary:
    'Who may be calling: people by name, extension, phone, badge or address, and workstations by name.',
  path: '/api/phone/callers',
  query: Body({ q: Type.String({ maxLength: 200 }) }),
  output: Type.Object({ people: Type.Array(CallerLine), workstations: Type.Array(Workstation) }),
  permits: answersCalls,
  run: async ({ tx, query }) => {
    const words = searchWords(query.q)
    if (words.length === 0) return { people: [], workstations: [] }
    const exact = words.join(' ')
    const [people, workstations] = await tx.many(
      sql<CallerLine>`select ${line}
        from core.find_callers(${patterns(words)}::text[], ${found_max}) f ${joined(tx.orgId)}
        order by (p.extension = ${exact} or core.fold(p.badge) = ${exact}) desc nulls last, p.sort_name, p.id limit ${sql.raw(String(people_max))}`,
      sql<Static<typeof Workstation>>`select w.id, w.name,
          case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as place
        from core.workstation w left join core.place s on s.org_id = w.org_id and s.id = w.place_id
        where w.org_id = ${tx.orgId} and w.archived_at is null and starts_with(lower(w.name), ${query.q.replaceAll('\0', '').trim().toLowerCase()})
        order by w.name limit ${sql.raw(String(workstations_max))}`,
    )
    if (people.length + workstations.length > 0) return { people, workstations }
    // Only what finds nobody is looked for with its typing errors, which costs more.
    const similar = await tx.all(
      sql<CallerLine>`select ${line}
        from core.find_people(${exact}, ${patterns(words)}::text[], ${found_max}) f ${joined(tx.orgId)}
        where p.is_active and p.merged_into_id is null and p.kind <> 'service'
        order by f.closeness desc, p.sort_name, p.id limit ${sql.raw(String(people_max))}`,
    )
    return { people: similar, workstations }
  },
})

function joined(orgId: string) {
  return sql`join core.person p on p.org_id = ${orgId} and p.id = f.id
    left join core.department d on d.org_id = p.org_id and d.id = p.department_id`
}

const Ticket = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  priority: Nullable(Type.Integer()),
  team: NullableText,
  created_at: Time,
})
type Ticket = Static<typeof Ticket>

const Caller = Type.Object({
  ...CallerLine.properties,
  badge: NullableText,
  email: NullableText,
  place: MaybeNamed,
  manager: MaybeNamed,
})

export const caller = reader({
  name: 'phone.caller',
  summary: 'A caller at one glance: place, manager, devices, open tickets and the last ones.',
  path: '/api/phone/callers/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    person: Caller,
    workstations: Type.Array(Workstation, { description: 'Those that the last tickets name, latest first.' }),
    open: Type.Array(Ticket),
    last: Type.Array(Ticket, { description: 'The last ones that are over.' }),
  }),
  permits: answersCalls,
  run: async ({ tx, actor, params }) => {
    const id = params.id ?? ''
    const [people, open, last, workstations] = await tx.many(
      sql<Static<typeof Caller>>`select ${line}, p.badge, p.email,
          case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as place,
          case when m.id is not null then json_build_object('id', m.id, 'name', m.name) end as manager
        from core.person p left join core.department d on d.org_id = p.org_id and d.id = p.department_id
        left join core.place s on s.org_id = p.org_id and s.id = p.place_id
        left join core.person m on m.org_id = p.org_id and m.id = p.manager_id
        where p.org_id = ${tx.orgId} and p.id = ${id} and p.kind <> 'service'`,
      ticketsOf(actor, id, sql`r.category <> 'done'`, open_max),
      ticketsOf(actor, id, sql`r.category = 'done'`, last_max),
      sql<Static<typeof Workstation>>`select w.id, w.name,
          case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as place
        from (select t.workstation_id, max(x.updated_at) as at
          from (${recordsOf(actor, id, sql`true`, looked_at_max)}) x join tickets.ticket t on t.org_id = x.org_id and t.id = x.id
          where t.workstation_id is not null group by 1) used
        join core.workstation w on w.org_id = ${tx.orgId} and w.id = used.workstation_id and w.archived_at is null
        left join core.place s on s.org_id = w.org_id and s.id = w.place_id
        order by used.at desc limit ${sql.raw(String(workstations_max))}`,
    )
    const [person] = people
    if (!person) throw notFound('This person')
    return { person, workstations, open, last }
  },
})

function recordsOf(actor: Actor, personId: string, fits: ReturnType<typeof sql>, limit: number) {
  return sql`select r.org_id, r.id, r.number, r.title, r.state, r.priority, r.team_id, r.created_at, r.updated_at from core.record r
    where r.kind = 'ticket' and r.requester_id = ${personId} and ${fits} and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}
    order by r.updated_at desc, r.id desc limit ${sql.raw(String(limit))}`
}

function ticketsOf(actor: Actor, personId: string, fits: ReturnType<typeof sql>, limit: number) {
  return sql<Ticket>`select x.id, x.number, x.title, x.state, x.priority, m.name as team, x.created_at
    from (${recordsOf(actor, personId, fits, limit)}) x left join core.team m on m.org_id = x.org_id and m.id = x.team_id
    order by x.updated_at desc, x.id desc`
}

/** The callers of the calls that one logged last. */
export const recent = reader({
  name: 'phone.recent',
  summary: 'The people whose calls one logged last.',
  path: '/api/phone/recent',
  output: Type.Object({ people: Type.Array(CallerLine) }),
  permits: answersCalls,
  run: async ({ tx, actor }) => ({
    people: await tx.all(
      sql<CallerLine>`select ${line}
        from (select r.requester_id as id, max(x.logged_at) as at
          from (select c.ticket_id, c.logged_at from tickets.phone_call c
            where c.org_id = ${tx.orgId} and c.agent_id = ${actor.personId} order by c.logged_at desc limit 50) x
          join core.record r on r.org_id = ${tx.orgId} and r.id = x.ticket_id and ${visible(actor, 'ticket')} group by 1) last
        join core.person p on p.org_id = ${tx.orgId} and p.id = last.id and p.is_active
        left join core.department d on d.org_id = p.org_id and d.id = p.department_id
        order by last.at desc limit ${sql.raw(String(recent_max))}`,
    ),
  }),
})

/** Those who called about a workstation: whoever reads its name off the screen often called before. */
export const ofWorkstation = reader({
  name: 'phone.workstation',
  summary: 'The people whose tickets name a workstation, latest first.',
  path: '/api/phone/workstations/:id',
  params: Body({ id: Id }),
  output: Type.Object({ people: Type.Array(CallerLine) }),
  permits: answersCalls,
  run: async ({ tx, actor, params }) => {
    const known = await tx.maybe(
      raw('select 1 as known from core.workstation where org_id = $1 and id = $2', [tx.orgId, params.id]),
    )
    if (!known) throw notFound('This workstation')
    return {
      people: await tx.all(
        sql<CallerLine>`select ${line}
          from (select x.requester_id as id, max(x.created_at) as at
            from (select r.requester_id, r.created_at from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id
              where t.org_id = ${tx.orgId} and t.workstation_id = ${params.id} and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}
              order by t.id desc limit ${sql.raw(String(looked_at_max))}) x group by 1) last
          join core.person p on p.org_id = ${tx.orgId} and p.id = last.id and p.is_active and p.kind <> 'service'
          left join core.department d on d.org_id = p.org_id and d.id = p.department_id
          order by last.at desc limit ${sql.raw(String(people_max))}`,
      ),
    }
  },
})
