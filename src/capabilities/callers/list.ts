/** What security reads: all verifications, what failed first; and what asks for one's own word. */
import { type Static, Type } from 'typebox'
import type { Actor } from '../../core/actor.ts'
import { may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { audit } from '../../core/audit.ts'
import { noteDenial } from '../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../core/mount.ts'
import { csvLine } from '../../core/people/csv.ts'
import { reader } from '../../core/registry.ts'
import { raw, read, type Tx, write } from '../../platform/db/transaction.ts'
import { forbidden } from '../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, NullableTime, OneOf, Time } from '../../platform/http/schema.ts'
import type { Http } from '../../platform/http/server.ts'
import { matchOf, stateAt } from './verification.ts'
import { acts, allMethods, failures, secondWays, states } from './words.ts'

const shown_max = 200
const exported_max = 10_000
const asked_max = 20

const Named = Type.Object({ id: Id, name: Type.String() })
const Line = Type.Object({
  id: Id,
  person: Named,
  agent: Named,
  act: OneOf(acts),
  role: NullableText,
  state: OneOf(states),
  method: Nullable(OneOf(allMethods)),
  failure: Nullable(OneOf(failures)),
  asked: Nullable(Named),
  second: Nullable(Named),
  second_how: Nullable(OneOf(secondWays)),
  ticket_id: Nullable(Id),
  started_at: Time,
  decided_at: NullableTime,
  used_at: NullableTime,
  uses: Type.Integer(),
})
type Line = Static<typeof Line>

const Filter = Body({
  state: Type.Optional(OneOf(states)),
  act: Type.Optional(OneOf(acts)),
  person_id: Type.Optional(Id),
  agent_id: Type.Optional(Id),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  waits: Type.Optional(
    Type.Boolean({ description: 'Those alone that passed and wait for a second person.' }),
  ),
})
type Filter = Static<typeof Filter>

const seesAll = (actor: Actor) => may(actor, 'callers.alerts')

/** Who does not watch over all sees their own, and what waits for a second person. */
function linesOf(tx: Tx, actor: Actor, filter: Filter, now: string, limit: number): Promise<Line[]> {
  const named = (alias: string) =>
    `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name) end`
  return tx.all(
    raw<Line>(
      `select v.id, ${named('p')} as person, ${named('a')} as agent, v.act, o.title as role, ${stateAt('$2')} as state, v.method, v.failure,
         ${named('q')} as asked, ${named('s')} as second, v.second_how, v.ticket_id, v.started_at, v.decided_at, v.used_at, v.uses
       from callers.verification v
       join core.person p on p.org_id = v.org_id and p.id = v.person_id
       join core.person a on a.org_id = v.org_id and a.id = v.agent_id
       left join core.person q on q.org_id = v.org_id and q.id = v.asked_id
       left join core.person s on s.org_id = v.org_id and s.id = v.second_id
       left join core.role o on o.org_id = v.org_id and o.id = v.role_id
       where v.org_id = $1 and ($3::text is null or ${stateAt('$2')} = $3) and ($4::text is null or v.act = $4)
         and ($5::uuid is null or v.person_id = $5) and ($6::uuid is null or v.agent_id = $6)
         and ($7::timestamptz is null or v.started_at >= $7) and ($8::timestamptz is null or v.started_at < $8)
         and (not $9 or (${stateAt('$2')} = 'passed' and v.second_id is null and v.uses = 0))
         and ($10 or v.agent_id = $11 or v.second_id = $11 or (${stateAt('$2')} = 'passed' and v.second_id is null))
       order by (v.state = 'failed') desc, v.started_at desc, v.id limit ${limit}`,
      [
        tx.orgId,
        now,
        filter.state ?? null,
        filter.act ?? null,
        filter.person_id ?? null,
        filter.agent_id ?? null,
        filter.from ?? null,
        filter.to ?? null,
        filter.waits ?? false,
        seesAll(actor),
        actor.personId,
      ],
    ),
  )
}

const looks = (actor: Actor) => seesAll(actor) || may(actor, 'callers.verify')

export const list = reader({
  name: 'callers.list',
  summary: 'Verifications of callers, those that failed first; who watches over security sees all.',
  path: '/api/callers',
  query: Filter,
  output: Type.Object({
    rows: Type.Array(Line),
    is_cut: Type.Boolean({ description: 'There are more than are shown.' }),
  }),
  permits: looks,
  run: async ({ tx, actor, query, now }) => {
    const rows = await linesOf(tx, actor, query, now, shown_max + 1)
    return { rows: rows.slice(0, shown_max), is_cut: rows.length > shown_max }
  },
})

export const asked = reader({
  name: 'callers.asked',
  summary: 'What one is asked to confirm now: that one called oneself, or somebody whom one manages.',
  path: '/api/callers/asked',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        person: Type.String(),
        is_you: Type.Boolean(),
        agent: Type.String(),
        act: OneOf(acts),
        role: NullableText,
        shown: Type.Array(Type.Integer(), {
          description: 'Numbers, one of which the agent read out to oneself.',
        }),
        started_at: Time,
      }),
    ),
  }),
  permits: () => true,
  run: async ({ app, tx, actor, now }) => {
    const rows = await tx.all(
      raw<{
        id: string
        person: string
        is_you: boolean
        agent: string
        act: (typeof acts)[number]
        role: string | null
        started_at: string
      }>(
        `select v.id, p.name as person, v.person_id = $2 as is_you, a.name as agent, v.act, o.title as role, v.started_at
         from callers.verification v
         join core.person p on p.org_id = v.org_id and p.id = v.person_id
         join core.person a on a.org_id = v.org_id and a.id = v.agent_id
         left join core.role o on o.org_id = v.org_id and o.id = v.role_id
         where v.org_id = $1 and v.asked_id = $2 and v.state = 'started' and v.ends_at > $3
         order by v.started_at desc, v.id limit ${asked_max}`,
        [tx.orgId, actor.personId, now],
      ),
    )
    const { secret } = app.config
    return { rows: rows.map((row) => ({ ...row, shown: row.is_you ? matchOf(secret, row.id).shown : [] })) }
  },
})

const columns: readonly [string, (line: Line) => string | number | null][] = [
  ['Started', (line) => line.started_at],
  ['Person', (line) => line.person.name],
  ['Verified by', (line) => line.agent.name],
  ['For', (line) => line.act],
  ['Role', (line) => line.role],
  ['State', (line) => line.state],
  ['How', (line) => line.method],
  ['Failed because', (line) => line.failure],
  ['Asked', (line) => line.asked?.name ?? null],
  ['Second person', (line) => line.second?.name ?? null],
  ['Decided', (line) => line.decided_at],
  ['Used', (line) => line.used_at],
  ['Uses', (line) => line.uses],
]

/** The list as CSV, for those who watch over security. */
export function mountExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/callers/export.csv',
    schema: {
      ...describe('callers.export', `Verifications as CSV, ${exported_max} at most.`, 'callers'),
      querystring: Filter,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!seesAll(actor)) {
        await noteDenial(app, actor, 'callers.export', forbidden())
        throw forbidden()
      }
      const now = app.clock.now().toISOString()
      const lines = await read(app.pool, actor.orgId, (tx) =>
        linesOf(tx, actor, request.query, now, exported_max),
      )
      // Who took what is written down before the first line leaves.
      await write(app.pool, actor.orgId, async (tx) =>
        tx.send(audit(actor, now, 'callers.export', { lines: lines.length })),
      )
      const text = lines.map((line) => csvLine(columns.map(([, value]) => value(line)))).join('')
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="verified-callers-${now.slice(0, 10)}.csv"`,
          'cache-control': 'no-store',
        })
        .serializer((body: unknown) => String(body))
        .send(`\uFEFF${csvLine(columns.map(([name]) => name))}${text}`)
    },
  })
}
