/** Drafts: unsent words of one person, kept on the server so that a shared workstation keeps none. */
import { Type } from 'typebox'
import { raw } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import { Body, Nullable, Text, Time } from '../../platform/http/schema.ts'
import { plainAction } from '../action.ts'
import { type Capability, reader } from '../registry.ts'

const drafts_max = 200
const Params = Body({ key: Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9._:-]+$' }) })

const save = plainAction({
  name: 'drafts.save',
  summary: 'Keep unsent words under a key, for oneself only.',
  method: 'PUT',
  path: '/api/drafts/:key',
  params: Params,
  input: Body({ body: Text(100_000, { minLength: 1 }) }),
  output: Type.Object({ updated_at: Time }),
  permits: () => true,
  run: async ({ tx, actor, input, params, now }) => {
    const { others } = await tx.one(
      raw<{ others: number }>(
        'select count(*) as others from core.draft where org_id = $1 and person_id = $2 and key <> $3',
        [actor.orgId, actor.personId, params.key],
      ),
    )
    if (others >= drafts_max) throw invalid('#/key', 'You keep very many drafts. Send or remove some first.')
    tx.send(
      raw(
        `insert into core.draft (org_id, person_id, key, body, updated_at) values ($1,$2,$3,$4,$5)
         on conflict (org_id, person_id, key) do update set body = excluded.body, updated_at = excluded.updated_at`,
        [actor.orgId, actor.personId, params.key, input.body, now],
      ),
    )
    return { result: { updated_at: now } }
  },
})

const remove = plainAction({
  name: 'drafts.remove',
  summary: 'Remove one’s own draft; none being there is fine.',
  method: 'DELETE',
  path: '/api/drafts/:key',
  params: Params,
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    tx.send(
      raw('delete from core.draft where org_id = $1 and person_id = $2 and key = $3', [
        actor.orgId,
        actor.personId,
        params.key,
      ]),
    )
    return { result: {} }
  },
})

const show = reader({
  name: 'drafts.show',
  summary: 'One’s own draft under the key; empty, without a time, when there is none.',
  path: '/api/drafts/:key',
  params: Params,
  output: Type.Object({ body: Type.String(), updated_at: Nullable(Time) }),
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const draft = await tx.maybe(
      raw<{ body: string; updated_at: string }>(
        'select body, updated_at from core.draft where org_id = $1 and person_id = $2 and key = $3',
        [actor.orgId, actor.personId, params.key],
      ),
    )
    return draft ?? { body: '', updated_at: null }
  },
})

export const drafts: Capability = { name: 'drafts', plainActions: [save, remove], readers: [show] }
