/** The courses, and one with its versions. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Restriction } from '../../../core/records/restriction.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  OneOf,
} from '../../../platform/http/schema.ts'
import { manages, readsAll, readsOwn, records } from '../policy.ts'
import { activityKinds, courseKinds } from './lifecycle.ts'
import { seatedVersions } from './materials.ts'
import { minutesOf } from './shape.ts'
import { versionsOf } from './store.ts'

const courses_max = 200
export const courseStates = ['draft', 'published', 'retired'] as const

const Row = {
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(courseStates),
  course_kind: OneOf(courseKinds),
  applications: Type.Array(Type.String()),
  audience: Type.String(),
  published: Nullable(Type.Integer({ description: 'The newest published version.' })),
  minutes: Type.Integer({ description: 'How long its lesson plan takes.' }),
  owner: NullableText,
}

export const courses = reader({
  name: 'courses.list',
  summary: `The courses that this person may see, by title; ${courses_max} at most.`,
  path: '/api/courses',
  query: Body({
    state: Type.Optional(OneOf(courseStates)),
    kind: Type.Optional(OneOf(courseKinds)),
    q: Type.Optional(Type.String({ maxLength: 100, description: 'In the title or an application.' })),
  }),
  output: Type.Object({ rows: Type.Array(Type.Object(Row)) }),
  permits: readsOwn,
  run: async ({ tx, actor, query }) => {
    // From outside only what is published is there, in its published version.
    const isInside = readsAll(actor)
    const q = query.q?.trim().toLowerCase() ?? ''
    const rows = await tx.all(
      sql<{
        id: string
        number: number
        title: string
        state: (typeof courseStates)[number]
        course_kind: (typeof courseKinds)[number]
        applications: string[]
        audience: string
        published: number | null
        minutes: number
        owner: string | null
      }>`select r.id, r.number, v.title, r.state, v.course_kind, v.applications, v.audience,
          (select max(p.version) from training.course_version p where p.org_id = r.org_id and p.course_id = r.id and p.published_at is not null) as published,
          (select coalesce(sum(a.minutes), 0)::int from training.activity a where a.org_id = r.org_id and a.course_id = r.id and a.version = v.version) as minutes,
          (select p.name from core.person p where p.org_id = r.org_id and p.id = r.owner_id) as owner
        from core.record r join lateral (
          select * from training.course_version v where v.org_id = r.org_id and v.course_id = r.id
          order by (v.published_at is not null) desc, v.version desc limit 1) v on true
        where r.kind = 'course' and ${visible(actor, 'course')}
          and (${isInside} or r.state = 'published')
          and (${query.state ?? null}::text is null or r.state = ${query.state ?? null})
          and (${query.kind ?? null}::text is null or v.course_kind = ${query.kind ?? null})
          and (${q} = '' or position(${q} in lower(v.title || ' ' || array_to_string(v.applications, ' '))) > 0)
        order by lower(v.title), r.number limit ${courses_max}`,
    )
    return { rows }
  },
})

const Version = Type.Object({
  version: Type.Integer(),
  title: Type.String(),
  course_kind: OneOf(courseKinds),
  applications: Type.Array(Type.String()),
  audience: Type.String(),
  summary: Type.String(),
  needs_approval: Type.Boolean(),
  published_at: NullableTime,
  minutes: Type.Integer(),
  objectives: Type.Array(
    Type.Object({
      statement: Type.String(),
      competency_id: NullableId,
      code: NullableText,
      competency: NullableText,
      levels: Nullable(Type.Array(Type.String())),
      level: Nullable(Type.Integer()),
      level_name: NullableText,
    }),
  ),
  activities: Type.Array(
    Type.Object({
      activity_kind: OneOf(activityKinds),
      title: Type.String(),
      minutes: Type.Integer(),
      objective: Nullable(Type.Integer()),
      material: Type.String(),
      verification: Type.String(),
    }),
  ),
  materials: Type.Array(
    Type.Object({
      file_id: Id,
      name: Type.String(),
      media_type: Type.String(),
      size_bytes: Type.Integer(),
      is_for_learners: Type.Boolean(),
      is_removed: Type.Boolean({ description: 'It was taken out for good.' }),
    }),
    { description: 'Those that the reader may take along.' },
  ),
})

export const course = reader({
  name: 'courses.show',
  summary: 'A course with its versions, the newest first; those who learn see what is published.',
  path: '/api/courses/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    id: Id,
    number: Type.Integer(),
    state: OneOf(courseStates),
    record_version: Type.Integer(),
    owner: Nullable(Type.Object({ id: Id, name: Type.String() })),
    versions: Type.Array(Version),
    actions: Type.Array(Type.String()),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, params }) => {
    const found = await tx.maybe(
      sql<{
        id: string
        kind: string
        number: number
        state: (typeof courseStates)[number]
        version: number
        outer_version: number
        owner_id: string | null
        owner: string | null
        requester_id: string | null
        team_id: string | null
        restriction: Restriction | null
      }>`select r.id, r.kind, r.number, r.state, r.version, coalesce(r.outer_version, r.version) as outer_version, r.owner_id,
          r.requester_id, r.team_id, r.restriction,
          (select p.name from core.person p where p.org_id = r.org_id and p.id = r.owner_id) as owner
        from core.record r where r.kind = 'course' and r.id = ${params.id} and ${visible(actor, 'course')}`,
    )
    if (!found) throw notFound('This course')
    const isInside = seesInside(actor, found)
    const { seated, taught } = await seatedVersions(tx, actor, found.id)
    const versions = (await versionsOf(tx, found.id))
      .filter((version) => isInside || version.published_at !== null)
      .map((each) => ({
        ...each,
        materials: each.materials.filter(
          ({ is_for_learners }) =>
            isInside || taught.has(each.version) || (is_for_learners && seated.has(each.version)),
        ),
      }))
    return {
      id: found.id,
      number: found.number,
      state: found.state,
      record_version: isInside ? found.version : found.outer_version,
      owner: found.owner_id === null ? null : { id: found.owner_id, name: found.owner ?? '' },
      versions: versions.map((version) => ({ ...version, minutes: minutesOf(version.activities) })),
      actions: [
        ...(manages(actor)
          ? ['courses.edit', 'courses.hand_over', 'courses.remove_material', 'courses.redact']
          : []),
        ...(manages(actor) && (found.state === 'retired' || versions[0]?.published_at === null)
          ? ['courses.publish']
          : []),
        ...(manages(actor) && found.state === 'published' ? ['courses.retire'] : []),
        ...(records(actor) && versions.some(({ published_at }) => published_at !== null)
          ? ['courses.complete']
          : []),
      ],
    }
  },
})
