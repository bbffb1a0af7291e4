/** What people want to hear of, by which way and when; a capability lets them say so. */
import type { Tx } from '../../platform/db/transaction.ts'
import type { App } from '../app.ts'
import type { Reason } from './notify.ts'

export type OwnMail = { mail: string; personId: string; recordId: string; reason: Reason; at: string }

export type Notices = {
  /** Hears in the write that these notifications were made. */
  told(tx: Tx, notificationIds: readonly string[], reason: Reason): void
  /** Asked in the write that would queue the mail of a notification: true when it is not wanted, or waits for others. */
  keepsBack(app: App, tx: Tx, own: OwnMail): Promise<boolean>
  /** Asked when a mail is about to leave: true when its reader may not see any more what it is about. */
  takesBack(app: App, tx: Tx, mail: string): Promise<boolean>
}
