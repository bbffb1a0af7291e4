/** The links of a survey's mail: signed, for one question and one answer each, and for a limited time. */
import type { App } from '../../core/app.ts'
import { baseUrl } from '../../core/people/mails.ts'
import { Problem } from '../../platform/http/problem.ts'
import { secretsOf } from '../../platform/secrets/secrets.ts'
import { readToken, signToken, TokenRefused } from '../../platform/secrets/signing.ts'

const purpose = 'survey'

export const ratings = [1, 2, 3, 4, 5] as const
export type LinkMeans = { orgId: string; invitationId: string; rating: number }

/**
 * The link that proposes one answer. After the # a browser sends nothing to any server: what prefetches the links of
 * a mail learns nothing and sets off nothing.
 */
export function answerLink(app: App, means: LinkMeans, expiresAt: Date): string {
  const { orgId, invitationId, rating } = means
  return `${baseUrl(app)}/survey#${signToken(app.config.secret, purpose, [orgId, invitationId, rating], expiresAt)}`
}

/** What a link means. Throws a 410 problem for one that is forged, damaged or too old. */
export function readLink(app: App, link: string): LinkMeans {
  try {
    const [orgId, invitationId, rating] = readToken(
      secretsOf(app.config),
      purpose,
      link,
      app.clock.now(),
    ) as [string, string, number]
    return { orgId, invitationId, rating }
  } catch (error) {
    if (error instanceof TokenRefused) throw deadLink()
    throw error
  }
}

/** One answer for every link that does not work, so that it tells nothing about the reason. */
export function deadLink(): Problem {
  return new Problem(
    410,
    'link-over',
    'This link does not work any more',
    'The link has expired or is not complete, or what it asks about is open again. You can still tell us on the page of your request.',
  )
}
