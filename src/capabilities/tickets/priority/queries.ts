/** Reading how priorities are made: the rules, the questions to ask, what answers come to, why a ticket has its priority. */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  Time,
} from '../../../platform/http/schema.ts'
import { readsTickets, worksOnTickets } from '../policy.ts'
import type { About } from './answered.ts'
import { allowedTo, criticalityNow, weighAnswers } from './answered.ts'
import { builtInQuestions } from './defaults.ts'
import { promisedAt } from './level.ts'
import { type Question, setFor } from './rules.ts'
import { managesRules } from './rules-actions.ts'
import { AskedQuestion, Key, Level, P1State, RulesBody, Version, Weighed } from './schema.ts'
import { currentRules, rulesAt } from './store.ts'
import { standingOf } from './ticket-actions.ts'

type Asked = Static<typeof AskedQuestion>
const versions_shown = 50

/** Without the points: who answers should say what is, and not what it comes to. */
function asked(questions: readonly Question[]): Asked[] {
  return questions.map(({ key, portal, desk, answers }) => ({
    key,
    portal,
    desk,
    answers: answers.map((each) => ({ key: each.key, portal: each.portal, desk: each.desk })),
  }))
}

export const rules = reader({
  name: 'priority.rules',
  summary:
    'The questions, criticality and matrix that make priorities, the questions to choose from, and who changed them when.',
  path: '/api/priority-rules',
  output: Type.Object({
    version: Type.Integer({ description: '0 is what ships with the product.' }),
    rules: RulesBody,
    built_in: Type.Array(RulesBody.properties.sets.items.properties.questions.items),
    versions: Type.Array(Type.Object({ version: Type.Integer(), saved_at: Time, saved_by: Type.String() })),
  }),
  permits: managesRules,
  run: async ({ tx }) => {
    const versions = await tx.all(
      raw<{ version: number; saved_at: string; saved_by: string }>(
        `select v.number as version, v.created_at as saved_at, p.name as saved_by from tickets.priority_rules v
         join core.person p on p.org_id = v.org_id and p.id = v.created_by where v.org_id = $1 order by v.number desc limit ${versions_shown}`,
        [tx.orgId],
      ),
    )
    const version = versions[0]?.version ?? 0
    const present = await rulesAt(tx, version)
    if (!present) throw new Error('The version that was just listed is missing.')
    return { version, rules: present.rules, built_in: [...builtInQuestions], versions }
  },
})

export const rulesBefore = reader({
  name: 'priority.rules_before',
  summary:
    'The rules as an earlier version had them, to take them up again. Version 0 ships with the product.',
  path: '/api/priority-rules/:version',
  params: Type.Object({ version: Type.String() }),
  output: Type.Object({ version: Type.Integer(), rules: RulesBody }),
  permits: managesRules,
  run: async ({ tx, params }) => {
    const isNumber = /^\d{1,7}$/.test(params.version ?? '')
    const found = isNumber ? await rulesAt(tx, Number(params.version)) : undefined
    if (!found) throw notFound('This version')
    return { version: found.version, rules: found.rules }
  },
})

export const questions = reader({
  name: 'priority.questions',
  summary:
    'The questions that a new ticket is asked, by category; the set without a category is for all others.',
  path: '/api/tickets/questions',
  output: Type.Object({
    version: Type.Integer(),
    sets: Type.Array(
      Type.Object({
        category_ids: Type.Array(Id, {
          description: 'The categories that use this set, those below included.',
        }),
        is_general: Type.Boolean({ description: 'True for the set of all other categories.' }),
        questions: Type.Array(AskedQuestion),
      }),
    ),
  }),
  permits: readsTickets,
  run: async ({ tx }) => {
    const { version, rules, above } = await currentRules(tx)
    const usersOf = Map.groupBy(
      [...above.keys()].filter((id) => setFor(rules, id, above).category_id !== null),
      (id) => setFor(rules, id, above).category_id,
    )
    return {
      version,
      sets: rules.sets.map(({ category_id, questions }) => ({
        category_ids: category_id === null ? [] : (usersOf.get(category_id) ?? []),
        is_general: category_id === null,
        questions: asked(questions),
      })),
    }
  },
})

const Answers = Type.String({
  maxLength: 700,
  pattern: '^([a-z0-9_]{1,40}:[a-z0-9_]{1,40}(,|$))*$',
  description: 'The keys of questions and answers, such as care:now,people:some.',
})

/** The answers of an address; a question that is named twice has its last answer. */
function readAnswers(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(',')
      .filter(Boolean)
      .map((pair) => pair.split(':') as [string, string]),
  )
}

export const weighed = reader({
  name: 'priority.weigh',
  summary: 'What answers would come to, for a new ticket or for one that is there; nothing is changed.',
  path: '/api/tickets/weigh',
  query: Body({
    version: Version,
    answers: Type.Optional(Answers),
    ticket_id: Type.Optional(Id),
    category_id: Type.Optional(Id),
    place_id: Type.Optional(Id),
    workstation_id: Type.Optional(Id),
    application: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  output: Type.Object({
    ...Weighed.properties,
    due_at: {
      ...Time,
      description: 'The simple promise of this priority, where no policy promises otherwise.',
    },
  }),
  permits: (actor) => may(actor, 'tickets.create'),
  run: async ({ tx, actor, query, now }) => {
    const { version, answers = '', ticket_id, ...about } = query
    const stored = ticket_id === undefined ? undefined : await insideOf(tx, actor, ticket_id)
    const subject: About = stored?.standing.fields ?? { ...nothing, ...about }
    const answered = await weighAnswers(tx, subject, { version, given: readAnswers(answers) }, now)
    const { impact, urgency, priority: wanted } = answered
    const held = stored?.standing.override
    const given = held
      ? { priority: held.priority, p1: stored.standing.weighing.p1 }
      : allowedTo(
          actor,
          wanted,
          stored && { priority: stored.record.priority, p1: stored.standing.weighing.p1 },
        )
    return {
      impact,
      urgency,
      answered: wanted,
      ...given,
      due_at: promisedAt(given.priority, stored?.record.created_at ?? now),
    }
  },
})

const nothing: About = { category_id: null, place_id: null, workstation_id: null, application: null }

type Actor = Parameters<typeof visible>[0]

/** The ticket with all that made its priority, for who sees it from the inside. */
async function insideOf(tx: Tx, actor: Actor, id: string) {
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
  )
  if (!record || !seesInside(actor, record)) throw notFound('This ticket')
  return { record, standing: await standingOf(tx, id) }
}

export const weighing = reader({
  name: 'tickets.weighing',
  summary:
    'Why the ticket has its priority: what was answered, what was overridden, and what would be asked now.',
  path: '/api/tickets/:id/weighing',
  params: Body({ id: Id }),
  output: Type.Object({
    impact: Level,
    urgency: Level,
    priority: Level,
    is_asked: Type.Boolean(),
    answers: Type.Array(
      Type.Object({ question: AskedQuestion, answer: Nullable(Key), is_gone: Type.Boolean() }),
    ),
    criticality: Type.Integer(),
    outdated_by: Type.Array(
      Type.Unsafe<'questions' | 'criticality'>({ type: 'string', enum: ['questions', 'criticality'] }),
    ),
    p1: P1State,
    p1_by: NullableText,
    p1_at: NullableTime,
    override: Type.Union([
      Type.Null(),
      Type.Object({
        answered: Level,
        priority: Level,
        by: Type.String(),
        at: Time,
        reason: Type.String(),
        message_id: Id,
      }),
    ]),
    now: Type.Object({ version: Type.Integer(), set_id: NullableId, questions: Type.Array(AskedQuestion) }),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const { record, standing } = await insideOf(tx, actor, params.id ?? '')
    const { fields, weighing: stored, override } = standing
    const book = await currentRules(tx, fields.category_id)
    const set = setFor(book.rules, fields.category_id, book.above)
    const then =
      stored.version === null || stored.version === book.version ? book : await rulesAt(tx, stored.version)
    const was = then?.rules.sets.find(({ category_id }) => category_id === stored.set_id)?.questions ?? []
    const criticality = await criticalityNow(tx, book.rules, fields)
    const isAsked = stored.answers !== null
    const { names, reason } = await wordsOf(tx, stored.p1_by, override)
    const given = stored.answers ?? {}
    return {
      impact: fields.impact as 1,
      urgency: fields.urgency as 1,
      priority: (record.priority ?? 3) as 1,
      is_asked: isAsked,
      answers: (isAsked ? asked(was) : []).map((question) => ({
        question,
        answer: given[question.key] ?? null,
        is_gone: !set.questions.some(({ key }) => key === question.key),
      })),
      criticality: stored.criticality,
      outdated_by: isAsked
        ? [
            ...(isDeepStrictEqual(was, set.questions) ? [] : ['questions' as const]),
            ...(criticality === stored.criticality ? [] : ['criticality' as const]),
          ]
        : [],
      p1: stored.p1,
      p1_by: stored.p1_by === null ? null : (names.get(stored.p1_by) ?? null),
      p1_at: stored.p1_at,
      override: override
        ? {
            answered: override.answered,
            priority: override.priority,
            by: names.get(override.by_id) ?? '',
            at: override.created_at,
            reason,
            message_id: override.message_id,
          }
        : null,
      now: { version: book.version, set_id: set.category_id, questions: asked(set.questions) },
    }
  },
})

async function wordsOf(
  tx: Tx,
  proposer: string | null,
  override: { by_id: string; message_id: string } | undefined,
) {
  const ids = [proposer, override?.by_id].filter((id) => id !== null && id !== undefined)
  if (ids.length === 0) return { names: new Map<string, string>(), reason: '' }
  const [people, messages] = await tx.many(
    raw<{ id: string; name: string }>(
      'select id, name from core.person where org_id = $1 and id = any($2::uuid[])',
      [tx.orgId, ids],
    ),
    raw<{ body: string }>('select body from core.message where org_id = $1 and id = $2', [
      tx.orgId,
      override?.message_id ?? null,
    ]),
  )
  return { names: new Map(people.map(({ id, name }) => [id, name])), reason: messages[0]?.body ?? '' }
}
