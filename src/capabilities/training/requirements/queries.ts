/** What is asked of whom. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Id, Nullable, NullableId, NullableText, OneOf } from '../../../platform/http/schema.ts'
import { readsAll } from '../policy.ts'
import { todayOf } from '../today.ts'
import { subjects } from './actions.ts'

const rows_max = 2_000
const choices_max = 2_000

const Requirement = Type.Object({
  id: Id,
  version: Type.Integer(),
  subject: OneOf(subjects),
  subject_id: NullableId,
  subject_name: Type.String(),
  competency_id: Id,
  competency: Type.String(),
  code: Type.String(),
  level: Type.Integer(),
  levels: Type.Array(Type.String()),
  valid_months: Nullable(Type.Integer()),
  ends_on_day: NullableText,
  active_days_min: Type.Integer(),
  renewal_days: Type.Integer(),
  grace_days: Type.Integer(),
  starts_on: Type.String({ format: 'date' }),
  people: Type.Integer({ description: 'Of how many it is asked.' }),
  missing: Type.Integer({ description: 'How many of them do not have it today.' }),
})

export const requirements = reader({
  name: 'training.requirements',
  summary: 'All requirements, with of how many each is asked and how many do not have it.',
  path: '/api/training/requirements',
  output: Type.Object({ rows: Type.Array(Requirement) }),
  permits: readsAll,
  run: async ({ tx, now }) => {
    const today = await todayOf(tx, now)
    const rows = await tx.all(
      sql<Static<typeof Requirement>>`
        select q.id, q.version, q.subject, coalesce(q.role_id, q.department_id, q.person_id) as subject_id,
          coalesce(o.title, d.name, p.name, q.named) as subject_name, q.competency_id, c.name as competency, c.code, q.level, f.levels,
          q.valid_months, q.ends_on_day, q.active_days_min, q.renewal_days, q.grace_days, to_char(q.starts_on, 'YYYY-MM-DD') as starts_on,
          coalesce(n.people, 0) as people, coalesce(n.missing, 0) as missing
        from training.requirement q
          join training.competency c on c.org_id = q.org_id and c.id = q.competency_id
          join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
          left join core.role o on o.org_id = q.org_id and o.id = q.role_id
          left join core.department d on d.org_id = q.org_id and d.id = q.department_id
          left join core.person p on p.org_id = q.org_id and p.id = q.person_id
          left join (
            select requirement_id, count(*)::int as people, (count(*) filter (where gap_on <= ${today}::date))::int as missing
            from training.credential where org_id = ${tx.orgId} group by requirement_id) n on n.requirement_id = q.id
        where q.org_id = ${tx.orgId} and q.archived_at is null
        order by q.subject, lower(coalesce(o.title, d.name, p.name, q.named)), c.name, q.id limit ${rows_max}`,
    )
    return { rows }
  },
})

const Named = Type.Object({ id: Id, name: Type.String() })

export const choices = reader({
  name: 'training.choices',
  summary: 'Of whom something can be asked: roles, departments, applications and jobs.',
  path: '/api/training/choices',
  output: Type.Object({
    roles: Type.Array(Named),
    departments: Type.Array(Named),
    jobs: Type.Array(Type.String()),
    applications: Type.Array(Type.Object({ name: Type.String(), users: Type.Integer() })),
  }),
  permits: readsAll,
  run: async ({ tx }) => {
    const [roles, departments, jobs, applications] = await tx.many(
      raw<never>(
        `select id, title as name from core.role where org_id = $1 and key <> 'automation' order by title limit ${choices_max}`,
        [tx.orgId],
      ),
      raw<never>(
        `select id, name from core.department where org_id = $1 and archived_at is null order by name limit ${choices_max}`,
        [tx.orgId],
      ),
      raw<{ title: string }>(
        `select distinct title from core.person where org_id = $1 and is_active and kind = 'staff' and title is not null order by title limit ${choices_max}`,
        [tx.orgId],
      ),
      raw<never>(
        `select application as name, count(*)::int as users from training.application_user where org_id = $1 group by application order by application limit ${choices_max}`,
        [tx.orgId],
      ),
    )
    return { roles, departments, jobs: jobs.map(({ title }) => title), applications }
  },
})
