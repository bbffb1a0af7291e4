/** What came of a survey of needs: wanted and self-rated levels, told of groups that are large enough. */
import { type Static, Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, NullableText } from '../../../platform/http/schema.ts'
import { readsAll } from '../policy.ts'
import { blocksOf, people_min } from './blocks.ts'
import { Survey, surveysWhere } from './surveys.ts'

const Row = Type.Object({
  wanted: { ...Nullable(Type.Integer()), description: 'The level that is required of them; null: none is.' },
  is_mixed: Type.Boolean({ description: 'Groups by wanted level that were too small were put together.' }),
  n: Type.Integer(),
  unused: Type.Integer({ description: 'Who does not use it.' }),
  levels: Type.Array(Type.Integer(), { description: 'How many rated themselves at each level.' }),
  below: Type.Integer({ description: 'Who rated themselves below the level that is required of them.' }),
})
const Block = Type.Object({
  department_id: NullableId,
  department: { ...NullableText, description: 'Null of those without one, and of several put together.' },
  is_mixed: Type.Boolean({ description: 'Departments that were too small were put together.' }),
  n: Type.Integer(),
  rows: Type.Array(Row),
})
const Competency = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  levels: Type.Array(Type.String()),
  blocks: Type.Array(Block),
})
type Competency = Static<typeof Competency>
type Block = Static<typeof Block>

export const surveyResults = reader({
  name: 'training.needs_survey_results',
  summary: `What people answered, when the survey has ended: of groups of ${people_min} and more, so put together that no smaller one can be reckoned from them.`,
  path: '/api/training/needs-surveys/:id/results',
  params: Body({ id: Id }),
  output: Type.Object({
    ...Survey.properties,
    people_min: Type.Integer(),
    competencies: Type.Array(Competency, { description: 'Empty while the survey runs.' }),
    wishes: Type.Array(Type.String(), { description: `Told from ${people_min} on.` }),
  }),
  permits: readsAll,
  run: async ({ tx, params }) => {
    const [survey] = await surveysWhere(tx, params.id as string)
    if (!survey) throw notFound('This survey')
    if (survey.ended_at === null) return { ...survey, people_min, competencies: [], wishes: [] }
    return {
      ...survey,
      people_min,
      competencies: await competenciesOf(tx, survey.id),
      wishes: await wishesOf(tx, survey.id),
    }
  },
})

type Answer = {
  competency_id: string
  department_id: string | null
  department: string | null
  wanted: number | null
  self: number | null
}

export async function competenciesOf(tx: Tx, surveyId: string): Promise<Competency[]> {
  const asked = await tx.all(
    raw<Omit<Competency, 'blocks'>>(
      `select c.id, c.code, c.name, f.levels from training.needs_survey_competency k
         join training.competency c on c.org_id = k.org_id and c.id = k.competency_id
         join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
       where k.org_id = $1 and k.survey_id = $2 order by k.position`,
      [tx.orgId, surveyId],
    ),
  )
  const answers = await tx.all(
    raw<Answer>(
      `select a.competency_id, a.department_id, d.name as department, a.wanted_level as wanted, a.self_level as self
       from training.needs_survey_answer a left join core.department d on d.org_id = a.org_id and d.id = a.department_id
       where a.org_id = $1 and a.survey_id = $2 order by lower(d.name), a.department_id, a.wanted_level nulls first`,
      [tx.orgId, surveyId],
    ),
  )
  return asked.map((each) => ({
    ...each,
    blocks: blocksOf(grouped(answers, each.id)).map((block) => toldOf(block, each.levels.length)),
  }))
}

const grouped = (answers: readonly Answer[], competencyId: string): Answer[][] => [
  ...Map.groupBy(
    answers.filter(({ competency_id }) => competency_id === competencyId),
    ({ department_id }) => department_id,
  ).values(),
]

function toldOf(block: readonly Answer[], levels: number): Block {
  const isMixed = new Set(block.map(({ department_id }) => department_id)).size > 1
  const [first] = block
  return {
    department_id: isMixed ? null : (first?.department_id ?? null),
    department: isMixed ? null : (first?.department ?? null),
    is_mixed: isMixed,
    n: block.length,
    rows: blocksOf([...Map.groupBy(block, ({ wanted }) => wanted).values()]).map((row) => {
      const wanted = new Set(row.map((each) => each.wanted))
      return {
        wanted: wanted.size > 1 ? null : (row[0]?.wanted ?? null),
        is_mixed: wanted.size > 1,
        n: row.length,
        unused: row.filter(({ self }) => self === null).length,
        levels: Array.from(
          { length: levels },
          (_, index) => row.filter(({ self }) => self === index + 1).length,
        ),
        below: row.filter((each) => each.self !== null && each.self < (each.wanted ?? 0)).length,
      }
    }),
  }
}

async function wishesOf(tx: Tx, surveyId: string): Promise<string[]> {
  const rows = await tx.all(
    raw<{ words: string }>(
      'select words from training.needs_survey_wish where org_id = $1 and survey_id = $2 order by answer_key',
      [tx.orgId, surveyId],
    ),
  )
  return rows.length < people_min ? [] : rows.map(({ words }) => words)
}
