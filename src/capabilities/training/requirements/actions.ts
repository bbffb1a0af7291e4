/** Requirements: who has to have which competency, up to which level, for how long. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages } from '../policy.ts'
import { requireYear } from '../today.ts'
import { requireNoPatient } from '../words.ts'
import { lockReckoning, reckonAgain, reckonMembers } from './reckon.ts'

export const subjects = ['role', 'department', 'application', 'job', 'person'] as const
const requirements_max = 2_000

const Day = Type.String({ format: 'date' })
const Rule = {
  competency_id: Id,
  level: Type.Integer({ minimum: 1, maximum: 10 }),
  valid_months: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 120, description: 'How long it counts; left out, for ever.' }),
  ),
  ends_on_day: Type.Optional(
    Type.String({
      pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
      description:
        'A fixed date, as month-day: it ends on this day for all. Left out, it counts from the day of each.',
    }),
  ),
  active_days_min: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 364,
      description: 'With a fixed date: what was achieved fewer days before it lasts until the next one.',
    }),
  ),
  renewal_days: Type.Integer({
    minimum: 0,
    maximum: 366,
    description: 'So many days before its end it is to be renewed.',
  }),
  grace_days: Type.Integer({
    minimum: 0,
    maximum: 366,
    description: 'Within so many days whoever it is asked of has to have it.',
  }),
  starts_on: Day,
}
const Subject = {
  subject: OneOf(subjects),
  subject_id: Type.Optional({ ...Id, description: 'The role, department or person.' }),
  named: Type.Optional({ ...Line(200), description: 'The application, or the title of the job.' }),
}
type Rules = Static<ReturnType<typeof Type.Object<typeof Rule>>>
type Subjects = Static<ReturnType<typeof Type.Object<typeof Subject>>>

export const addRequirement = plainAction({
  name: 'training.require',
  summary:
    'Ask a role, a department with those below it, the users of an application, a job or a person for a competency.',
  path: '/api/training/requirements',
  input: Body({ ...Subject, ...Rule }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ app, tx, input, now }) => {
    await requireNoPatient({ app, tx, now }, { '#/named': input.named })
    lockReckoning(tx)
    await requireRule(tx, input)
    const { count } = await tx.one(
      raw<{ count: number }>(
        'select count(*)::int as count from training.requirement where org_id = $1 and archived_at is null',
        [tx.orgId],
      ),
    )
    if (count >= requirements_max)
      throw conflict(`There are ${requirements_max} requirements already. Archive those that nobody needs.`)
    const subject = await subjectOf(tx, input)
    const id = newId()
    tx.send(
      raw(
        `insert into training.requirement (org_id, id, subject, role_id, department_id, person_id, named, competency_id, level, valid_months, ends_on_day, active_days_min, renewal_days, grace_days, starts_on)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
        [
          tx.orgId,
          id,
          input.subject,
          subject.role_id,
          subject.department_id,
          subject.person_id,
          subject.named,
          ...valuesOf(input),
        ],
      ),
    )
    await reckonMembers(tx, now, [id])
    return { result: { id }, audit: { requirement: id, competency: input.competency_id } }
  },
})

function valuesOf(rule: Rules): unknown[] {
  return [
    rule.competency_id,
    rule.level,
    rule.valid_months ?? null,
    rule.ends_on_day ?? null,
    rule.active_days_min ?? 0,
    rule.renewal_days,
    rule.grace_days,
    rule.starts_on,
  ]
}

/** Refuses what cannot be meant, and competencies and levels that are not there. */
async function requireRule(tx: Tx, rule: Rules): Promise<void> {
  requireYear('#/starts_on', rule.starts_on)
  const known = await tx.maybe(
    raw<{ levels: number }>(
      `select cardinality(f.levels) as levels from training.competency c join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
       where c.org_id = $1 and c.id = $2 and c.archived_at is null for key share of c`,
      [tx.orgId, rule.competency_id],
    ),
  )
  if (!known)
    throw invalid('#/competency_id', 'This competency does not exist, or is archived. Choose another one.')
  if (rule.level > known.levels)
    throw invalid('#/level', `Its framework has ${known.levels} levels. Choose one of them.`)
  if (rule.ends_on_day !== undefined) requireFixed(rule, rule.ends_on_day)
  else if ((rule.active_days_min ?? 0) > 0)
    throw invalid(
      '#/active_days_min',
      'A least active period needs a fixed date. Give the date, or leave the period out.',
    )
  if (rule.valid_months === undefined && rule.renewal_days > 0)
    throw invalid(
      '#/renewal_days',
      'What never ends is not renewed. Say how long it is valid, or set the days to 0.',
    )
}

function requireFixed(rule: Rules, day: string): void {
  // Held against a year without a leap day: the day has to come every year.
  const date = new Date(`2001-${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(5, 10) !== day)
    throw invalid('#/ends_on_day', 'Choose a day that every year has.')
  if (rule.valid_months === undefined || rule.valid_months % 12 !== 0)
    throw invalid('#/valid_months', 'With a fixed date it is valid for whole years: 12, 24 … months.')
}

type Subject_ = {
  role_id: string | null
  department_id: string | null
  person_id: string | null
  named: string | null
}

const tables = {
  role: ['core.role', 'This role does not exist any more. Choose another one.', ''],
  department: [
    'core.department',
    'This department does not exist any more. Choose another one.',
    'and archived_at is null',
  ],
  person: [
    'core.person',
    'This person does not exist, or has left. Choose somebody else.',
    "and is_active and kind = 'staff'",
  ],
} as const

/** What is named of the person, role, department, application or job; refuses what is not there. */
export async function subjectOf(tx: Tx, { subject, subject_id, named }: Subjects): Promise<Subject_> {
  const none = { role_id: null, department_id: null, person_id: null, named: null }
  if (subject === 'application' || subject === 'job') {
    if (named === undefined)
      throw invalid('#/named', subject === 'job' ? 'Name the job.' : 'Name the application.')
    return { ...none, named: named.trim().toLowerCase() }
  }
  const [table, sentence, condition] = tables[subject]
  const found =
    subject_id === undefined
      ? undefined
      : await tx.maybe(
          raw(`select id from ${table} where org_id = $1 and id = $2 ${condition}`, [tx.orgId, subject_id]),
        )
  if (!found) throw invalid('#/subject_id', sentence)
  return { ...none, [`${subject}_id`]: subject_id }
}

const Params = Body({ id: Id })

async function lockRequirement(tx: Tx, id: string): Promise<{ version: number }> {
  const found = await tx.maybe(
    raw<{ version: number }>(
      'select version from training.requirement where org_id = $1 and id = $2 and archived_at is null for no key update',
      [tx.orgId, id],
    ),
  )
  if (!found) throw notFound('This requirement')
  return found
}

export const editRequirement = plainAction({
  name: 'training.edit_requirement',
  summary:
    'Change what a requirement asks; of whom it is asked stays. Everybody’s state is told by the new rule at once.',
  path: '/api/training/requirements/:id',
  method: 'PUT',
  params: Params,
  input: Body({ version: Type.Integer({ minimum: 1, description: 'The one that was seen.' }), ...Rule }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: manages,
  run: async ({ tx, input, params }) => {
    const id = params.id as string
    lockReckoning(tx)
    const known = await lockRequirement(tx, id)
    if (known.version !== input.version)
      throw conflict('Somebody else changed this requirement in the meantime. Look at it again.')
    await requireRule(tx, input)
    tx.send(
      raw(
        `update training.requirement set competency_id = $3, level = $4, valid_months = $5, ends_on_day = $6, active_days_min = $7,
           renewal_days = $8, grace_days = $9, starts_on = $10, version = version + 1 where org_id = $1 and id = $2`,
        [tx.orgId, id, ...valuesOf(input)],
      ),
    )
    reckonAgain(tx, { requirementId: id })
    return { result: { id, version: known.version + 1 }, audit: { requirement: id } }
  },
})

export const archiveRequirement = plainAction({
  name: 'training.archive_requirement',
  summary: 'Ask it of nobody any more. What was learned stays.',
  path: '/api/training/requirements/:id',
  method: 'DELETE',
  params: Params,
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, params, now }) => {
    const id = params.id as string
    lockReckoning(tx)
    await lockRequirement(tx, id)
    tx.send(
      raw('update training.requirement set archived_at = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        now,
      ]),
    )
    tx.send(raw('delete from training.credential where org_id = $1 and requirement_id = $2', [tx.orgId, id]))
    return { result: { id }, audit: { requirement: id } }
  },
})
