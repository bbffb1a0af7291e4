/** Answering a survey of needs; it can be changed until the survey ends. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import type { App } from '../../../core/app.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, Text } from '../../../platform/http/schema.ts'
import { readsOwn } from '../policy.ts'
import { todayOf } from '../today.ts'
import { requireNoPatient } from '../words.ts'
import { type KeyOf, openKey } from './key.ts'

const competencies_max = 20
const wish = 'wish'

const Mine = Type.Object({
  id: Id,
  title: Type.String(),
  ends_on: Type.String(),
  has_answered: Type.Boolean(),
})

export const mySurveys = reader({
  name: 'training.my_needs_surveys',
  summary: 'The surveys of needs that one can answer now.',
  path: '/api/training/needs-surveys/mine',
  output: Type.Object({ rows: Type.Array(Mine) }),
  permits: readsOwn,
  run: async ({ app, tx, actor }) => {
    const today = await todayOf(tx, app.clock.now().toISOString())
    return {
      rows: await tx.all(
        raw<Static<typeof Mine>>(
          `select s.id, s.title, to_char(s.ends_on, 'YYYY-MM-DD') as ends_on, bool_or(p.has_answered) as has_answered
           from training.needs_survey s join training.needs_survey_person p on p.org_id = s.org_id and p.survey_id = s.id
           where s.org_id = $1 and p.person_id in (select id from core.person where org_id = $1 and (id = $2 or merged_into_id = $2))
             and s.ended_at is null and s.ends_on >= $3::date
           group by s.id, s.title, s.ends_on order by s.ends_on, s.id`,
          [tx.orgId, actor.personId, today],
        ),
      ),
    }
  },
})

type Open = {
  id: string
  title: string
  ends_on: string
  key_sealed: Buffer | null
  is_over: boolean
  asked_id: string
  department_id: string | null
  has_answered: boolean
}

/** The survey as it asks the person; it does not end meanwhile. Who is not asked finds none. */
async function openSurvey(tx: Tx, id: string, personId: string, now: string): Promise<Open> {
  const today = await todayOf(tx, now)
  const found = await tx.maybe(
    raw<Open>(
      `select s.id, s.title, to_char(s.ends_on, 'YYYY-MM-DD') as ends_on, s.key_sealed, s.ends_on < $4::date as is_over,
         p.person_id as asked_id, p.department_id, p.has_answered
       from training.needs_survey s join training.needs_survey_person p on p.org_id = s.org_id and p.survey_id = s.id
       where s.org_id = $1 and s.id = $2 and p.person_id in (select id from core.person where org_id = $1 and (id = $3 or merged_into_id = $3))
       order by p.has_answered desc, p.person_id limit 1 for share of s`,
      [tx.orgId, id, personId, today],
    ),
  )
  if (!found) throw notFound('A survey that asks you')
  return found
}

/** How answers are found again; refuses what has ended. */
function keyOf(app: App, tx: Tx, { id, key_sealed, is_over }: Open): KeyOf {
  if (key_sealed === null || is_over)
    throw conflict('This survey has ended. What was answered until then counts.')
  return openKey(app, tx.orgId, id, key_sealed)
}

const Asked = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  levels: Type.Array(Type.String(), { description: 'What its levels are called, from the lowest.' }),
  is_answered: Type.Boolean(),
  level: { ...Nullable(Type.Integer()), description: 'As one answered; null of what one does not use.' },
})
type Asked = Static<typeof Asked>

/** What is asked, in its order. */
function askedIn(tx: Tx, surveyId: string): Promise<Pick<Asked, 'id' | 'name' | 'description' | 'levels'>[]> {
  return tx.all(
    raw<Pick<Asked, 'id' | 'name' | 'description' | 'levels'>>(
      `select c.id, c.name, coalesce(c.description, '') as description, f.levels from training.needs_survey_competency k
         join training.competency c on c.org_id = k.org_id and c.id = k.competency_id
         join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
       where k.org_id = $1 and k.survey_id = $2 order by k.position`,
      [tx.orgId, surveyId],
    ),
  )
}

export const surveyForm = reader({
  name: 'training.needs_survey_form',
  summary: 'What a survey of needs asks, with what one has answered oneself.',
  path: '/api/training/needs-surveys/:id/form',
  params: Body({ id: Id }),
  output: Type.Object({
    ...Mine.properties,
    competencies: Type.Array(Asked),
    wish: Type.String(),
  }),
  permits: readsOwn,
  run: async ({ app, tx, actor, params }) => {
    const now = app.clock.now().toISOString()
    const survey = await openSurvey(tx, params.id as string, actor.personId, now)
    const key = keyOf(app, tx, survey)
    const competencies = await askedIn(tx, survey.id)
    const given = await givenBy(tx, survey, key, competencies)
    const { id, title, ends_on, has_answered } = survey
    return { id, title, ends_on, has_answered, ...given }
  },
})

async function givenBy(
  tx: Tx,
  { id, asked_id }: Open,
  key: KeyOf,
  competencies: readonly Pick<Asked, 'id' | 'name' | 'description' | 'levels'>[],
): Promise<{ competencies: Asked[]; wish: string }> {
  const keys = competencies.map((each) => key(asked_id, each.id).toString('hex'))
  const answers = await tx.all(
    raw<{ competency_id: string; self_level: number | null }>(
      "select competency_id, self_level from training.needs_survey_answer where org_id = $1 and survey_id = $2 and answer_key in (select decode(k, 'hex') from unnest($3::text[]) k)",
      [tx.orgId, id, keys],
    ),
  )
  const said = await tx.maybe(
    raw<{ words: string }>(
      'select words from training.needs_survey_wish where org_id = $1 and survey_id = $2 and answer_key = $3',
      [tx.orgId, id, key(asked_id, wish)],
    ),
  )
  return {
    competencies: competencies.map((each) => {
      const answer = answers.find(({ competency_id }) => competency_id === each.id)
      return { ...each, is_answered: answer !== undefined, level: answer?.self_level ?? null }
    }),
    wish: said?.words ?? '',
  }
}

const Given = Body({
  answers: Type.Array(
    Body({
      competency_id: Id,
      level: { ...Nullable(Type.Integer({ minimum: 1, maximum: 10 })), description: 'Null: not used.' },
    }),
    { maxItems: competencies_max },
  ),
  wish: Type.Optional(Text(1000, { description: 'What one would like to learn; never about a patient.' })),
})
type Given = Static<typeof Given>

export const answerSurvey = plainAction({
  name: 'training.answer_needs_survey',
  summary:
    'Say how sure one feels, or change it while the survey runs. That one answered is kept; which answer is whose is kept in no table, and cannot be found after the survey.',
  path: '/api/training/needs-surveys/:id/answer',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Given,
  output: Type.Object({ id: Id }),
  permits: readsOwn,
  run: async ({ app, tx, actor, params, input, now }) => {
    const survey = await openSurvey(tx, params.id as string, actor.personId, now)
    const key = keyOf(app, tx, survey)
    requireAll(await askedIn(tx, survey.id), input.answers)
    await requireNoPatient({ app, tx, now }, { '#/wish': input.wish })
    await storeAnswers(tx, survey, key, input.answers)
    storeWish(tx, survey, key, input.wish?.trim() ?? '')
    tx.send(
      raw(
        'update training.needs_survey_person set has_answered = true where org_id = $1 and survey_id = $2 and person_id = $3',
        [tx.orgId, survey.id, survey.asked_id],
      ),
    )
    return { result: { id: survey.id }, audit: { survey: survey.id } }
  },
})

function requireAll(asked: readonly Pick<Asked, 'id' | 'levels'>[], answers: Given['answers']): void {
  const of = new Map(answers.map(({ competency_id, level }) => [competency_id.toLowerCase(), level]))
  const isWhole = of.size === asked.length && asked.every(({ id }) => of.has(id))
  if (!isWhole || answers.length !== asked.length)
    throw invalid('#/answers', 'Say of each one how sure you feel, or that you do not use it.')
  for (const { id, levels } of asked)
    if ((of.get(id) ?? 0) > levels.length)
      throw invalid('#/answers', 'There is no such level. Choose one of them.')
}

async function storeAnswers(tx: Tx, survey: Open, key: KeyOf, answers: Given['answers']): Promise<void> {
  const ids = answers.map(({ competency_id }) => competency_id.toLowerCase())
  // Each by itself and in the order of their keys: that rows stand beside each other tells nothing.
  const rows = answers
    .map(({ level }, at) => ({ key: key(survey.asked_id, ids[at] as string), id: ids[at] as string, level }))
    .toSorted((a, b) => Buffer.compare(a.key, b.key))
  tx.send(
    raw(
      `insert into training.needs_survey_answer as a (org_id, survey_id, answer_key, competency_id, department_id, wanted_level, self_level)
       select $1, $2, decode(t.key, 'hex'), t.id, $3, (
         select max(q.level) from training.credential c join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id
         where c.org_id = $1 and c.person_id = $4 and c.competency_id = t.id and q.archived_at is null), t.level
       from unnest($5::text[], $6::uuid[], $7::smallint[]) t (key, id, level)
       on conflict (org_id, survey_id, answer_key) do update set self_level = excluded.self_level, wanted_level = excluded.wanted_level`,
      [
        tx.orgId,
        survey.id,
        survey.department_id,
        survey.asked_id,
        rows.map((row) => row.key.toString('hex')),
        rows.map((row) => row.id),
        rows.map((row) => row.level),
      ],
    ),
  )
}

function storeWish(tx: Tx, survey: Open, key: KeyOf, words: string): void {
  const at = [tx.orgId, survey.id, key(survey.asked_id, wish)]
  tx.send(
    words === ''
      ? raw(
          'delete from training.needs_survey_wish where org_id = $1 and survey_id = $2 and answer_key = $3',
          at,
        )
      : raw(
          `insert into training.needs_survey_wish (org_id, survey_id, answer_key, words) values ($1, $2, $3, $4)
           on conflict (org_id, survey_id, answer_key) do update set words = excluded.words`,
          [...at, words],
        ),
  )
}
