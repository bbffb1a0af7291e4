/** What people want to hear of, by which way and when; a capability lets them say so. */
import type { Tx } from '../../platform/db/transaction.ts'
import type { App } from '../app.ts'
import type { NewMail } from '../people/outbox.ts'
import type { Reason } from './notify.ts'

export type OwnMail = { mail: string; personId: string; recordId: string; reason: Reason; at: string }

/** A mail that is told of in the product too, and about which its reader chooses. */
export type ChosenMail = {
  reason: Reason
  personIds: readonly string[]
  at: string
  /** It holds what a mail about several cannot, so that it is wanted at once or not at all. */
  cannotWait?: boolean
}
type Written = Pick<NewMail, 'subject' | 'text' | 'html' | 'unsubscribeUrl'>
export type Finish = (mail: Written) => Written

export type Notices = {
  /** Hears in the write that these notifications were made. */
  told(tx: Tx, notificationIds: readonly string[], reason: Reason): void
  /** Asked in the write that would queue the mail of a notification: true when it is not wanted, or waits for others. */
  keepsBack(app: App, tx: Tx, own: OwnMail): Promise<boolean>
  /** Asked in the write that would queue such mails: for whom it goes now, with what adds why it came and how it is ended. */
  finishFor(app: App, tx: Tx, mail: ChosenMail): Promise<ReadonlyMap<string, Finish>>
  /** Asked when a mail is about to leave: true when its reader may not see any more what it is about. */
  takesBack(app: App, tx: Tx, mail: string): Promise<boolean>
}
