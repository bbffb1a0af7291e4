/** Ways to sign in besides a password. See README.md for the nouns and what always holds. */
import type { App } from '../../core/app.ts'
import type { Sessions } from '../../core/people/session.ts'
import type { Capability } from '../../core/registry.ts'
import type { Http } from '../../platform/http/server.ts'
import { createEmergency, editEmergency, endEmergency } from './emergency/accounts.ts'
import { emergencyList, ownEmergency } from './emergency/list.ts'
import { switchLocal } from './emergency/local.ts'
import { endEmergencies, giveBackEmergency, reviewEmergency, takeEmergency } from './emergency/use.ts'
import { forget } from './forget.ts'
import { endSessionUrl, mountEnded } from './oidc/sign-out.ts'
import { askOidc, mountVisit } from './oidc/visit.ts'
import { passkeyList, removePasskey, renamePasskey } from './passkeys/own.ts'
import { mountRegister } from './passkeys/register.ts'
import { mountUse } from './passkeys/use.ts'
import { mountLeave } from './providers/leave.ts'
import { createProvider, editProvider, providerList } from './providers/manage.ts'
import { type Ask, mountProve, mountStart } from './providers/start.ts'
import { mountWays } from './providers/ways.ts'
import { createSamlProvider, editSamlProvider } from './saml/manage.ts'
import { mountMetadata, readMetadata } from './saml/metadata.ts'
import { renewKey, retireKey } from './saml/renew.ts'
import { mountSamlSignOut, signOutUrl } from './saml/sign-out.ts'
import { askSaml, mountSaml } from './saml/visit.ts'

type Visiting = Parameters<Ask>

export { sealedProviders } from './providers/store.ts'

export const waysIn: Capability = {
  name: 'sign-in',
  plainActions: [
    renamePasskey,
    removePasskey,
    createProvider,
    editProvider,
    createSamlProvider,
    editSamlProvider,
    renewKey,
    retireKey,
    readMetadata,
    createEmergency,
    editEmergency,
    endEmergency,
    takeEmergency,
    giveBackEmergency,
    reviewEmergency,
    switchLocal,
  ],
  readers: [passkeyList, providerList, emergencyList, ownEmergency],
  jobs: { 'sign_in.forget': forget, 'sign_in.end_emergencies': endEmergencies },
  schedules: ['47 * * * * sign_in.forget', '* * * * * sign_in.end_emergencies'],
}

/** The routes that work before there is a whole session; the composition root hands them the sessions. */
export function mountWaysIn(http: Http, app: App, sessions: Sessions): void {
  mountRegister(http, app, sessions)
  mountUse(http, app, sessions)
  mountWays(http, app)
  const asks = {
    oidc: (...visit: Visiting) => askOidc(app, ...visit),
    saml: (...visit: Visiting) => askSaml(app, ...visit),
  }
  mountStart(http, app, asks)
  mountProve(http, app, sessions, asks)
  mountVisit(http, app, sessions)
  mountSaml(http, app, sessions)
  mountMetadata(http, app)
  mountLeave(http, app, sessions, { oidc: endSessionUrl, saml: signOutUrl })
  mountEnded(http, app, sessions)
  mountSamlSignOut(http, app, sessions)
}
