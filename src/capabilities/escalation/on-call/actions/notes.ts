/** Hand-over notes: what the next one on call should know. Written and read by the department, never on a ticket. */
import { Type } from 'typebox'
import { plainAction } from '../../../../core/action.ts'
import { raw } from '../../../../platform/db/transaction.ts'
import { forbidden, notFound } from '../../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../../platform/http/schema.ts'
import { newId } from '../../../../platform/id/id.ts'
import { readsRotas, standingIn } from '../may.ts'

export const addNote = plainAction({
  name: 'on_call.note',
  summary: 'Leave a note for the next one on call.',
  path: '/api/teams/:id/rota/notes',
  params: Body({ id: Id }),
  input: Body({ body: Text(4_000, { minLength: 1 }) }),
  output: Type.Object({ id: Id }),
  permits: readsRotas,
  run: async ({ tx, actor, input, params, now }) => {
    const { id: teamId } = await standingIn(tx, actor, params.id ?? '')
    const id = newId()
    tx.send(
      raw(
        'insert into escalation.handover_note (org_id, id, team_id, author_id, body, created_at) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, id, teamId, actor.personId, input.body, now],
      ),
    )
    return { result: { id }, audit: { team: teamId, note: id } }
  },
})

export const removeNote = plainAction({
  name: 'on_call.remove_note',
  summary: 'Remove a hand-over note: one’s own, or as the lead any.',
  path: '/api/teams/:id/rota/notes/:note',
  method: 'DELETE',
  params: Body({ id: Id, note: Id }),
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: readsRotas,
  run: async ({ tx, actor, params }) => {
    const { id: teamId, manages } = await standingIn(tx, actor, params.id ?? '')
    const note = await tx.maybe(
      raw<{ author_id: string }>(
        'select author_id from escalation.handover_note where org_id = $1 and team_id = $2 and id = $3',
        [tx.orgId, teamId, params.note],
      ),
    )
    if (!note) throw notFound('This note')
    if (!manages && note.author_id !== actor.personId)
      throw forbidden('Only who wrote it and the lead of the team may remove this note.')
    tx.send(
      raw('delete from escalation.handover_note where org_id = $1 and id = $2', [tx.orgId, params.note]),
    )
    return { result: {}, audit: { team: teamId, note: params.note } }
  },
})
