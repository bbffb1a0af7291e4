/** Frameworks of competencies: written by hand, or taken from a file. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { isDuplicate, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages } from '../policy.ts'
import { requireNoPatient, suspect_sentence, suspects } from '../words.ts'
import { competencyKinds, file_bytes_max, levels_max, readCompetencies } from './read-file.ts'

const errors_shown_max = 100
const default_levels = ['Knows it', 'Does it with help', 'Does it alone', 'Teaches it']
const Levels = Type.Array(Line(60), {
  minItems: 1,
  maxItems: levels_max,
  description: 'From the lowest; the first is level 1.',
})
const Count = Type.Integer({ minimum: 0 })

export const createFramework = plainAction({
  name: 'training.create_framework',
  summary: 'Begin a framework of competencies of one’s own.',
  path: '/api/training/frameworks',
  input: Body({ name: Line(200), levels: Type.Optional(Levels) }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ app, tx, input, now }) => {
    const id = newId()
    await requireNoPatient({ app, tx, now }, { '#/name': said(input.name, input.levels) })
    await orTaken(
      tx.all(
        raw('insert into training.framework (org_id, id, name, levels, created_at) values ($1,$2,$3,$4,$5)', [
          tx.orgId,
          id,
          input.name.trim(),
          input.levels ?? default_levels,
          now,
        ]),
      ),
      'name',
      'There is a framework of this name already.',
    )
    return { result: { id }, audit: { framework: id } }
  },
})

/** Looked at together: a label in one may say what stands in the other. */
const said = (name: string, more: readonly string[] = []) => [name, ...more].join('\n')

async function orTaken(writing: Promise<unknown>, field: string, sentence: string): Promise<void> {
  try {
    await writing
  } catch (error) {
    throw isDuplicate(error) ? invalid(`#/${field}`, sentence) : error
  }
}

export const editFramework = plainAction({
  name: 'training.edit_framework',
  summary: 'Rename a framework or its levels. Levels can be added, not taken away.',
  path: '/api/training/frameworks/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body({ name: Line(200), levels: Levels }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ app, tx, input, params, now }) => {
    const id = params.id as string
    await requireNoPatient({ app, tx, now }, { '#/name': said(input.name, input.levels) })
    const known = await tx.maybe(
      raw<{ count: number }>(
        'select cardinality(levels) as count from training.framework where org_id = $1 and id = $2 for no key update',
        [tx.orgId, id],
      ),
    )
    if (!known) throw notFound('This framework')
    if (input.levels.length < known.count)
      throw invalid(
        '#/levels',
        'What was learned may stand at each of these levels. Rename them, or add some.',
      )
    await orTaken(
      tx.all(
        raw('update training.framework set name = $3, levels = $4 where org_id = $1 and id = $2', [
          tx.orgId,
          id,
          input.name.trim(),
          input.levels,
        ]),
      ),
      'name',
      'There is a framework of this name already.',
    )
    return { result: { id }, audit: { framework: id } }
  },
})

export const importCompetencies = plainAction({
  name: 'training.import_competencies',
  summary:
    'Take competencies from a file: the elements of the NICE framework as JSON, a list of one’s own as JSON, or CSV with code, kind, name and description. The same file again changes nothing.',
  path: '/api/training/frameworks/import',
  input: Body({
    name: { ...Line(200), description: 'The framework that they belong to; it is made when there is none.' },
    text: Type.String({ minLength: 1, maxLength: file_bytes_max }),
  }),
  output: Type.Object({
    id: Id,
    created: Count,
    updated: Count,
    unchanged: Count,
    refused: Count,
    errors: Type.Array(Type.Object({ line: Count, detail: Type.String() }), {
      description: `The first ${errors_shown_max}.`,
    }),
  }),
  permits: manages,
  run: async ({ app, tx, input, now }) => {
    const { rows: read, errors, levels } = readCompetencies(input.text)
    await requireNoPatient({ app, tx, now }, { '#/name': input.name, '#/text': said('', levels ?? []) })
    const told = await suspects(
      { app, tx, now },
      read.map(({ code, name, description }) => said(code, [name, description])),
    )
    const rows = read.filter((_, at) => !told[at])
    for (const [at, { line }] of read.entries()) if (told[at]) errors.push({ line, detail: suspect_sentence })
    if (rows.length === 0)
      throw invalid('#/text', `No row could be taken. The first one: ${errors[0]?.detail}`)
    const { id } = await tx.one(
      raw<{ id: string }>(
        `insert into training.framework as f (org_id, id, name, levels, created_at) values ($1,$2,$3,$4,$5)
         on conflict (org_id, name) do update set name = excluded.name returning id`,
        [tx.orgId, newId(), input.name.trim(), levels ?? default_levels, now],
      ),
    )
    const counts = await store(
      tx,
      id,
      rows.map((row) => ({ id: newId(), ...row })),
    )
    const result = {
      id,
      ...counts,
      unchanged: rows.length - counts.created - counts.updated,
      refused: errors.length,
    }
    return {
      result: { ...result, errors: errors.slice(0, errors_shown_max) },
      audit: { framework: id, ...counts, refused: errors.length },
    }
  },
})

/** Stores what is new or other than it was; what is archived stays so. */
async function store(
  tx: Tx,
  frameworkId: string,
  rows: readonly object[],
): Promise<{ created: number; updated: number }> {
  const changed = await tx.all(
    raw<{ is_new: boolean }>(
      `insert into training.competency as c (org_id, id, framework_id, code, kind, name, description)
       select $1, each.id, $2, each.code, each.kind, each.name, each.description
       from json_to_recordset($3::json) as each (id uuid, code text, kind text, name text, description text)
       on conflict (org_id, framework_id, code) do update set kind = excluded.kind, name = excluded.name, description = excluded.description
         where (c.kind, c.name, c.description) is distinct from (excluded.kind, excluded.name, excluded.description)
       returning (xmax = 0) as is_new`,
      [tx.orgId, frameworkId, JSON.stringify(rows)],
    ),
  )
  const created = changed.filter(({ is_new }) => is_new).length
  return { created, updated: changed.length - created }
}

const Written = {
  code: Line(60),
  kind: OneOf(competencyKinds),
  name: Line(1000),
  description: Type.Optional(Text(4000)),
}

export const createCompetency = plainAction({
  name: 'training.create_competency',
  summary: 'Write a competency into a framework.',
  path: '/api/training/competencies',
  input: Body({ framework_id: Id, ...Written }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ app, tx, input, now }) => {
    await requireNoPatient({ app, tx, now }, { '#/name': said(input.name, [input.description ?? '']) })
    const known = await tx.maybe(
      raw('select id from training.framework where org_id = $1 and id = $2', [tx.orgId, input.framework_id]),
    )
    if (!known) throw invalid('#/framework_id', 'This framework does not exist any more. Choose another one.')
    const id = newId()
    await orTaken(
      tx.all(
        raw(
          'insert into training.competency (org_id, id, framework_id, code, kind, name, description) values ($1,$2,$3,$4,$5,$6,$7)',
          [
            tx.orgId,
            id,
            input.framework_id,
            input.code.trim(),
            input.kind,
            input.name.trim(),
            input.description?.trim() ?? '',
          ],
        ),
      ),
      'code',
      'This framework has this code already.',
    )
    return { result: { id }, audit: { competency: id } }
  },
})

export const editCompetency = plainAction({
  name: 'training.edit_competency',
  summary: 'Change a competency, or archive it: it is asked of nobody new, and what was learned stays.',
  path: '/api/training/competencies/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body({ ...Written, is_archived: Type.Boolean() }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ app, tx, input, params, now }) => {
    const id = params.id as string
    await requireNoPatient({ app, tx, now }, { '#/name': said(input.name, [input.description ?? '']) })
    // A requirement that is just being made holds the row shared: it is counted when this one's turn comes.
    const [found, asked] = await tx.many(
      raw('select id from training.competency where org_id = $1 and id = $2 for update', [tx.orgId, id]),
      raw<{ id: string }>(
        'select id from training.requirement where org_id = $1 and competency_id = $2 and archived_at is null limit 1',
        [tx.orgId, id],
      ),
    )
    if (found.length === 0) throw notFound('This competency')
    if (input.is_archived && asked.length > 0)
      throw conflict(
        'Somebody still has to have this competency. Archive the requirements that ask for it first.',
      )
    await orTaken(
      tx.all(
        raw(
          `update training.competency set code = $3, kind = $4, name = $5, description = $6,
             archived_at = case when $7 then coalesce(archived_at, $8) end where org_id = $1 and id = $2`,
          [
            tx.orgId,
            id,
            input.code.trim(),
            input.kind,
            input.name.trim(),
            input.description?.trim() ?? '',
            input.is_archived,
            now,
          ],
        ),
      ),
      'code',
      'This framework has this code already.',
    )
    return { result: { id }, audit: { competency: id, is_archived: input.is_archived } }
  },
})
