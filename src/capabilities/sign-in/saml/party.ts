/** The provider with what SAML needs. */
import type { App } from '../../../core/app.ts'
import { read } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { type Place, providerById } from '../providers/store.ts'
import type { Party } from './library.ts'
import { samlById } from './store.ts'

/** The provider when it is on. */
export async function openParty(app: App, place: Place): Promise<Party> {
  const party = await openOrOffParty(app, place)
  if (!party.provider.is_on) throw notFound('This provider')
  return party
}

/** The same, on or off: it is switched on when the provider knows us. */
export async function openOrOffParty(app: App, { org, id }: Place): Promise<Party> {
  const party = await read(app.pool, org, async (tx) => {
    const [[provider], [saml]] = await tx.many(providerById(org, id), samlById(org, id))
    return provider && saml && { provider, saml }
  })
  if (!party) throw notFound('This provider')
  return party
}
