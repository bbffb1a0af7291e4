/** Who sees a restricted record, who would not any more, and the glass that was broken. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Candidate, sideSeenBy } from '../../core/notifications/recipients.ts'
import { oneself } from '../../core/people/policy.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { restrictions } from '../../core/records/restriction.ts'
import { visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { Body, Id, Nullable, NullableText, NullableTime, OneOf, Time } from '../../platform/http/schema.ts'
import { Level, Params } from './actions.ts'
import { insideRecord, maySet, permitsRestricting, permitsReviewing } from './policy.ts'

const admissions_max = 200
const shown_max = 100
const people_max = 5_000
const glass_max = 200

const Named = Type.Object({ id: Id, name: Type.String() })
const Somebody = Type.Union([Named, Type.Null()])
const Admission = Type.Object({
  id: Id,
  way: OneOf(['named', 'granted', 'glass'] as const),
  person: Somebody,
  team: Somebody,
  by: Type.String(),
  given_at: Time,
  until: NullableTime,
  is_open: Type.Boolean(),
  ended_at: NullableTime,
  reason: NullableText,
})

/** For those inside: it also says who let whom in, and why. */
export const show = reader({
  name: 'restriction.show',
  summary: 'Who sees a record: its level, who is named, what was granted, and whether one may change it.',
  path: '/api/restricted-records/:id',
  params: Params,
  output: Type.Object({
    level: Level,
    team: Somebody,
    reason: Type.Union([Type.Object({ body: Type.String(), by: Type.String(), at: Time }), Type.Null()]),
    admissions: Type.Array(Admission),
    may_set: Type.Boolean(),
    may_set_security: Type.Boolean(),
  }),
  permits: () => true,
  run: async ({ tx, actor, params, now }) => {
    const record = await insideRecord(tx, actor, params.id as string, false)
    const own = sql`org_id = ${tx.orgId} and record_id = ${record.id}`
    const [admissions, reasons, teams] = await tx.many(
      sql<Static<typeof Admission>>`
        select d.id, d.way, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as person,
          case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end as team,
          b.name as by, d.given_at, d.until, d.ended_at is null and (d.until is null or d.until > ${now}) as is_open, d.ended_at,
          (select s.body from restriction.reason s where s.org_id = d.org_id and s.admission_id = d.id limit 1) as reason
        from (select * from core.admission where ${own} order by ended_at is null desc, given_at desc, id limit ${sql.lit(admissions_max)}) d
        join core.person b on b.org_id = d.org_id and b.id = d.given_by_id
        left join core.person p on p.org_id = d.org_id and p.id = d.person_id
        left join core.team t on t.org_id = d.org_id and t.id = d.team_id
        order by is_open desc, d.given_at desc, d.id`,
      sql<{ body: string; by: string; at: string }>`
        select s.body, b.name as by, s.at from restriction.reason s join core.person b on b.org_id = s.org_id and b.id = s.by_id
        where s.org_id = ${tx.orgId} and s.record_id = ${record.id} and s.admission_id is null order by s.at desc, s.id desc limit 1`,
      sql<
        Static<typeof Named>
      >`select id, name from core.team where org_id = ${tx.orgId} and id = ${record.team_id}`,
    )
    return {
      level: record.restriction,
      team: teams[0] ?? null,
      reason: reasons[0] ?? null,
      admissions,
      may_set: maySet(actor, record),
      may_set_security: maySet(actor, record, 'security'),
    }
  },
})

/** Everybody with a right that could open it, and everybody who belongs to it, with what each may do now. */
function mightSee(record: RecordRow, people: readonly string[], teams: readonly string[], now: string) {
  return sql<Candidate & { is_named: boolean }>`
    select p.id, p.name, false as has_address, w.person_id is not null as is_watcher, coalesce(w.is_participant, false) as is_participant, x.permissions,
      coalesce((select array_agg(m.team_id) from core.team_member m where m.org_id = p.org_id and m.person_id = p.id), '{}') as team_ids,
      (select d.record_id from core.admission d where d.org_id = p.org_id and d.record_id = ${record.id} and d.ended_at is null and (d.until is null or d.until > ${now})
        and (d.person_id = p.id or d.team_id in (select m.team_id from core.team_member m where m.org_id = p.org_id and m.person_id = p.id)) limit 1) as admitted_to,
      p.id = any(${people}::uuid[]) or exists (select from core.team_member m where m.org_id = p.org_id and m.person_id = p.id and m.team_id = any(${teams}::uuid[])) as is_named
    from core.person p
    left join core.watcher w on w.org_id = p.org_id and w.record_id = ${record.id} and w.person_id = p.id
    cross join lateral (select coalesce(array_agg(distinct permission), '{}') as permissions from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
      where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now})) x
    where p.org_id = ${record.org_id} and p.is_active and p.kind <> 'service'
    order by p.name, p.id limit ${sql.lit(people_max)}`
}

export const preview = reader({
  name: 'restriction.preview',
  summary: 'Who would not see a record any more, before it is restricted.',
  path: '/api/restricted-records/:id/preview',
  params: Params,
  isPosted: true,
  query: Body({
    level: Level,
    people: Type.Optional(Type.Array(Id, { maxItems: 50 })),
    teams: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  }),
  output: Type.Object({
    keep: Type.Integer(),
    lose: Type.Integer(),
    losers: Type.Array(Named, { description: 'The first hundred, by name.' }),
    loses_oneself: Type.Boolean(),
    is_complete: Type.Boolean(),
  }),
  permits: permitsRestricting,
  run: async ({ tx, actor, params, query, now }) => {
    const record = await insideRecord(tx, actor, params.id as string, false)
    const all = await tx.all(mightSee(record, query.people ?? [], query.teams ?? [], now))
    const seeing = all.filter((person) => sideSeenBy(person, record) !== undefined)
    const after = { ...record, restriction: query.level }
    const keeps = ({ is_named, ...person }: (typeof all)[number]) => {
      // A grant goes on; a name counts for the list alone.
      const admitted_to = is_named && query.level === 'listed' ? record.id : grantOnly(person, record)
      return sideSeenBy({ ...person, admitted_to }, after) !== undefined
    }
    const losers = seeing.filter((person) => !keeps(person))
    return {
      keep: seeing.length - losers.length,
      lose: losers.length,
      losers: losers.slice(0, shown_max).map(({ id, name }) => ({ id, name })),
      loses_oneself: losers.some(({ id }) => id === actor.personId),
      is_complete: all.length < people_max,
    }
  },
})

function grantOnly(person: Candidate, record: RecordRow): string | null {
  return record.restriction === 'listed' ? null : person.admitted_to
}

const Glass = Type.Object({
  id: Id,
  record_id: Id,
  kind: Type.String(),
  number: Type.Integer(),
  level: Nullable(OneOf(restrictions)),
  title: NullableText,
  person: Named,
  reason: Type.String(),
  broken_at: Time,
  until: Time,
  ended_at: NullableTime,
  reads: Type.Integer({ description: 'How often its page or a file was read through the broken glass.' }),
  parts_read: Type.Integer({
    description: 'How often something else of it was asked for, also without its page.',
  }),
  review_due_at: Time,
  is_late: Type.Boolean(),
  verdict: Nullable(OneOf(['justified', 'not_justified'] as const)),
  note: NullableText,
  reviewed_by: NullableText,
  reviewed_at: NullableTime,
  may_review: Type.Boolean(),
})

export const brokenGlass = reader({
  name: 'restriction.broken_glass',
  summary: 'Glass that was broken: what waits for a review, or what was reviewed.',
  path: '/api/broken-glass',
  query: Type.Object(
    { state: Type.Optional(OneOf(['open', 'past'] as const)) },
    { additionalProperties: false },
  ),
  output: Type.Object({ rows: Type.Array(Glass), open: Type.Integer() }),
  permits: permitsReviewing,
  run: async ({ tx, actor, query, now }) => {
    const isOpen = query.state !== 'past'
    const entries = await oneself(tx, actor.personId)
    const [rows, counts] = await tx.many(
      sql<Static<typeof Glass>>`
        select g.id, g.record_id, r.kind, r.number, r.restriction as level, case when ${visible(actor)} then r.title end as title,
          json_build_object('id', p.id, 'name', p.name) as person, s.body as reason, g.broken_at, d.until, d.ended_at,
          l.reads, l.parts_read,
          g.review_due_at, g.verdict is null and g.review_due_at <= ${now} as is_late, g.verdict, g.note, b.name as reviewed_by, g.reviewed_at,
          g.verdict is null and g.person_id <> all(${entries}::uuid[]) as may_review
        from restriction.glass g
        join core.record r on r.org_id = g.org_id and r.id = g.record_id
        join core.person p on p.org_id = g.org_id and p.id = g.person_id
        join core.admission d on d.org_id = g.org_id and d.id = g.admission_id
        join restriction.reason s on s.org_id = g.org_id and s.admission_id = g.admission_id
        left join core.person b on b.org_id = g.org_id and b.id = g.reviewed_by_id
        cross join lateral (select count(*) filter (where a.data ->> 'of' <> 'part')::int as reads, count(*) filter (where a.data ->> 'of' = 'part')::int as parts_read
          from core.audit a where a.org_id = g.org_id and a.actor_id = g.person_id and a.record_id = g.record_id
            and a.action = 'restriction.break_glass_read' and a.at >= g.broken_at and a.at <= d.until) l
        where g.org_id = ${tx.orgId} and ${isOpen ? sql`g.verdict is null` : sql`g.verdict is not null`}
        order by ${isOpen ? sql`g.review_due_at` : sql`g.reviewed_at desc`}, g.id limit ${sql.lit(glass_max)}`,
      sql<{
        open: number
      }>`select count(*)::int as open from restriction.glass where org_id = ${tx.orgId} and verdict is null`,
    )
    return { rows, open: counts[0]?.open ?? 0 }
  },
})
