/** Saving the rules of priorities: each time a new version, since tickets name the one they were asked by. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { isDuplicate, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import { isOrdered, type Wording } from './rules.ts'
import { RulesBody, Version } from './schema.ts'
import { forgetRules } from './store.ts'

export const managesRules = (actor: Actor) => may(actor, 'organization.manage')
type Input = Static<typeof RulesBody>

export const saveRules = plainAction({
  name: 'priority.save_rules',
  summary:
    'Save the questions, criticality and matrix that make priorities. Tickets keep the priority that they have.',
  path: '/api/priority-rules',
  method: 'PUT',
  input: Body({
    version: { ...Version, description: 'The version that was changed; a newer one is a conflict.' },
    rules: RulesBody,
  }),
  output: Type.Object({ version: Type.Integer() }),
  permits: managesRules,
  run: async ({ tx, actor, input, now }) => {
    const { version, rules } = input
    requireSound(rules)
    await requireThere(tx, rules)
    const present = await tx.one(
      raw<{ version: number }>(
        'select coalesce(max(number), 0) as version from tickets.priority_rules where org_id = $1',
        [tx.orgId],
      ),
    )
    if (present.version !== version) throw changedMeanwhile()
    const stored = raw(
      'insert into tickets.priority_rules (org_id, number, rules, created_by, created_at) values ($1,$2,$3,$4,$5)',
      [tx.orgId, version + 1, JSON.stringify(rules), actor.personId, now],
    )
    await tx.all(stored).catch((error) => {
      throw isDuplicate(error, 'priority_rules_pkey') ? changedMeanwhile() : error
    })
    tx.afterCommit(() => forgetRules(tx.orgId))
    return { result: { version: version + 1 }, audit: { version: version + 1 } }
  },
})

function changedMeanwhile() {
  return conflict('Somebody else saved other rules in the meantime. Look at them and decide again.')
}

/** What the schema cannot say: names are used once, somebody can read each question, and the matrix is in order. */
function requireSound({ sets, places, applications, matrix }: Input): void {
  if (!sets.some(({ category_id }) => category_id === null))
    throw invalid('#/rules/sets', 'The organization needs questions of its own, for categories without any.')
  requireOnce(sets, (set) => set.category_id ?? '', '#/rules/sets', 'A category has its questions only once.')
  requireOnce(places, (each) => each.place_id, '#/rules/places', 'A place is rated only once.')
  requireOnce(
    applications,
    (each) => each.name.toLowerCase(),
    '#/rules/applications',
    'An application is rated only once.',
  )
  for (const [at, { questions }] of sets.entries()) {
    const pointer = `#/rules/sets/${at}/questions`
    requireOnce(questions, ({ key }) => key, pointer, 'A question stands in a set only once.')
    for (const [index, question] of questions.entries()) {
      const place = `${pointer}/${index}`
      requireWords(question, place)
      requireOnce(
        question.answers,
        ({ key }) => key,
        `${place}/answers`,
        'Each answer needs a key of its own.',
      )
      for (const [number, answer] of question.answers.entries())
        requireWords(answer, `${place}/answers/${number}`)
    }
  }
  if (!isOrdered(matrix))
    throw invalid(
      '#/rules/matrix',
      'A higher impact or urgency may not give a lower priority. Correct the matrix.',
    )
}

function requireOnce<T>(
  all: readonly T[],
  key: (each: T) => string,
  pointer: string,
  sentence: string,
): void {
  const seen = new Set<string>()
  for (const [index, each] of all.entries()) {
    if (seen.has(key(each))) throw invalid(`${pointer}/${index}`, sentence)
    seen.add(key(each))
  }
}

// The desk reads the plain words where it has none of its own.
function requireWords({ portal }: Wording, pointer: string): void {
  if (portal.en.trim() === '' && portal.es.trim() === '')
    throw invalid(`${pointer}/portal`, 'Write words for those who ask, in one language at least.')
}

async function requireThere(tx: Tx, { sets, places }: Input): Promise<void> {
  const categoryIds = sets.flatMap(({ category_id }) => category_id ?? [])
  const placeIds = places.map(({ place_id }) => place_id)
  if (categoryIds.length + placeIds.length === 0) return
  const [categories, known] = await tx.many(
    raw<{ id: string }>('select id from tickets.category where org_id = $1 and id = any($2::uuid[])', [
      tx.orgId,
      categoryIds,
    ]),
    raw<{ id: string }>('select id from core.place where org_id = $1 and id = any($2::uuid[])', [
      tx.orgId,
      placeIds,
    ]),
  )
  const missing = (ids: readonly string[], rows: readonly { id: string }[]) =>
    ids.findIndex((id) => !rows.some((row) => row.id === id.toLowerCase()))
  const lost = missing(categoryIds, categories)
  if (lost >= 0)
    throw invalid(
      `#/rules/sets/${sets.findIndex(({ category_id }) => category_id === categoryIds[lost])}/category_id`,
      'This category does not exist.',
    )
  const place = missing(placeIds, known)
  if (place >= 0) throw invalid(`#/rules/places/${place}/place_id`, 'This place does not exist.')
}
