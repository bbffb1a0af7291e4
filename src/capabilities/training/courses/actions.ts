/** Writing courses, publishing and retiring them, and writing down who took one. */
import { Type } from 'typebox'
import { type Context, plainAction, recordAction } from '../../../core/action.ts'
import { head } from '../../../core/execute.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { manages, records } from '../policy.ts'
import { requireYear, todayOf } from '../today.ts'
import { requireNoPatient } from '../words.ts'
import { completeCourse } from './complete.ts'
import { courseLife } from './lifecycle.ts'
import { storeMaterials } from './materials.ts'
import { Content } from './shape.ts'
import { storeDraft, versionsOf } from './store.ts'

const learners_max = 200

export const createCourse = plainAction({
  name: 'courses.create',
  summary: 'Write a course. It is a draft, which learners do not see, until it is published.',
  input: Content,
  output: Type.Object(HeadProperties),
  permits: manages,
  run: async (context) => {
    const { app, tx, actor, input, now } = context
    await requireRight(context)
    const record = newRecord(courseLife, {
      orgId: actor.orgId,
      number: await nextNumber(tx),
      title: input.title.trim(),
      now,
      owner_id: actor.personId,
    })
    tx.send(insertRecord(record))
    tx.send(raw('insert into training.course (org_id, id) values ($1, $2)', [tx.orgId, record.id]))
    const draft = await storeDraft(tx, record.id, input)
    const { version } = draft
    await storeMaterials(app, tx, actor, { id: record.id, ...draft, now }, input.materials)
    return { result: head(record), created: record, facts: { version } }
  },
})

export const editCourse = recordAction({
  name: 'courses.edit',
  summary:
    'Change a course. What is published stays as it is: changes go into the draft of the next version.',
  life: courseLife,
  needsVersion: true,
  input: Content,
  output: Type.Object({ draft: Type.Integer() }),
  permits: manages,
  run: async (context) => {
    const { app, tx, actor, input, record, now } = context
    await requireRight(context)
    const stored = await storeDraft(tx, record.id, input)
    await storeMaterials(app, tx, actor, { id: record.id, ...stored, now }, input.materials)
    const draft = stored.version
    // Those who see it go on seeing the published title until the next version is published.
    const changes = record.state === 'draft' ? { title: input.title.trim() } : {}
    return { result: { draft }, changes, facts: { version: draft } }
  },
})

export const ownCourse = recordAction({
  name: 'courses.hand_over',
  summary: 'Give a course to somebody else who takes care of it.',
  life: courseLife,
  input: Body({ owner_id: Id }),
  permits: manages,
  run: async ({ tx, input }) => {
    await requireStaff(tx, '#/owner_id', [input.owner_id])
    return { result: {}, changes: { owner_id: input.owner_id.toLowerCase() } }
  },
})

export const publishCourse = recordAction({
  name: 'courses.publish',
  summary: 'Publish the draft: it becomes a version that nobody changes, and everybody may read it.',
  life: courseLife,
  move: 'publish',
  input: Type.Optional(Body({})),
  output: Type.Object({ published: Type.Integer() }),
  permits: manages,
  run: async ({ tx, actor, record, now }) => {
    const [newest] = await versionsOf(tx, record.id)
    if (!newest) throw new Error('A course has no version.')
    const isDraft = newest.published_at === null
    if (!isDraft && record.state !== 'retired')
      throw conflict('Nothing has changed since it was published. Change the course first.')
    if (newest.objectives.length === 0)
      throw conflict(
        'A course needs an objective before it is published: say what learners can do afterwards.',
      )
    if (newest.activities.length === 0)
      throw conflict('A course needs a lesson plan before it is published: add an activity.')
    if (isDraft)
      tx.send(
        raw(
          `update training.course_version set published_at = $3, published_by = $4
           where org_id = $1 and course_id = $2 and published_at is null`,
          [tx.orgId, record.id, now, actor.personId],
        ),
      )
    return {
      result: { published: newest.version },
      changes: { title: newest.title.trim(), audience: 'staff' },
      facts: { version: newest.version },
    }
  },
})

export const retireCourse = recordAction({
  name: 'courses.retire',
  summary: 'Say that a course is taught no more. What was learned by it stays.',
  life: courseLife,
  move: 'retire',
  input: Type.Optional(Body({})),
  permits: manages,
  run: async () => ({ result: {} }),
})

export const completeAction = recordAction({
  name: 'courses.complete',
  summary:
    'Write down that people took the published version of a course: it counts to the competencies of its objectives.',
  life: courseLife,
  input: Body({
    person_ids: Type.Array(Id, { minItems: 1, maxItems: learners_max, uniqueItems: true }),
    happened_on: Type.String({ format: 'date' }),
  }),
  output: Type.Object({ lines: Type.Integer(), published: Type.Integer() }),
  permits: records,
  run: async ({ tx, actor, input, record, now }) => {
    const published = (await versionsOf(tx, record.id)).find((version) => version.published_at !== null)
    if (!published) throw conflict('This course is not published yet. Publish it first.')
    requireYear('#/happened_on', input.happened_on)
    if (input.happened_on > (await todayOf(tx, now)))
      throw invalid('#/happened_on', 'This day has not come yet. Write it down when it was.')
    const personIds = [...new Set(input.person_ids.map((id) => id.toLowerCase()))]
    if (personIds.includes(actor.personId))
      throw invalid('#/person_ids', 'Nobody writes down their own learning. Ask a colleague.')
    await requireStaff(tx, '#/person_ids', personIds)
    const done = { courseId: record.id, version: published.version, personIds, happenedOn: input.happened_on }
    await completeCourse(tx, { personId: actor.personId, now }, done)
    return {
      result: { lines: personIds.length, published: published.version },
      facts: { version: published.version, people: personIds.length },
      audit: { people: personIds, version: published.version },
      isInternal: true,
    }
  },
})

/** Refuses people who are not there. */
export async function requireStaff(tx: Tx, pointer: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))]
  const { found } = await tx.one(
    raw<{ found: number }>(
      "select count(*)::int as found from core.person where org_id = $1 and id = any($2::uuid[]) and is_active and merged_into_id is null and kind <> 'service'",
      [tx.orgId, wanted],
    ),
  )
  if (found !== wanted.length) throw invalid(pointer, 'This person does not exist. Choose somebody else.')
}

async function requireRight({ app, tx, input, now }: Context<Content>): Promise<void> {
  for (const [index, { competency_id, level }] of input.objectives.entries())
    if ((competency_id === undefined) !== (level === undefined))
      throw invalid(`#/objectives/${index}/level`, 'A competency needs its level. Choose both, or neither.')
  for (const [index, { objective }] of input.activities.entries())
    if ((objective ?? 0) > input.objectives.length)
      throw invalid(`#/activities/${index}/objective`, 'There is no such objective. Choose one of the list.')
  await requireCompetencies(tx, input)
  await requireNoPatient({ app, tx, now }, wordsOf(input))
}

/** The words of a course by the pointers of their fields. */
function wordsOf(input: Content): Record<string, string> {
  return Object.fromEntries([
    ['#/title', input.title],
    ['#/audience', input.audience],
    ['#/summary', input.summary],
    ['#/applications', input.applications.join('\n')],
    ...input.objectives.map(({ statement }, index) => [`#/objectives/${index}/statement`, statement]),
    ...input.activities.flatMap((each, index) =>
      (['title', 'material', 'verification'] as const).map((field) => [
        `#/activities/${index}/${field}`,
        each[field] ?? '',
      ]),
    ),
  ])
}

async function requireCompetencies(tx: Tx, { objectives }: Content): Promise<void> {
  const known = await tx.all(
    raw<{ id: string; levels: number }>(
      `select c.id, cardinality(f.levels) as levels from training.competency c
         join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
       where c.org_id = $1 and c.id = any($2::uuid[]) and c.archived_at is null`,
      [tx.orgId, objectives.flatMap(({ competency_id }) => competency_id ?? [])],
    ),
  )
  for (const [index, { competency_id, level = 0 }] of objectives.entries()) {
    if (competency_id === undefined) continue
    const found = known.find(({ id }) => id === competency_id.toLowerCase())
    if (!found)
      throw invalid(
        `#/objectives/${index}/competency_id`,
        'This competency does not exist. Choose another one.',
      )
    if (level > found.levels)
      throw invalid(
        `#/objectives/${index}/level`,
        `Its framework has ${found.levels} levels. Choose one of them.`,
      )
  }
}
