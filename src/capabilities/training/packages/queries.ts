/** Packages, as a trainer and as a learner see them. */
import { type Static, Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { manages, readsOwn } from '../policy.ts'

const rows_max = 500

const Outcome = Nullable(OneOf(['failed', 'completed', 'passed']))
const Own = {
  id: Id,
  title: Type.String(),
  format: OneOf(['scorm12', 'scorm2004', 'cmi5']),
  is_retired: Type.Boolean(),
  has_rules: Type.Boolean({
    description: 'It says in which order its parts are opened, which is not followed here.',
  }),
  started_at: { ...NullableTime, description: 'When one began it oneself.' },
  outcome: { ...Outcome, description: 'The best that came of it so far.' },
}

const Row = Type.Object({
  ...Own,
  uploaded_at: Time,
  units: Type.Integer(),
  learners: Nullable(Type.Integer({ description: 'For trainers: how many began it.' })),
  done: Nullable(Type.Integer({ description: 'For trainers: how many completed or passed it.' })),
})

export const packages = reader({
  name: 'training.packages',
  summary: `Packaged courses, the newest ${rows_max}: what one may begin or has begun, and for trainers all.`,
  path: '/api/training/packages',
  output: Type.Object({ rows: Type.Array(Row) }),
  permits: readsOwn,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      raw<Static<typeof Row>>(
        `select k.id, k.title, k.format, k.retired_at is not null as is_retired, k.has_rules, k.uploaded_at, g.started_at, g.recorded as outcome,
           (select count(*)::int from training.package_unit u where u.org_id = k.org_id and u.package_id = k.id) as units,
           case when $3 then (select count(distinct r.person_id)::int from training.registration r where r.org_id = k.org_id and r.package_id = k.id) end as learners,
           case when $3 then (select count(distinct r.person_id)::int from training.registration r where r.org_id = k.org_id and r.package_id = k.id and r.recorded in ('completed', 'passed')) end as done
         from training.package k left join training.registration g on g.org_id = k.org_id and g.package_id = k.id and g.person_id = $2 and g.ended_at is null
         where k.org_id = $1 and (k.retired_at is null or g.id is not null or $3)
         order by k.retired_at is not null, k.uploaded_at desc, k.id limit ${rows_max}`,
        [tx.orgId, actor.personId, manages(actor)],
      ),
    ),
  }),
})

const Grants = Type.Array(
  Type.Object({ competency_id: Id, level: Type.Integer(), code: Type.String(), name: Type.String() }),
)
const Unit = Type.Object({
  id: Id,
  title: Type.String(),
  is_completed: Type.Boolean(),
  success: Nullable(OneOf(['passed', 'failed'])),
  score_percent: Nullable(Type.Number()),
  saved_at: NullableTime,
  minutes: Type.Integer({ description: 'For how long one was in it, as it tells.' }),
})

export const packageShow = reader({
  name: 'training.package_show',
  summary: 'A packaged course with its units, and how far one is in it.',
  path: '/api/training/packages/:id',
  params: Body({ id: Id }),
  output: Type.Object({ ...Own, competencies: Grants, units: Type.Array(Unit) }),
  permits: readsOwn,
  run: async ({ tx, actor, params }) => {
    const of = [tx.orgId, params.id]
    const [found, units, competencies] = await tx.many(
      raw<{
        id: string
        title: string
        format: 'scorm12' | 'scorm2004' | 'cmi5'
        is_retired: boolean
        has_rules: boolean
        started_at: string | null
        outcome: 'failed' | 'completed' | 'passed' | null
      }>(
        `select k.id, k.title, k.format, k.retired_at is not null as is_retired, k.has_rules, g.started_at, g.recorded as outcome
         from training.package k left join training.registration g on g.org_id = k.org_id and g.package_id = k.id and g.person_id = $3 and g.ended_at is null
         where k.org_id = $1 and k.id = $2 and (k.retired_at is null or g.id is not null or $4)`,
        [...of, actor.personId, manages(actor)],
      ),
      raw<Static<typeof Unit>>(
        `select u.id, u.title, coalesce(p.is_completed, false) as is_completed, p.success, p.score_percent::float8 as score_percent, p.saved_at, round(coalesce(p.time_seconds, 0) / 60.0)::int as minutes
         from training.package_unit u
           left join training.registration g on g.org_id = u.org_id and g.package_id = u.package_id and g.person_id = $3 and g.ended_at is null
           left join training.unit_progress p on p.org_id = u.org_id and p.registration_id = g.id and p.unit_id = u.id
         where u.org_id = $1 and u.package_id = $2 order by u.position`,
        [...of, actor.personId],
      ),
      raw<{ competency_id: string; level: number; code: string; name: string }>(
        `select g.competency_id, g.level, c.code, c.name from training.package_grant g
           join training.competency c on c.org_id = g.org_id and c.id = g.competency_id
         where g.org_id = $1 and g.package_id = $2 order by c.code, c.id`,
        of,
      ),
    )
    if (!found[0]) throw notFound('This course')
    return { ...found[0], units, competencies }
  },
})
