/** What an organization wants of the mail that goes out; a capability lets it say so. */

import type { Tx } from '../platform/db/transaction.ts'
import type { Dkim } from '../platform/mail/mailer.ts'
import type { Language } from '../platform/mail/render-mail.ts'
import type { Wording } from '../platform/mail/wording.ts'
import type { App } from './app.ts'

export type MailOut = {
  /** Until when mail to the address has to wait, if it does. */
  waitsUntil(tx: Tx, address: string, now: Date): Promise<string | undefined>
  /** By which key mail is signed that comes from the domain. */
  dkimOf(app: App, tx: Tx, domain: string): Promise<Dkim | undefined>
  /** The wording that takes the place of the product's, if there is one. */
  wordingOf(tx: Tx, key: string, teamId: string | null, language: Language): Promise<Wording | undefined>
}
