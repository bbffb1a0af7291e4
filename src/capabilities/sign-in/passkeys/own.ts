/** The own passkeys: looked at, renamed, removed. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { loginOf, requireFactorLeft } from '../../../core/people/login/login.ts'
import { removeRecoveryCodes } from '../../../core/people/login/second-factor.ts'
import { mailNotice } from '../../../core/people/mails.ts'
import { lockPerson } from '../../../core/people/policy.ts'
import { tellPermissions } from '../../../core/people/store.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, NullableTime, Time } from '../../../platform/http/schema.ts'

const Passkey = Type.Object({
  id: Id,
  name: Type.String(),
  rp_id: Type.String({ description: 'The host that it works at.' }),
  is_synced: Type.Boolean({ description: 'The key store keeps a copy elsewhere.' }),
  created_at: Time,
  last_used_at: NullableTime,
})

export const passkeyList = reader({
  name: 'passkeys.list',
  summary: 'The own passkeys.',
  path: '/api/passkeys',
  output: Type.Object({ rows: Type.Array(Passkey) }),
  permits: () => true,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      raw<never>(
        'select id, name, rp_id, is_synced, created_at, last_used_at from core.passkey where org_id = $1 and person_id = $2 order by created_at, id limit 100',
        [tx.orgId, actor.personId],
      ),
    ),
  }),
})

export const renamePasskey = plainAction({
  name: 'passkeys.rename',
  summary: 'Give an own passkey another name.',
  path: '/api/passkeys/:id',
  method: 'PATCH',
  params: Body({ id: Id }),
  input: Body({ name: Line(100) }),
  output: Type.Object({ id: Id }),
  permits: () => true,
  run: async ({ tx, actor, input, params }) => {
    const renamed = await tx.maybe(
      raw<{ id: string }>(
        'update core.passkey set name = $4 where org_id = $1 and id = $2 and person_id = $3 returning id',
        [tx.orgId, params.id, actor.personId, input.name.trim()],
      ),
    )
    if (!renamed) throw notFound('This passkey')
    return { result: renamed, audit: { passkey: renamed.id } }
  },
})

export const removePasskey = plainAction({
  name: 'passkeys.remove',
  summary: 'Remove an own passkey; it works no longer. The last second step stays where a role demands one.',
  path: '/api/passkeys/:id/remove',
  params: Body({ id: Id }),
  input: Body({}),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: () => true,
  run: async ({ app, tx, actor, params, now }) => {
    // Two removals at once wait for each other, so that not both find another one left.
    await lockPerson(tx, actor.personId)
    const own = await tx.all(
      raw<{ id: string }>('select id from core.passkey where org_id = $1 and person_id = $2', [
        tx.orgId,
        actor.personId,
      ]),
    )
    const passkey = own.find(({ id }) => id === params.id)
    if (!passkey) throw notFound('This passkey')
    const login = await tx.one(loginOf(app, tx.orgId, actor.personId))
    const isLast = own.length === 1 && !login.has_code
    requireFactorLeft(login, !isLast)
    tx.send(raw('delete from core.passkey where org_id = $1 and id = $2', [tx.orgId, passkey.id]))
    if (isLast) removeRecoveryCodes(tx, actor.personId)
    await mailNotice(app, tx, 'signInFactorRemoved', actor.personId, now)
    tellPermissions(app, tx, [actor.personId])
    return { result: passkey, audit: { passkey: passkey.id } }
  },
})
