/** What fits a ticket: the next classes and the short lessons about what its requester did not know. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { Body, Id, Nullable, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { aspectsOf, insideTicket, worksWith } from '../../tickets/index.ts'
import { bookingStates } from '../classes/lifecycle.ts'
import { requesterOf } from './requester.ts'

const classes_max = 50
const lessons_max = 20
export const lessonKinds = ['package', 'article'] as const

const OneClass = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  starts_at: Time,
  ends_at: Time,
  time_zone: Type.String(),
  place: NullableText,
  free: Type.Integer({ description: 'Seats that nobody has; none means that one waits in line.' }),
  waiting: Type.Integer(),
  needs_approval: Type.Boolean(),
  fits: Type.Boolean({ description: 'By the application or the category of the ticket.' }),
  own: Nullable(OneOf(bookingStates, { description: 'What the requester has there already.' })),
  is_clash: Type.Boolean({ description: 'The requester is in another class at that time.' }),
})
const Lesson = Type.Object({ kind: OneOf(lessonKinds), id: Id, title: Type.String() })

export const mayTeach = worksWith('tickets.work')

export const ticketLessons = reader({
  name: 'classes.of_ticket',
  summary: `The open classes into which a ticket's requester can be booked, those that fit first, and short lessons about the same; ${classes_max} and ${lessons_max} at most.`,
  path: '/api/tickets/:id/lessons',
  params: Body({ id: Id }),
  output: Type.Object({
    why_not: NullableText,
    classes: Type.Array(OneClass),
    lessons: Type.Array(Lesson),
  }),
  permits: (actor) => may(actor, 'tickets.work'),
  run: async ({ tx, actor, params, now }) => {
    const ticket = await insideTicket(tx, actor, params.id ?? '')
    const { requester, why } = await requesterOf(tx, ticket)
    if (why !== null || !requester) return { why_not: why, classes: [], lessons: [] }
    const about = await aboutOf(tx, ticket.id)
    return {
      why_not: null,
      classes: await classesFor(tx, actor, { about, personId: requester.id, now }),
      lessons: await lessonsFor(tx, actor, about),
    }
  },
})

/** What a ticket is about, in small letters: its application, and its categories by their names and ids. */
type About = { application: string; categoryIds: string[]; words: string[] }

async function aboutOf(tx: Tx, ticketId: string): Promise<About> {
  const { application, category_ids: categoryIds } = await tx.one(aspectsOf(tx.orgId, [ticketId]))
  const categories = await tx.all(
    raw<{ name: string }>(
      'select lower(name) as name from reporting.ticket_category where org_id = $1 and id = any($2::uuid[])',
      [tx.orgId, categoryIds],
    ),
  )
  const named = application?.trim().toLowerCase() ?? ''
  return {
    application: named,
    categoryIds,
    words: [named, ...categories.map(({ name }) => name)].filter((word) => word !== ''),
  }
}

/** The competencies that users of the application have to have. */
const asked = (orgId: string, about: About) => sql`(select q.competency_id from training.requirement q
  where q.org_id = ${orgId} and q.subject = 'application' and q.named = ${about.application} and q.archived_at is null)`

function classesFor(
  tx: Tx,
  actor: Actor,
  { about, personId, now }: { about: About; personId: string; now: string },
): Promise<Static<typeof OneClass>[]> {
  return tx.all(sql<Static<typeof OneClass>>`
    select r.id, r.number, v.title, c.starts_at, c.ends_at, c.time_zone, c.needs_approval,
      (select p.name from core.place p where p.org_id = c.org_id and p.id = c.place_id) as place,
      greatest(c.capacity - (select count(*) from training.booking b where b.org_id = c.org_id and b.class_id = c.id and b.state = 'booked'), 0)::int as free,
      (select count(*)::int from training.booking b where b.org_id = c.org_id and b.class_id = c.id and b.state = 'waitlisted') as waiting,
      f.fits, o.state as own,
      exists (select from training.booking b where b.org_id = c.org_id and b.person_id = ${personId} and b.class_id <> c.id and not b.is_off
        and b.state in ('requested', 'booked', 'waitlisted') and tstzrange(b.starts_at, b.ends_at) && tstzrange(c.starts_at, c.ends_at)) as is_clash
    from core.record r join training.class c on c.org_id = r.org_id and c.id = r.id
      join training.course_version v on v.org_id = c.org_id and v.course_id = c.course_id and v.version = c.version
      left join training.booking o on o.org_id = c.org_id and o.class_id = c.id and o.person_id = ${personId},
      lateral (select exists (select from unnest(v.applications) a where lower(btrim(a)) = any(${about.words}::text[]))
        or lower(v.title) = any(${about.words}::text[])
        or exists (select from training.objective j where j.org_id = c.org_id and j.course_id = c.course_id and j.version = c.version
          and j.competency_id in ${asked(actor.orgId, about)}) as fits) f
    where r.kind = 'class' and ${visible(actor, 'class')} and r.state = 'open' and c.starts_at > ${now}::timestamptz
    order by f.fits desc, c.starts_at, r.number limit ${classes_max}`)
}

/** Packaged courses and published articles about it that everybody of the staff may open. */
function lessonsFor(tx: Tx, actor: Actor, about: About): Promise<Static<typeof Lesson>[]> {
  return tx.all(sql<Static<typeof Lesson>>`
    select * from (
      (select 'package' as kind, k.id, k.title from training.package k
        where k.org_id = ${actor.orgId} and k.retired_at is null and (
          exists (select from unnest(${about.words}::text[]) w where position(w in lower(k.title)) > 0)
          or exists (select from training.package_grant g where g.org_id = k.org_id and g.package_id = k.id and (
            g.competency_id in ${asked(actor.orgId, about)}
            or g.competency_id in (select j.competency_id from training.course_version v join training.objective j
                on j.org_id = v.org_id and j.course_id = v.course_id and j.version = v.version
              where v.org_id = ${actor.orgId} and v.published_at is not null and ${about.application} <> ''
                and exists (select from unnest(v.applications) a where lower(btrim(a)) = ${about.application})))))
        order by k.uploaded_at desc, k.id limit ${lessons_max})
      union all
      (select 'article', r.id, r.title from core.record r join reporting.article_topic t on t.org_id = r.org_id and t.article_id = r.id
        where r.kind = 'article' and ${visible(actor, 'article')} and r.audience in ('staff', 'public') and r.restriction is null
          and r.state = 'validated' and ((t.application <> '' and t.application = ${about.application})
            or t.category_id = any(${about.categoryIds}::uuid[]))
        order by t.application = ${about.application} desc nulls last, r.updated_at desc, r.id limit ${lessons_max})) l
    limit ${lessons_max}`)
}
