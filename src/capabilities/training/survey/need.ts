/** A need that a survey shows, proposed by a trainer. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { head } from '../../../core/execute.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { needLife } from '../needs/lifecycle.ts'
import { manages } from '../policy.ts'
import { competenciesOf } from './results.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

export const proposeNeed = plainAction({
  name: 'training.propose_need',
  summary:
    'Propose a need that a survey shows: a competency, in one department of its result or in all together.',
  path: '/api/training/needs-surveys/:id/needs',
  params: Body({ id: Id }),
  input: Body({
    competency_id: Id,
    department_id: Type.Optional({ ...Id, description: 'Left out, all who answered.' }),
  }),
  output: Type.Object(HeadProperties),
  permits: manages,
  run: async ({ tx, params, input, now }) => {
    const survey = await tx.maybe(
      raw<{ id: string; ended_at: string | null; asked: number }>(
        `select id, ended_at, (select count(*)::int from training.needs_survey_person p where p.org_id = $1 and p.survey_id = $2
           and ($3::uuid is null or p.department_id = $3)) as asked
         from training.needs_survey where org_id = $1 and id = $2 for update`,
        [tx.orgId, params.id, input.department_id ?? null],
      ),
    )
    if (!survey) throw notFound('This survey')
    if (survey.ended_at === null)
      throw conflict('This survey still runs. Its result is told when it has ended.')
    const shown = await shownIn(tx, survey.id, input)
    await requireNone(tx, survey.id, input)
    const record = newRecord(needLife, {
      orgId: tx.orgId,
      number: await nextNumber(tx),
      title: 'Training need',
      now,
    })
    tx.send(insertRecord(record))
    tx.send(
      raw(
        `insert into training.need (org_id, id, survey_id, competency_id, department_id, tickets, people, users, below, days, counted_at)
         select $1,$2,$3,$4,$5,0,$6,$7,$8, ends_on - starts_on + 1, $9 from training.needs_survey where org_id = $1 and id = $3`,
        [
          tx.orgId,
          record.id,
          survey.id,
          input.competency_id,
          input.department_id ?? null,
          shown.answered,
          survey.asked,
          shown.below,
          now,
        ],
      ),
    )
    const facts = { survey: survey.id, competency: input.competency_id, ...shown, asked: survey.asked }
    return { result: head(record), created: record, facts }
  },
})

/** What the result tells of it; what it hides shows no need. */
async function shownIn(
  tx: Tx,
  surveyId: string,
  of: { competency_id: string; department_id?: string },
): Promise<{ answered: number; below: number }> {
  const competency = (await competenciesOf(tx, surveyId)).find(
    ({ id }) => id === of.competency_id.toLowerCase(),
  )
  if (!competency) throw invalid('#/competency_id', 'The survey did not ask for this. Choose another one.')
  const blocks = competency.blocks.filter(
    ({ department_id }) => of.department_id === undefined || department_id === of.department_id.toLowerCase(),
  )
  if (blocks.length === 0)
    throw invalid('#/department_id', 'The result tells nothing of so few people. Choose another department.')
  const rows = blocks.flatMap((block) => block.rows)
  return { answered: sum(blocks.map(({ n }) => n)), below: sum(rows.map(({ below }) => below)) }
}

async function requireNone(
  tx: Tx,
  surveyId: string,
  of: { competency_id: string; department_id?: string },
): Promise<void> {
  const found = await tx.maybe(
    raw<{ number: number }>(
      `select r.number from training.need n join core.record r on r.org_id = n.org_id and r.id = n.id
       where n.org_id = $1 and n.survey_id = $2 and n.competency_id = $3 and n.department_id is not distinct from $4 and n.ended_at is null`,
      [tx.orgId, surveyId, of.competency_id, of.department_id ?? null],
    ),
  )
  if (found) throw conflict('This need was proposed already. Look at it in the list of needs.')
}
