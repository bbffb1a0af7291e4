/** What is looked at when somebody shows what they can, and how well it has to be done. */
import { type Static, Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, NullableId, NullableText } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages, records } from '../policy.ts'
import { requireNoPatient } from '../words.ts'

const rows_max = 500
const levels_max = 6
const criteria_max = 50

const Criterion = { text: Line(500), level: Type.Integer({ minimum: 1, maximum: levels_max }) }
const RubricInput = Body({
  title: Line(200),
  levels: Type.Array(Line(60), {
    maxItems: levels_max,
    description: 'What they are called, from the lowest.',
  }),
  criteria: Type.Array(Body(Criterion), {
    maxItems: criteria_max,
    description: 'What is looked at, and the level that it takes.',
  }),
  competency_id: Type.Optional({ ...Id, description: 'What is shown by it.' }),
  competency_level: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
})
type RubricInput = Static<typeof RubricInput>
export type Criterion = { text: string; level: number }

export const createRubric = plainAction({
  name: 'training.create_rubric',
  summary: 'Write down what is looked at in an observed check-off, and how well it has to be done.',
  path: '/api/training/rubrics',
  input: RubricInput,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: manages,
  run: async (context) => {
    const { tx } = context
    const id = newId()
    tx.send(raw('insert into training.rubric (org_id, id) values ($1, $2)', [tx.orgId, id]))
    await storeRubric(context, id, 1)
    return { result: { id, version: 1 }, audit: { rubric: id, version: 1 } }
  },
})

export const editRubric = plainAction({
  name: 'training.edit_rubric',
  summary: 'Change a rubric: it becomes its next version, and what was signed before keeps its own.',
  path: '/api/training/rubrics/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: RubricInput,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: manages,
  run: async (context) => {
    const { tx, params } = context
    const id = (params.id as string).toLowerCase()
    const found = await tx.maybe(
      raw('select id from training.rubric where org_id = $1 and id = $2 for no key update', [tx.orgId, id]),
    )
    if (!found) throw notFound('This rubric')
    const { version } = await tx.one(
      raw<{ version: number }>(
        'select max(version) + 1 as version from training.rubric_version where org_id = $1 and rubric_id = $2',
        [tx.orgId, id],
      ),
    )
    await storeRubric(context, id, version)
    return { result: { id, version }, audit: { rubric: id, version } }
  },
})

export const archiveRubric = plainAction({
  name: 'training.archive_rubric',
  summary: 'Say that nobody is checked off by this any more, or again. What was signed stays.',
  path: '/api/training/rubrics/:id/archive',
  params: Body({ id: Id }),
  input: Body({ is_archived: Type.Boolean() }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, params, input, now }) => {
    const found = await tx.maybe(
      raw<{ id: string }>(
        'update training.rubric set archived_at = case when $3 then coalesce(archived_at, $4) end where org_id = $1 and id = $2 returning id',
        [tx.orgId, params.id, input.is_archived, now],
      ),
    )
    if (!found) throw notFound('This rubric')
    return { result: found, audit: { rubric: found.id, is_archived: input.is_archived } }
  },
})

async function storeRubric(context: Context<RubricInput>, id: string, version: number): Promise<void> {
  const { app, tx, actor, input, now } = context
  if (input.levels.length < 2)
    throw invalid('#/levels', 'A rubric needs two levels at least, the lowest first.')
  if (input.criteria.length === 0) throw invalid('#/criteria', 'Say what is looked at: add a criterion.')
  for (const [index, { level }] of input.criteria.entries())
    if (level > input.levels.length)
      throw invalid(`#/criteria/${index}/level`, 'The rubric has no such level. Choose one of them.')
  if ((input.competency_id === undefined) !== (input.competency_level === undefined))
    throw invalid('#/competency_level', 'A competency needs its level. Choose both, or neither.')
  await requireNoPatient({ app, tx, now }, wordsOf(input))
  await requireCompetency(tx, input)
  addRubricVersion(tx, id, version, input, { personId: actor.personId, now })
}

const wordsOf = (input: RubricInput): Record<string, string> => ({
  '#/title': input.title,
  ...Object.fromEntries(input.levels.map((text, index) => [`#/levels/${index}`, text])),
  ...Object.fromEntries(input.criteria.map(({ text }, index) => [`#/criteria/${index}/text`, text])),
})

async function requireCompetency(tx: Tx, { competency_id, competency_level }: RubricInput): Promise<void> {
  if (competency_id === undefined) return
  const found = await tx.maybe(
    raw(
      `select c.id from training.competency c join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
       where c.org_id = $1 and c.id = $2 and c.archived_at is null and cardinality(f.levels) >= $3`,
      [tx.orgId, competency_id, competency_level],
    ),
  )
  if (!found)
    throw invalid(
      '#/competency_id',
      'A competency is not there any more, or has no such level. Choose again.',
    )
}

/** Adds the rows of a version as they are. */
export function addRubricVersion(
  tx: Tx,
  id: string,
  version: number,
  input: RubricInput,
  by: { personId: string; now: string },
): void {
  tx.send(
    raw(
      `insert into training.rubric_version (org_id, rubric_id, version, title, levels, criteria, competency_id, competency_level, made_by, made_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
      [
        tx.orgId,
        id,
        version,
        input.title.trim(),
        input.levels.map((each) => each.trim()),
        JSON.stringify(input.criteria.map(({ text, level }) => ({ text: text.trim(), level }))),
        input.competency_id ?? null,
        input.competency_level ?? null,
        by.personId,
        by.now,
      ],
    ),
  )
}

const Row = Type.Object({
  id: Id,
  version: Type.Integer(),
  title: Type.String(),
  levels: Type.Array(Type.String()),
  criteria: Type.Array(Type.Object(Criterion)),
  competency_id: NullableId,
  competency_level: Nullable(Type.Integer()),
  competency: NullableText,
  competency_levels: Type.Array(Type.String(), { description: 'What its levels are called.' }),
  is_archived: Type.Boolean(),
  signed: Type.Integer({ description: 'How many check-offs were signed.' }),
})

export const rubrics = reader({
  name: 'training.rubrics',
  summary: `By what people are checked off, by title; ${rows_max} at most.`,
  path: '/api/training/rubrics',
  output: Type.Object({ rows: Type.Array(Row) }),
  permits: (actor) => records(actor) || manages(actor),
  run: async ({ tx }) => ({
    rows: await tx.all(
      raw<Static<typeof Row>>(
        `select r.id, v.version, v.title, v.levels, v.criteria, v.competency_id, v.competency_level, r.archived_at is not null as is_archived,
           (select c.code || ' ' || c.name from training.competency c where c.org_id = $1 and c.id = v.competency_id) as competency,
           coalesce((select f.levels from training.competency c join training.framework f on f.org_id = c.org_id and f.id = c.framework_id where c.org_id = $1 and c.id = v.competency_id), '{}') as competency_levels,
           (select count(*)::int from training.check_off o where o.org_id = $1 and o.rubric_id = r.id) as signed
         from training.rubric r join lateral (select * from training.rubric_version v
           where v.org_id = $1 and v.rubric_id = r.id order by v.version desc limit 1) v on true
         where r.org_id = $1 order by r.archived_at is not null, lower(v.title), r.id limit ${rows_max}`,
        [tx.orgId],
      ),
    ),
  }),
})
