/** Asking people how sure they feel, and ending it. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, NullableTime, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages, readsAll } from '../policy.ts'
import { subjectOf } from '../requirements/actions.ts'
import { todayOf } from '../today.ts'
import { requireNoPatient } from '../words.ts'
import { people_min } from './blocks.ts'
import { newKey } from './key.ts'
import { begin, finish, peopleOf } from './whom.ts'

export const subjects = ['role', 'department', 'job'] as const
const competencies_max = 20
const days_max = 92
const rows_max = 200
const day_ms = 86_400_000

const Day = Type.String({ format: 'date' })
const Asked = {
  title: Line(200),
  subject: OneOf(subjects),
  subject_id: Type.Optional({ ...Id, description: 'The role or department.' }),
  named: Type.Optional({ ...Line(200), description: 'The title of the job.' }),
  competency_ids: Type.Array(Id, { minItems: 1, maxItems: competencies_max, uniqueItems: true }),
  starts_on: Type.Optional({ ...Day, description: 'Left out, today.' }),
  ends_on: { ...Day, description: 'The last day on which one can answer.' },
}

export const createSurvey = plainAction({
  name: 'training.create_needs_survey',
  summary:
    'Ask a role, a department with those below it, or a job how sure they feel about some competencies. They are told when it begins.',
  path: '/api/training/needs-surveys',
  input: Body(Asked),
  output: Type.Object({ id: Id, asked: Type.Integer() }),
  permits: manages,
  run: async ({ app, tx, actor, input, now }) => {
    await requireNoPatient({ app, tx, now }, { '#/title': input.title, '#/named': input.named })
    const today = await todayOf(tx, now)
    const startsOn = input.starts_on ?? today
    requireDays(startsOn, input.ends_on, today)
    await requireCompetencies(tx, input.competency_ids)
    const { role_id, department_id, named } = await subjectOf(tx, input)
    const whom = { role_id, department_id, named }
    const asked = (await peopleOf(tx, whom, now)).length
    if (asked < people_min)
      throw invalid(
        input.subject === 'job' ? '#/named' : '#/subject_id',
        `Fewer than ${people_min} people would be asked, so that one could guess who answered what. Ask more people.`,
      )
    const id = newId()
    tx.send(
      raw(
        `insert into training.needs_survey (org_id, id, title, subject, role_id, department_id, named, starts_on, ends_on, key_sealed, made_by, made_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`,
        [
          tx.orgId,
          id,
          input.title.trim(),
          input.subject,
          role_id,
          department_id,
          named,
          startsOn,
          input.ends_on,
          newKey(app, tx.orgId, id),
          actor.personId,
          now,
        ],
      ),
    )
    tx.send(
      raw(
        `insert into training.needs_survey_competency (org_id, survey_id, competency_id, position)
         select $1, $2, c.id, c.position from unnest($3::uuid[]) with ordinality c (id, position)`,
        [tx.orgId, id, input.competency_ids],
      ),
    )
    if (startsOn <= today) await begin(app, tx, { id, made_by: actor.personId, ...whom }, now)
    return { result: { id, asked }, audit: { survey: id, asked } }
  },
})

function requireDays(startsOn: string, endsOn: string, today: string): void {
  if (startsOn < today) throw invalid('#/starts_on', 'This day has passed. Choose today or a later one.')
  if (endsOn < startsOn) throw invalid('#/ends_on', 'It ends before it begins. Choose a later day.')
  if (Date.parse(endsOn) - Date.parse(startsOn) > days_max * day_ms)
    throw invalid('#/ends_on', `A survey runs for ${days_max} days at most. Choose an earlier day.`)
}

async function requireCompetencies(tx: Tx, ids: readonly string[]): Promise<void> {
  const { count } = await tx.one(
    raw<{ count: number }>(
      'select count(*)::int as count from training.competency where org_id = $1 and id = any($2::uuid[]) and archived_at is null',
      [tx.orgId, ids],
    ),
  )
  if (count !== new Set(ids.map((id) => id.toLowerCase())).size)
    throw invalid('#/competency_ids', 'A competency is not there any more. Choose again.')
}

export const endSurvey = plainAction({
  name: 'training.end_needs_survey',
  summary:
    'End a survey of needs before its last day. Then nobody’s answer can be changed or found any more.',
  path: '/api/training/needs-surveys/:id/end',
  params: Body({ id: Id }),
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, params, now }) => {
    const found = await tx.maybe(
      raw<{ id: string; ended_at: string | null }>(
        'select id, ended_at from training.needs_survey where org_id = $1 and id = $2 for update',
        [tx.orgId, params.id],
      ),
    )
    if (!found) throw notFound('This survey')
    if (found.ended_at !== null) throw conflict('This survey has ended already.')
    finish(tx, found.id, now)
    return { result: { id: found.id }, audit: { survey: found.id } }
  },
})

export const Survey = Type.Object({
  id: Id,
  title: Type.String(),
  subject: OneOf(subjects),
  whom: Type.String({ description: 'The role, the department or the job that is asked.' }),
  starts_on: Type.String(),
  ends_on: Type.String(),
  begun_at: NullableTime,
  ended_at: NullableTime,
  asked: Type.Integer(),
  answered: Type.Integer({ description: 'How many of them answered.' }),
})

export function surveysWhere(tx: Tx, id: string | null): Promise<Static<typeof Survey>[]> {
  return tx.all(
    raw<Static<typeof Survey>>(
      `select s.id, s.title, s.subject, coalesce(o.title, d.name, s.named) as whom,
         to_char(s.starts_on, 'YYYY-MM-DD') as starts_on, to_char(s.ends_on, 'YYYY-MM-DD') as ends_on, s.begun_at, s.ended_at,
         n.asked, n.answered
       from training.needs_survey s
         left join core.role o on o.org_id = s.org_id and o.id = s.role_id
         left join core.department d on d.org_id = s.org_id and d.id = s.department_id
         cross join lateral (
           select count(*)::int as asked, (count(*) filter (where p.has_answered))::int as answered
           from training.needs_survey_person p where p.org_id = s.org_id and p.survey_id = s.id) n
       where s.org_id = $1 and ($2::uuid is null or s.id = $2)
       order by s.ended_at is not null, s.made_at desc, s.id limit ${rows_max}`,
      [tx.orgId, id],
    ),
  )
}

export const surveys = reader({
  name: 'training.needs_surveys',
  summary: `Surveys of needs, those that run first; ${rows_max} at most.`,
  path: '/api/training/needs-surveys',
  output: Type.Object({ rows: Type.Array(Survey) }),
  permits: readsAll,
  run: async ({ tx }) => ({ rows: await surveysWhere(tx, null) }),
})
