/** The sessions of a person, to look at and to end. */
import { Type } from 'typebox'
import { raw } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'
import { Body, Id, Time } from '../../platform/http/schema.ts'
import { plainAction } from '../action.ts'
import { type Actor, may } from '../actor.ts'
import { reader } from '../registry.ts'
import { endSession } from './session.ts'
import { endSessions } from './store.ts'

const SessionRow = Type.Object({
  id: Id,
  user_agent: Type.String(),
  address: Type.String(),
  idle_minutes: Type.Integer(),
  created_at: Time,
  last_active_at: Time,
  expires_at: Time,
  is_this: Type.Boolean({ description: 'The session of this request.' }),
})
type SessionLine = {
  id: string
  user_agent: string
  address: string
  idle_minutes: number
  created_at: string
  last_active_at: string
  expires_at: string
  is_this: boolean
}

export const sessionList = reader({
  name: 'sessions.list',
  summary: 'The open sessions of oneself or, for those who may end them, of another person.',
  path: '/api/sessions',
  query: Type.Object({ person_id: Type.Optional(Id) }, { additionalProperties: false }),
  output: Type.Object({ rows: Type.Array(SessionRow) }),
  permits: () => true,
  run: async ({ tx, actor, query, now }) => {
    const personId = query.person_id ?? actor.personId
    if (!mayEnd(actor, personId)) throw notFound('This person')
    const rows = await tx.all(
      raw<SessionLine>(
        `select id, user_agent, address, idle_minutes, created_at, last_active_at, expires_at, id is not distinct from $3 as is_this
         from core.session where org_id = $1 and person_id = $2 and ended_at is null and expires_at > $4
           and last_active_at > $4::timestamptz - idle_minutes * interval '1 minute'
         order by last_active_at desc, id limit 200`,
        [tx.orgId, personId, actor.sessionId, now],
      ),
    )
    return { rows }
  },
})

export const revokeSession = plainAction({
  name: 'sessions.revoke',
  summary: 'End a session of oneself or, with the permission, of another person.',
  path: '/api/sessions/:id/revoke',
  params: Body({ id: Id }),
  input: Body({}),
  output: Type.Object({ id: Id }),
  permits: () => true,
  run: async ({ app, tx, actor, params, now }) => {
    const id = params.id ?? ''
    const session = await tx.maybe(
      raw<{ person_id: string }>('select person_id from core.session where org_id = $1 and id = $2', [
        tx.orgId,
        id,
      ]),
    )
    if (!session || !mayEnd(actor, session.person_id)) throw notFound('This session')
    tx.send(endSession(tx.orgId, id, now))
    tx.afterCommit(() => app.live.publishAtOnce({ topic: 'session', org: tx.orgId, id }))
    return { result: { id }, audit: { session: id, person: session.person_id } }
  },
})

export const revokeOthers = plainAction({
  name: 'sessions.revoke_others',
  summary: 'End all own sessions but this one.',
  path: '/api/sessions/revoke-others',
  input: Body({}),
  output: Type.Object({ ended: Type.Integer() }),
  permits: () => true,
  run: async ({ app, tx, actor, now }) => {
    const ended = await endSessions(app, tx, actor.personId, now, actor.sessionId)
    return { result: { ended }, audit: { sessions: ended } }
  },
})

function mayEnd(actor: Actor, personId: string): boolean {
  return personId === actor.personId || may(actor, 'sessions.revoke')
}
