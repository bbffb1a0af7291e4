/** Takes words out of questions, quizzes and rubrics for good, of all their versions. What is right and what was passed stays. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { short_mark } from '../../../core/messages/redact.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import { manages } from '../policy.ts'

const places = {
  question: { table: 'training.question_version', columns: ['prompt', 'body', 'explanation'] },
  quiz: { table: 'training.quiz_version', columns: ['title', 'instructions'] },
  rubric: { table: 'training.rubric_version', columns: ['title', 'criteria'] },
} as const

const missing = {
  question: () => notFound('This question'),
  quiz: () => notFound('This quiz'),
  rubric: () => notFound('This rubric'),
} as const

export const redactAssessment = plainAction({
  name: 'training.redact_assessment',
  summary:
    'Take words out of all versions of a question, a quiz or a rubric for good. What counts as right, and what was passed, stays.',
  path: '/api/training/assessment/redact',
  input: Body({
    kind: OneOf(['question', 'quiz', 'rubric']),
    id: Id,
    text: Text(2_000, { minLength: 1, description: 'What is taken out, wherever it stands.' }),
  }),
  output: Type.Object({ places: Type.Integer({ description: 'In how many versions it stood.' }) }),
  permits: manages,
  run: async ({ tx, input: { kind, id, text } }) => {
    if (text.trim() === '') throw invalid('#/text', 'Say which words are taken out.')
    const { table, columns } = places[kind]
    const rows = await tx.all(
      raw<Record<string, unknown> & { version: number }>(
        `select version, ${columns.join(', ')} from ${table} where org_id = $1 and ${kind}_id = $2 order by version for update`,
        [tx.orgId, id],
      ),
    )
    if (rows.length === 0) throw missing[kind]()
    let found = 0
    for (const { version, ...row } of rows) {
      const values = columns.map((column) => stored(without(row[column], text)))
      if (columns.every((column, at) => stored(row[column]) === values[at])) continue
      found++
      const set = columns.map((column, at) => `${column} = $${at + 4}`).join(', ')
      tx.send(
        raw(`update ${table} set ${set} where org_id = $1 and ${kind}_id = $2 and version = $3`, [
          ...[tx.orgId, id, version],
          ...values,
        ]),
      )
    }
    if (found === 0)
      throw invalid('#/text', 'These words do not stand here. Look at the present ones and try again.')
    return { result: { places: found }, audit: { [kind]: id, places: found } }
  },
})

const stored = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** The value with the words taken out of every text in it. */
function without(value: unknown, text: string): unknown {
  if (typeof value === 'string') return value.replaceAll(text, short_mark)
  if (Array.isArray(value)) return value.map((each) => without(each, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, without(each, text)]))
}
