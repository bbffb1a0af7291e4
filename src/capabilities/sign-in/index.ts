/** Ways to sign in besides a password. See README.md for the nouns and what always holds. */
import type { App } from '../../core/app.ts'
import type { Sessions } from '../../core/people/session.ts'
import type { Capability } from '../../core/registry.ts'
import type { Http } from '../../platform/http/server.ts'
import { forget } from './forget.ts'
import { createProvider, editProvider, mountWays, providerList } from './oidc/manage.ts'
import { mountEnded, mountLeave } from './oidc/sign-out.ts'
import { mountVisit } from './oidc/visit.ts'
import { passkeyList, removePasskey, renamePasskey } from './passkeys/own.ts'
import { mountRegister } from './passkeys/register.ts'
import { mountUse } from './passkeys/use.ts'

export const waysIn: Capability = {
  name: 'sign-in',
  plainActions: [renamePasskey, removePasskey, createProvider, editProvider],
  readers: [passkeyList, providerList],
  jobs: { 'sign_in.forget': forget },
  schedules: ['47 * * * * sign_in.forget'],
}

/** The routes that work before there is a whole session; the composition root hands them the sessions. */
export function mountWaysIn(http: Http, app: App, sessions: Sessions): void {
  mountRegister(http, app, sessions)
  mountUse(http, app, sessions)
  mountWays(http, app)
  mountVisit(http, app, sessions)
  mountLeave(http, app, sessions)
  mountEnded(http, app, sessions)
}
