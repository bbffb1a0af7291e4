/** Statements as they are asked for: one by its id, or a page of those that fit. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Time } from '../../../platform/http/schema.ts'
import { agent } from './check-actor.ts'
import { StatementRefused } from './check-parts.ts'
import type { Agent, Statement } from './check-statement.ts'
import { peopleOf } from './people.ts'
import { readJson } from './read-json.ts'
import { refusal } from './store-statements.ts'

const page_rows = 100

const Iri = Type.String({ minLength: 1, maxLength: 2000 })
export const StatementQuery = Body({
  statementId: Type.Optional(Id),
  voidedStatementId: Type.Optional(Id),
  agent: Type.Optional(Type.String({ maxLength: 3000, description: 'An agent, as JSON.' })),
  verb: Type.Optional(Iri),
  activity: Type.Optional(Iri),
  registration: Type.Optional(Id),
  since: Type.Optional(Time),
  until: Type.Optional(Time),
  limit: Type.Optional(
    Type.Integer({ minimum: 0, maximum: page_rows, description: '0 is as many as there may be.' }),
  ),
  ascending: Type.Optional(Type.Boolean()),
  format: Type.Optional(Type.Literal('exact')),
  attachments: Type.Optional(Type.Literal(false)),
  after: Type.Optional(Id),
})
export type StatementQuery = Type.Static<typeof StatementQuery>

/** What somebody may read: of everybody, or of what they opened. */
export type Scope = { site: string; registrationId?: string }

const isVoided = sql`exists (select from training.statement v where v.org_id = s.org_id and v.voids_id = s.id)`

/** The one statement of this id; one that was voided only when it is asked for as such. */
export async function findStatement(tx: Tx, query: StatementQuery, scope: Scope): Promise<Statement> {
  const { statementId, voidedStatementId, format: _format, attachments: _attachments, ...others } = query
  if ((statementId && voidedStatementId) || Object.keys(others).length > 0)
    throw refusal('#/statementId', 'Ask for one statement by its id alone.')
  const found = await tx.maybe(
    sql<{ document: Statement }>`
      select w.document from training.statement s join training.statement_words w on w.org_id = s.org_id and w.statement_id = s.id
      where s.org_id = ${tx.orgId} and s.id = ${statementId ?? voidedStatementId} and ${inScope(scope)}
        and ${isVoided} = ${voidedStatementId !== undefined}`,
  )
  if (!found) throw notFound('This statement')
  return found.document
}

const inScope = ({ registrationId }: Scope) =>
  registrationId === undefined ? sql`true` : sql`s.registration_id = ${registrationId}`

/** A page of statements that were not voided, and the address of the next one, '' when there is none. */
export async function findStatements(
  tx: Tx,
  query: StatementQuery,
  scope: Scope,
): Promise<{ statements: Statement[]; more: string }> {
  const { verb, activity, registration, since, until, ascending = false, after } = query
  const rows_max = Math.min(query.limit || page_rows, page_rows)
  const person = query.agent === undefined ? undefined : await personOf(tx, query.agent, scope.site)
  const order = sql.raw(ascending ? 'asc' : 'desc')
  const beyond = sql.raw(ascending ? '>' : '<')
  const rows = await tx.all(
    sql<{ id: string; document: Statement }>`
      select s.id, w.document from training.statement s join training.statement_words w on w.org_id = s.org_id and w.statement_id = s.id
      where s.org_id = ${tx.orgId} and ${inScope(scope)} and not ${isVoided}
        and ${person === undefined ? sql`true` : sql`s.person_id = ${person}`}
        and ${verb === undefined ? sql`true` : sql`s.verb = ${verb}`}
        and ${activity === undefined ? sql`true` : sql`s.activity = ${activity}`}
        and ${registration === undefined ? sql`true` : sql`s.registration_id = ${registration}`}
        and ${since === undefined ? sql`true` : sql`s.stored_at > ${since}::timestamptz`}
        and ${until === undefined ? sql`true` : sql`s.stored_at <= ${until}::timestamptz`}
        and ${after === undefined ? sql`true` : sql`(s.stored_at, s.id) ${beyond} (select a.stored_at, a.id from training.statement a where a.org_id = ${tx.orgId} and a.id = ${after})`}
      order by s.stored_at ${order}, s.id ${order} limit ${rows_max + 1}`,
  )
  const statements = rows.slice(0, rows_max)
  const last = statements.at(-1)
  if (rows.length <= rows_max || !last)
    return { statements: statements.map(({ document }) => document), more: '' }
  const next = new URLSearchParams(
    Object.entries({ ...query, after: last.id }).map(([key, value]) => [key, String(value)]),
  )
  return {
    statements: statements.map(({ document }) => document),
    more: `/api/xapi/statements?${next}`,
  }
}

/** The person that the agent is; somebody who is not of here has done nothing. */
async function personOf(tx: Tx, text: string, site: string): Promise<string> {
  try {
    const given = readJson(text)
    agent(given, '#/agent')
    const [found] = await peopleOf(tx, [{ actor: given as Agent }], site)
    return found ?? '00000000-0000-0000-0000-000000000000'
  } catch (error) {
    if (error instanceof StatementRefused) throw refusal('#/agent', error.message)
    throw error
  }
}
