/** A trial: for which tickets of the last month a rule would have fired. It writes nothing but its own row. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import type { App } from '../../../core/app.ts'
import { visible } from '../../../core/records/visible.ts'
import { type JobHandler, reader } from '../../../core/registry.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { seesWhatRulesSee } from '../actions.ts'
import { requireSound } from '../check.ts'
import { knownTickets } from '../facts.ts'
import { type Statement, StatementBody } from '../statement.ts'
import { type Foreseen, foresee } from './foresee.ts'
import { pastsOf } from './past.ts'

const days = 30
const tickets_max = 50_000
const tickets_at_once = 200
const hits_max = 200
const trials_kept = 20
const after_all = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

export const tryRule = plainAction({
  name: 'rules.try',
  summary: 'See for which tickets of the last month a rule would have fired. Nothing is done to them.',
  input: Body({ statement: StatementBody, rule_id: Type.Optional(Id) }),
  output: Type.Object({ id: Id }),
  permits: seesWhatRulesSee,
  run: async ({ app, tx, actor, input, now }) => {
    await requireSound(tx, input.statement)
    const { rule_id } = input
    if (rule_id !== undefined) {
      const rule = await tx.maybe(
        raw('select id from rules.rule where org_id = $1 and id = $2', [tx.orgId, rule_id]),
      )
      if (!rule) throw notFound('This rule')
    }
    const id = newId()
    const since = new Date(Date.parse(now) - days * 86_400_000).toISOString()
    tx.send(
      raw(
        `delete from rules.trial where org_id = $1 and id in (
           select id from rules.trial where org_id = $1 order by started_at desc, id desc offset $2)`,
        [tx.orgId, trials_kept - 1],
      ),
    )
    tx.send(
      raw(
        `insert into rules.trial (org_id, id, rule_id, statement, since, total, started_by, started_at)
         select $1, $2, $3, $4, $5, (select count(*) from (
           select from core.record r where r.org_id = $1 and r.kind = 'ticket' and (r.updated_at >= $5 or ($8 and r.category <> 'done')) limit ${tickets_max}) t), $6, $7`,
        [
          tx.orgId,
          id,
          rule_id ?? null,
          JSON.stringify(input.statement),
          since,
          actor.personId,
          now,
          input.statement.when.on === 'daily',
        ],
      ),
    )
    // One after the other, or some trials of one organization would leave no worker for what others wait for.
    app.jobs.add(tx, 'rules.try', { trial: id }, { queue: `rules.try ${tx.orgId}` })
    return { result: { id }, audit: { trial: id, ...(rule_id ? { rule: rule_id } : {}) } }
  },
})

type Trial = {
  statement: Statement
  since: string
  started_at: string
  done: number
  found: number
  after_id: string | null
  time_zone: string
}
type Hit = { ticket_id: string } & Foreseen

/** Goes through the tickets, the newest first; killed in the middle, it goes on after the last batch. */
export const runTrial: JobHandler = async (app, payload) => {
  for (let batch = 0; batch <= tickets_max / tickets_at_once; batch++)
    if (!(await trySome(app, String(payload.org), String(payload.trial)))) return
}

async function trySome(app: App, org: string, id: string): Promise<boolean> {
  return write(app.pool, org, async (tx) => {
    const trial = await tx.maybe(
      raw<Trial>(
        `select t.statement, t.since, t.started_at, t.done, jsonb_array_length(t.hits) as found, t.after_id, o.time_zone
         from rules.trial t join core.organization o on o.id = t.org_id
         where t.org_id = $1 and t.id = $2 and t.finished_at is null for update of t`,
        [org, id],
      ),
    )
    if (!trial) return false
    const { statement, since, started_at, time_zone } = trial
    const rows = await tx.all(
      raw<{ id: string }>(
        `select r.id from core.record r where r.org_id = $1 and r.kind = 'ticket' and r.id < $2
           and (r.updated_at >= $3 or ($4 and r.category <> 'done')) order by r.id desc limit ${tickets_at_once}`,
        [org, trial.after_id ?? after_all, since, statement.when.on === 'daily'],
      ),
    )
    const known = await knownTickets(
      tx,
      rows.map((row) => row.id),
    )
    const pasts = known.length > 0 ? await pastsOf(tx, known, since) : []
    const window = { since, until: started_at, zone: time_zone }
    const hits: Hit[] = pasts
      .flatMap((past) =>
        foresee(statement, past, window).map((each) => ({ ticket_id: past.ticketId, ...each })),
      )
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    const isLast = rows.length < tickets_at_once || trial.done + rows.length >= tickets_max
    tx.send(
      raw(
        `update rules.trial set done = done + $3, total = greatest(total, done + $3), firings = firings + $4, tickets = tickets + $5,
           hits = hits || $6::jsonb, after_id = $7, finished_at = $8 where org_id = $1 and id = $2`,
        [
          org,
          id,
          rows.length,
          hits.length,
          new Set(hits.map(({ ticket_id }) => ticket_id)).size,
          JSON.stringify(hits.slice(0, Math.max(0, hits_max - trial.found))),
          rows.at(-1)?.id ?? trial.after_id,
          isLast ? app.clock.now().toISOString() : null,
        ],
      ),
    )
    return !isLast
  })
}

const HitShown = Type.Object({
  ticket: Type.Object({ id: Id, number: Type.Integer(), title: Type.String() }),
  at: Time,
  deeds: Type.Array(OneOf(['would', 'nothing', 'refused'] as const)),
})

const TrialShown = Type.Object({
  since: Time,
  total: Type.Integer(),
  done: Type.Integer(),
  firings: Type.Integer(),
  tickets: Type.Integer(),
  started_at: Time,
  finished_at: NullableTime,
  hits: Type.Array(HitShown),
})

export const showTrial = reader({
  name: 'rules.trial',
  summary:
    'How far a trial is, and the first tickets that it found; those that one may not see are left out.',
  path: '/api/rules/trials/:id',
  params: Body({ id: Id }),
  output: TrialShown,
  permits: seesWhatRulesSee,
  run: async ({ tx, actor, params }) => {
    const trial = await tx.maybe(
      sql<Static<typeof TrialShown>>`
        select t.since, t.total, t.done, t.firings, t.tickets, t.started_at, t.finished_at,
          coalesce((select json_agg(json_build_object('ticket', json_build_object('id', r.id, 'number', r.number, 'title', r.title), 'at', h.hit -> 'at', 'deeds', h.hit -> 'deeds') order by h.hit ->> 'at' desc)
            from jsonb_array_elements(t.hits) as h (hit) join core.record r on r.id = (h.hit ->> 'ticket_id')::uuid and r.kind = 'ticket' where ${visible(actor, 'ticket')}), '[]') as hits
        from rules.trial t where t.org_id = ${tx.orgId} and t.id = ${params.id}`,
    )
    if (!trial) throw notFound('This trial')
    return trial
  },
})
