import type { Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import type { App } from '../../app.ts'
import { mailLink } from '../mails.ts'
import { issueLink, type LinkPurpose } from './link.ts'

/** Mails the person a link to choose the first password. Throws a 409 for a person without an address. */
export function invite(
  app: App,
  tx: Tx,
  personId: string,
  issuedBy: string,
  now: string,
): Promise<'queued' | 'held'> {
  return sendLink(app, tx, { personId, issuedBy }, 'invitation', now)
}

/** Mails the person a link of the purpose, by the act of somebody. */
export async function sendLink(
  app: App,
  tx: Tx,
  { personId, issuedBy }: { personId: string; issuedBy: string },
  purpose: LinkPurpose,
  now: string,
): Promise<'queued' | 'held'> {
  const { link, expiresAt } = issueLink(app, tx, personId, purpose, new Date(now))
  const state = await mailLink(app, tx, { purpose, personId, link, expiresAt, now, issuedBy })
  if (state === undefined) throw conflict('This person has no e-mail address.')
  return state
}
