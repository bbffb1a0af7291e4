/** The links at the end of a mail: to what its reader wants to be mailed, and to end mails like it by one click. */
import type { App } from '../../core/app.ts'
import { baseUrl } from '../../core/people/mails.ts'
import { Problem } from '../../platform/http/problem.ts'
import { secretsOf } from '../../platform/secrets/secrets.ts'
import { readToken, signToken, TokenRefused } from '../../platform/secrets/signing.ts'
import type { Kind } from './kinds.ts'

const purpose = 'notices-mail'
const valid_days = 60

/** Whose mail; and of which kind it was, or all that comes together. */
export type LinkMeans = { orgId: string; personId: string; of: Kind | 'digest' }

export function linksFor(app: App, { orgId, personId, of }: LinkMeans, now: string) {
  const expiresAt = new Date(Date.parse(now) + valid_days * 86_400_000)
  const token = signToken(app.config.secret, purpose, [orgId, personId, of], expiresAt)
  return {
    settings: `${baseUrl(app)}/mail-settings#${token}`,
    unsubscribe: `${baseUrl(app)}/api/notices/unsubscribe/${token}`,
  }
}

/** What a link means. Throws a 410 problem for one that is forged, damaged or too old. */
export function readLink(app: App, token: string): LinkMeans {
  try {
    const [orgId, personId, of] = readToken(secretsOf(app.config), purpose, token, app.clock.now()) as [
      string,
      string,
      LinkMeans['of'],
    ]
    return { orgId, personId, of }
  } catch (error) {
    if (error instanceof TokenRefused) throw deadLink()
    throw error
  }
}

export function deadLink(): Problem {
  return new Problem(
    410,
    'link-over',
    'This link does not work any more',
    'The link has expired or is not complete. Sign in to choose what you are mailed.',
  )
}
