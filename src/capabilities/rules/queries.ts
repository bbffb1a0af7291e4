/** Reading rules: their list, and what they did, by rule and by ticket. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { inside, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid, notFound } from '../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableText,
  NullableTime,
  OneOf,
  Page,
  PageQuery,
  Time,
} from '../../platform/http/schema.ts'
import { worksOnTickets } from '../tickets/index.ts'
import { managesRules, seesWhatRulesSee } from './actions.ts'
import { breaksOf, missingNames, namesIn } from './check.ts'
import { Statement } from './statement.ts'
import { allRules } from './store.ts'

const StatementShown = Type.Object(Statement)
/** The people whom the statements name, so that a page can say who they are. */
const People = Type.Array(Type.Object({ id: Id, name: Type.String() }))

function peopleIn(tx: Tx, statements: readonly Statement[]): Promise<{ id: string; name: string }[]> {
  const ids = statements.flatMap(namesIn).flatMap(({ id, what }) => (what === 'person' ? id : []))
  if (ids.length === 0) return Promise.resolve([])
  return tx.all(
    raw('select id, name from core.person where org_id = $1 and id = any($2)', [tx.orgId, [...new Set(ids)]]),
  )
}

const Rule = Type.Object({
  id: Id,
  version: Type.Integer(),
  is_on: Type.Boolean(),
  keeper: Type.Object({ id: Id, name: Type.String() }),
  stopped_at: NullableTime,
  stopped_because: Nullable(OneOf(['ticket', 'organization'] as const)),
  breaks: Type.Array(Type.String({ description: 'Why it cannot work: what it names is gone.' })),
  statement: StatementShown,
  fired_at: NullableTime,
})

export const ruleList = reader({
  name: 'rules.list',
  summary: 'The rules in the order in which they are asked.',
  path: '/api/rules',
  output: Type.Object({ rows: Type.Array(Rule), people: People }),
  permits: managesRules,
  run: async ({ tx, actor }) => {
    // When a rule fired last tells of a ticket.
    const [rules, fired] = await tx.many(
      allRules(tx.orgId),
      !seesWhatRulesSee(actor)
        ? undefined
        : sql<{ rule_id: string; fired_at: string }>`
            select u.id as rule_id, f.fired_at from rules.rule u, lateral (
              select f.fired_at from rules.firing f join core.record r on r.org_id = f.org_id and r.id = f.ticket_id
              where f.org_id = u.org_id and f.rule_id = u.id and ${visible(actor, 'ticket')} order by f.fired_at desc, f.id desc limit 1) f
            where u.org_id = ${tx.orgId} and u.archived_at is null`,
    )
    const statements = rules.map(({ statement }) => statement)
    const gone = await missingNames(tx, statements)
    const rows = rules.map((rule) => ({
      id: rule.id,
      version: rule.version,
      is_on: rule.is_on,
      keeper: { id: rule.keeper_id, name: rule.keeper },
      stopped_at: rule.stopped_at,
      stopped_because: rule.stopped_because,
      breaks: breaksOf(rule.statement, gone),
      statement: rule.statement,
      fired_at: fired.find(({ rule_id }) => rule_id === rule.id)?.fired_at ?? null,
    }))
    return { rows: rows as never, people: await peopleIn(tx, statements) }
  },
})

const Firing = Type.Object({
  id: Id,
  rule: Type.Object({ id: Id, name: Type.String(), version: Type.Integer() }),
  ticket: Type.Object({ id: Id, number: Type.Integer(), title: Type.String() }),
  happened: Type.String({ description: 'E.g. created, changed:priority, moved:open, after, daily.' }),
  fired_at: Time,
  finished_at: NullableTime,
  /** What the version asked and did, and which of its conditions held. */
  statement: StatementShown,
  held: Type.Array(Type.Integer()),
  deeds: Type.Array(
    Type.Object({
      position: Type.Integer(),
      outcome: OneOf(['done', 'refused'] as const),
      why: NullableText,
    }),
  ),
})
type Firing = Static<typeof Firing>

/** Firings (alias `f`) of tickets that the reader sees from the inside, the last one first. */
function firings(condition: RawBuilder<boolean>, gate: RawBuilder<boolean>, limit: number) {
  return sql<Firing>`
    select f.id, json_build_object('id', u.id, 'name', v.statement ->> 'name', 'version', v.number) as rule,
      json_build_object('id', r.id, 'number', r.number, 'title', r.title) as ticket, f.happened, f.fired_at, f.finished_at, v.statement, f.held,
      coalesce((select json_agg(json_build_object('position', d.position, 'outcome', d.outcome, 'why', d.why) order by d.position)
        from rules.deed d where d.org_id = f.org_id and d.firing_id = f.id), '[]') as deeds
    from rules.firing f join rules.rule u on u.org_id = f.org_id and u.id = f.rule_id
      join rules.rule_version v on v.org_id = f.org_id and v.id = f.version_id
      join core.record r on r.org_id = f.org_id and r.id = f.ticket_id
    where ${condition} and ${gate} order by f.fired_at desc, f.id desc limit ${limit}`
}

function statementsOf(rows: readonly Firing[]): Statement[] {
  return rows.map(({ statement }) => statement as Statement)
}

const firings_of_ticket_max = 100

export const ticketFirings = reader({
  name: 'rules.of_ticket',
  summary: 'What rules did on a ticket, and why.',
  path: '/api/tickets/:id/rule-firings',
  params: Body({ id: Id }),
  output: Type.Object({ rows: Type.Array(Firing), people: People }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const gate = sql<boolean>`${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${gate}`,
    )
    if (!record) throw notFound('This ticket')
    const own = sql<boolean>`f.org_id = ${tx.orgId} and f.ticket_id = ${record.id}`
    const rows = await tx.all(firings(own, gate, firings_of_ticket_max))
    return { rows: rows as never, people: await peopleIn(tx, statementsOf(rows)) }
  },
})

export const ruleFirings = reader({
  name: 'rules.firings',
  summary: 'What a rule did, the last firing first, on tickets that one may see from the inside.',
  path: '/api/rules/:id/firings',
  params: Body({ id: Id }),
  query: Type.Object(PageQuery, { additionalProperties: false }),
  output: Type.Object({ ...Page(Firing).properties, people: People }),
  permits: managesRules,
  run: async ({ tx, actor, params, query }) => {
    await requireRule(tx, params.id ?? '')
    const limit = query.limit ?? 20
    const place = query.after === undefined ? null : placeOf(query.after)
    const own = sql<boolean>`f.org_id = ${tx.orgId} and f.rule_id = ${params.id}
      and (${place?.at ?? null}::timestamptz is null or (f.fired_at, f.id) < (${place?.at ?? null}::timestamptz, ${place?.id ?? null}::uuid))`
    const gate = sql<boolean>`${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`
    const rows = await tx.all(firings(own, gate, limit + 1))
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const next = rows.length > limit && last ? `${last.fired_at} ${last.id}` : null
    return { rows: page as never, next, people: await peopleIn(tx, statementsOf(page)) }
  },
})

async function requireRule(tx: Tx, id: string): Promise<void> {
  const rule = await tx.maybe(raw('select id from rules.rule where org_id = $1 and id = $2', [tx.orgId, id]))
  if (!rule) throw notFound('This rule')
}

function placeOf(after: string): { at: string; id: string } {
  const [at = '', id = ''] = after.split(' ')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw invalid('#/after', 'This page of the list does not exist. Start again from its top.')
  return { at, id }
}
