/**
 * The change of our own key at a provider, in two steps: a new one is made, and both stand in the metadata and are
 * accepted; once the provider knows it, the old one is retired and we sign with the new one.
 */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { lockOrganization } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { type Provider, providerById, sealSecret } from '../providers/store.ts'
import { keysOf, type Party } from './library.ts'
import { makeOwnKey } from './own-key.ts'
import { samlById } from './store.ts'

const Params = Body({ id: Id })
const Changed = Type.Object({ id: Id, version: Type.Integer() })

export const renewKey = plainAction({
  name: 'providers.renew_key',
  summary:
    'Make a new key of our own for a provider that speaks SAML. Both are accepted, and stand in our metadata, until the old one is retired.',
  path: '/api/providers/:id/renew-key',
  params: Params,
  input: Body({}),
  output: Changed,
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, params, now }) => {
    const party = await lockParty(tx, params.id ?? '')
    if (party.saml.next_certificate !== null)
      throw conflict('A new key was made already. Give it to the provider, and retire the old one then.')
    const next = makeOwnKey(`Wardline ${party.provider.id}`, new Date(now))
    const [key = ''] = keysOf(app, tx.orgId, party.provider)
    return keep(app, tx, party.provider, {
      keys: [key, next.privateKey],
      certificate: party.saml.own_certificate,
      next: next.certificate,
    })
  },
})

export const retireKey = plainAction({
  name: 'providers.retire_key',
  summary: 'Go over to the new key of our own for a provider that speaks SAML; the old one counts no longer.',
  path: '/api/providers/:id/retire-key',
  params: Params,
  input: Body({}),
  output: Changed,
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, params }) => {
    const { provider, saml } = await lockParty(tx, params.id ?? '')
    const [, next] = keysOf(app, tx.orgId, provider)
    if (saml.next_certificate === null || next === undefined)
      throw conflict('There is no new key to go over to. Make one first, and give it to the provider.')
    return keep(app, tx, provider, { keys: [next], certificate: saml.next_certificate, next: null })
  },
})

async function lockParty(tx: Tx, id: string): Promise<Party> {
  lockOrganization(tx)
  const [[provider], [saml]] = await tx.many(providerById(tx.orgId, id), samlById(tx.orgId, id))
  if (!provider || !saml) throw notFound('This provider')
  return { provider, saml }
}

async function keep(
  app: App,
  tx: Tx,
  { id }: Provider,
  own: { keys: string[]; certificate: string; next: string | null },
) {
  tx.send(
    raw(
      'update core.saml_provider set own_certificate = $3, next_certificate = $4 where org_id = $1 and provider_id = $2',
      [tx.orgId, id, own.certificate, own.next],
    ),
  )
  const result = await tx.one(
    raw<{ id: string; version: number }>(
      'update core.identity_provider set version = version + 1, secret_sealed = $3 where org_id = $1 and id = $2 returning id, version',
      [tx.orgId, id, sealSecret(app, tx.orgId, id, own.keys.join('\n'))],
    ),
  )
  return { result, audit: { provider: id } }
}
