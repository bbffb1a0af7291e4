/** The needs that the queue shows, and one with the tickets that show it. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { classStates } from '../classes/lifecycle.ts'
import { manages, readsAll, records } from '../policy.ts'
import { window_days } from './find.ts'
import { needLife, needMoves, needStates } from './lifecycle.ts'
import { rateOf } from './poisson.ts'

const needs_max = 500
const evidence_max = 200
/** Of fewer people those who do not plan training learn no numbers: they could tell who it is. */
export const people_shown_min = 5

const Count = Nullable(Type.Integer({ minimum: 0 }))
const Need = Type.Object({
  id: Id,
  number: Type.Integer(),
  state: OneOf(needStates),
  version: Type.Integer(),
  application: Type.String({ description: 'What it is about: an application, or a competency.' }),
  category: NullableText,
  department: Type.String({ description: 'Empty of a survey where it is about all who answered.' }),
  survey: Nullable(
    Type.Object(
      { id: Id, title: Type.String(), below: Type.Integer() },
      {
        description:
          'The survey that shows it; null where the queue does. Those below rated themselves under what is required of them.',
      },
    ),
  ),
  tickets: {
    ...Count,
    description: `Null where fewer than ${people_shown_min} people asked, for who does not plan training.`,
  },
  people: Count,
  users: Count,
  rate: Nullable(
    Type.Object(
      { rate: Type.Number(), low: Type.Number(), high: Type.Number() },
      {
        description: 'Tickets for each user in these days, with the exact 95 % interval of Poisson.',
      },
    ),
  ),
  days: Type.Integer(),
  counted_at: Time,
  created_at: Time,
  reason: NullableText,
  moves: Type.Array(OneOf(needMoves), { description: 'What the reader may do now.' }),
})
type Need = Static<typeof Need>
const Ticket = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  created_at: Time,
})

export const needs = reader({
  name: 'needs.list',
  summary: `What the queue shows that has to be taught: taught or asked again and again within ${window_days} days, the most certain first; ${needs_max} at most.`,
  path: '/api/training-needs',
  query: Type.Object(
    { state: Type.Optional(OneOf(['current', ...needStates], { description: 'Left out, all.' })) },
    { additionalProperties: false },
  ),
  output: Type.Object({ rows: Type.Array(Need) }),
  permits: readsAll,
  run: async ({ tx, actor, query: { state } }) => {
    const rows = await needsWhere(
      tx,
      actor,
      state === undefined
        ? sql`true`
        : state === 'current'
          ? sql`r.category <> 'done'`
          : sql`r.state = ${state}`,
    )
    return { rows }
  },
})

export const need = reader({
  name: 'needs.show',
  summary: 'A need with the tickets that show it, of which the reader sees those that are theirs to see.',
  path: '/api/training-needs/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    ...Need.properties,
    evidence: Type.Array(Ticket),
    classes: Type.Array(
      Type.Object({ id: Id, number: Type.Integer(), state: OneOf(classStates), starts_at: Time }),
      { description: 'Those that were planned for it.' },
    ),
    may_plan_class: Type.Boolean(),
  }),
  permits: readsAll,
  run: async ({ tx, actor, params }) => {
    const [found] = await needsWhere(tx, actor, sql`r.id = ${params.id}`)
    if (!found) throw notFound('This need')
    // Whoever may not learn how few it were does not see their tickets here either.
    const evidence = found.people === null ? [] : await evidenceOf(tx, actor, found.id)
    return {
      ...found,
      evidence,
      classes: await classesOf(tx, actor, found.id),
      may_plan_class: records(actor) && found.moves.includes('plan'),
    }
  },
})

type Row = Omit<Need, 'tickets' | 'people' | 'users' | 'rate' | 'moves'> & {
  tickets: number
  people: number
  users: number
}

async function needsWhere(tx: Tx, actor: Actor, condition: RawBuilder<unknown>): Promise<Need[]> {
  const rows = await tx.all(sql<Row>`
    select r.id, r.number, r.state, r.version, coalesce(n.application_name, k.code || ' ' || k.name) as application, c.name as category, coalesce(d.name, '') as department, n.tickets, n.people, n.users, n.days,
      n.counted_at, r.created_at, n.reason,
      case when s.id is not null then json_build_object('id', s.id, 'title', s.title, 'below', n.below) end as survey
    from core.record r join training.need n on n.org_id = r.org_id and n.id = r.id
      left join core.department d on d.org_id = n.org_id and d.id = n.department_id
      left join training.competency k on k.org_id = n.org_id and k.id = n.competency_id
      left join training.needs_survey s on s.org_id = n.org_id and s.id = n.survey_id
      left join reporting.ticket_category c on c.org_id = n.org_id and c.id = n.category_id
    where r.kind = 'training_need' and ${visible(actor, 'training_need')} and ${condition}
    order by n.tickets desc, r.number desc limit ${needs_max}`)
  return rows.map((row) => shown(actor, row)).toSorted((a, b) => (b.rate?.low ?? 0) - (a.rate?.low ?? 0))
}

function shown(actor: Actor, row: Row): Need {
  const moves = manages(actor) ? openMoves(needLife, row.state) : []
  if (row.people < people_shown_min && !manages(actor))
    return { ...row, tickets: null, people: null, users: null, rate: null, moves }
  // A survey tells how sure people feel, and not how often somebody asks.
  return { ...row, rate: row.survey !== null ? null : rateOf(row.tickets, row.users), moves }
}

function evidenceOf(tx: Tx, actor: Actor, id: string): Promise<Static<typeof Ticket>[]> {
  return tx.all(sql<Static<typeof Ticket>>`
    select r.id, r.number, r.title, r.state, r.created_at from training.need_ticket k join core.record r on r.org_id = k.org_id and r.id = k.ticket_id
    where k.org_id = ${tx.orgId} and k.need_id = ${id} and ${visible(actor, 'ticket')} order by r.created_at desc, r.id limit ${evidence_max}`)
}

type ClassOfNeed = { id: string; number: number; state: (typeof classStates)[number]; starts_at: string }

function classesOf(tx: Tx, actor: Actor, id: string): Promise<ClassOfNeed[]> {
  return tx.all(sql<ClassOfNeed>`
    select r.id, r.number, r.state, c.starts_at from training.need_class k join core.record r on r.org_id = k.org_id and r.id = k.class_id
      join training.class c on c.org_id = k.org_id and c.id = k.class_id
    where k.org_id = ${tx.orgId} and k.need_id = ${id} and ${visible(actor, 'class')} order by c.starts_at desc limit 50`)
}
