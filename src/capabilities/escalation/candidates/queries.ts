/** Who could take a ticket and why, and how a team gives out its tickets. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { ensureAutomation } from '../../../core/people/automation.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { forbidden, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, OneOf } from '../../../platform/http/schema.ts'
import { worksOnTickets } from '../../tickets/index.ts'
import { readsRotas, requireManages, standingIn } from '../on-call/may.ts'
import { believed_ms, expectAssigning } from './assign.ts'
import { candidatesFor, settingOf } from './find.ts'
import { duties } from './score.ts'

const modes = ['off', 'suggest', 'assign'] as const
const shown_max = 10

export const candidateList = reader({
  name: 'candidates.list',
  summary:
    'Who could take the ticket, the best first, each with why. Empty where the team does not want proposals.',
  path: '/api/tickets/:id/candidates',
  params: Body({ id: Id }),
  query: Body({ team_id: Type.Optional({ ...Id, description: 'The team of the ticket when left out.' }) }),
  output: Type.Object({
    mode: OneOf(modes),
    open_max: Nullable(Type.Integer()),
    team_id: NullableId,
    rows: Type.Array(
      Type.Object({
        person: Type.Object({ id: Id, name: Type.String() }),
        skills: Type.Array(Type.Object({ name: Type.String(), level: Type.Integer() })),
        duty: OneOf(duties),
        open: Type.Integer(),
        solved: Type.Integer(),
        is_full: Type.Boolean(),
        score: Type.Integer(),
      }),
    ),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params, query, now }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor)}`,
    )
    if (!record) throw notFound('This ticket')
    const teamId = query.team_id ?? record.team_id
    // How busy people are, and who of them is here, concerns those who choose among them.
    if (teamId !== record.team_id && !may(actor, 'tickets.assign'))
      throw forbidden('Only those who may assign tickets see who of another team could take this one.')
    const { mode, open_max } = await settingOf(tx, teamId)
    const rows = mode === 'off' ? [] : await candidatesFor(tx, actor, record, teamId, open_max, now)
    const shown = rows
      .slice(0, shown_max)
      .map(({ level: _level, skills, ...row }) => ({ ...row, skills: [...skills] }))
    return { mode, open_max, team_id: teamId, rows: shown }
  },
})

const Params = Body({ id: Id })
const OpenMax = Nullable(
  Type.Integer({ minimum: 1, maximum: 500, description: 'Open tickets a person; null sets no limit.' }),
)

export const teamAssignment = reader({
  name: 'candidates.team',
  summary: 'How the team gives out its tickets.',
  path: '/api/teams/:id/assignment',
  params: Params,
  output: Type.Object({ mode: OneOf(modes), open_max: OpenMax, may_edit: Type.Boolean() }),
  permits: readsRotas,
  run: async ({ tx, actor, params }) => {
    const standing = await standingIn(tx, actor, params.id ?? '')
    return { ...(await settingOf(tx, standing.id)), may_edit: standing.manages }
  },
})

export const setAssignment = plainAction({
  name: 'candidates.set',
  summary: 'Whether the team’s new tickets are only proposed to somebody or given to the best by themselves.',
  path: '/api/teams/:id/assignment',
  method: 'PUT',
  params: Params,
  input: Body({ mode: OneOf(modes), open_max: OpenMax }),
  output: Type.Object({ mode: OneOf(modes) }),
  permits: readsRotas,
  run: async ({ app, tx, actor, input, params, now }) => {
    const { id: teamId } = await requireManages(tx, actor, params.id ?? '', 'how its tickets are given out')
    // The automation assigns in the name of whoever lets it, so nobody lets it do what they may not do.
    if (input.mode === 'assign' && !may(actor, 'tickets.assign'))
      throw forbidden('Only those who may assign tickets let them be given out. You lack tickets.assign.')
    tx.send(
      raw(
        `insert into escalation.team_assignment (org_id, team_id, mode, open_max, updated_by, updated_at) values ($1,$2,$3,$4,$5,$6)
         on conflict (org_id, team_id) do update set mode = excluded.mode, open_max = excluded.open_max, updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
        [tx.orgId, teamId, input.mode, input.open_max, actor.personId, now],
      ),
    )
    if (input.mode === 'assign') {
      // Whoever lets tickets be given out answers for what is done by itself, if nobody does yet.
      await ensureAutomation(tx, actor.personId, now)
      tx.afterCommit(() => expectAssigning(tx.orgId))
      const runAt = new Date(Date.parse(now) + 3 * believed_ms).toISOString()
      app.jobs.add(tx, 'candidates.assign_missed', { team: teamId, since: now }, { runAt })
    }
    return { result: { mode: input.mode }, audit: { team: teamId, mode: input.mode } }
  },
})
