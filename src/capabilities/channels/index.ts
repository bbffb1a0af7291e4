/** Channels: what comes in from elsewhere: imports of tickets and articles, mail, alerts, and programs with keys; each folder has a README. */

import { basename } from 'node:path'
import type { App } from '../../core/app.ts'
import type { Capability } from '../../core/registry.ts'
import { write } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { mountAlerts } from './alerts/receive.ts'
import { discardParked, listParked, retryParked, showParked } from './alerts/review.ts'
import { settleAlerts } from './alerts/settle.ts'
import { addSource, changeSource, listSources, renewSecret } from './alerts/source.ts'
import { endStale, listStale } from './alerts/stale.ts'
import { takeInAlerts } from './alerts/take-in.ts'
import { listChanges } from './changes/changes.ts'
import { tendForm } from './form/entry.ts'
import { mountForm } from './form/routes.ts'
import { setForm, showForm } from './form/setting.ts'
import { channelHealth } from './health.ts'
import type { Mapping } from './import/mapping/mapping.ts'
import { createKey, listKeys, revokeKey } from './keys/actions.ts'
import { mailAsSent, mailsOfTicket, mailWithPictures } from './mail/as-sent/as-sent.ts'
import { clearFailing, listFailing } from './mail/failing.ts'
import { fetchMail, readMailbox } from './mail/fetch.ts'
import { listenForMail } from './mail/listen.ts'
import { addMailbox, changeMailbox, listMailboxes } from './mail/mailbox.ts'
import { acceptMail, discardMail, discardMails, retryMail, showMail, waitingMail } from './mail/review.ts'
import { takeIn } from './mail/take-in.ts'
import { followRedactions, tendMail } from './mail/tend.ts'
import { watchMailboxes } from './mail/watch.ts'
import { list, mappings, show } from './runs/readers.ts'
import type { Reconciliation, RunReport } from './runs/report.ts'
import { mountImportFiles } from './runs/routes.ts'
import { fingerprint, insertRun, newRun, withoutSamples } from './runs/run-row.ts'
import { lookAt, readyMappings } from './runs/shape.ts'
import { discard, preview, run, stop } from './runs/steps.ts'
import { tendRuns, work } from './runs/work.ts'
import { listHeld, releaseFile, throwFileAway } from './scan/scan.ts'
import { scanWaiting } from './scan/scan-waiting.ts'

export { sealedAlerts } from './alerts/receive.ts'
export { archiveKind, innerFolder, unpackArchive } from './import/archive/unpack-archive.ts'
export { isImportFault, lineOf } from './import/import-error.ts'
export { loadMapping, type Mapping } from './import/mapping/mapping.ts'
export type { Counts } from './import/reconcile.ts'
export { createKeys } from './keys/authenticate.ts'
export { sealedMailboxes } from './mail/mailbox.ts'
export type { Reconciliation, RunReport } from './runs/report.ts'
export { type ArticleReport, originOf, runArticles } from './runs/run-articles.ts'
export { reconcileTickets, runTickets } from './runs/run-tickets.ts'
export { lookAt } from './runs/shape.ts'

/** The mapping of this name among those that ship with the product. */
export async function findReadyMapping(name: string): Promise<Mapping | undefined> {
  return (await readyMappings()).find(({ key }) => key === name)?.mapping
}

/** Writes a run that was made without a page into the list of runs. */
export async function noteRun(
  app: Pick<App, 'pool' | 'clock'>,
  orgId: string,
  path: string,
  done: { mapping: Mapping; report: RunReport; reconciliation: Reconciliation | null },
): Promise<void> {
  const now = app.clock.now()
  const started = new Date(now.getTime() - done.report.seconds * 1000).toISOString()
  const at = now.toISOString()
  const { shape } = await lookAt(path, done.mapping.dates.zone)
  const file = await fingerprint(path)
  await write(app.pool, orgId, async (tx) =>
    tx.send(
      insertRun(orgId, {
        ...newRun(newId(), at),
        file_name: basename(path).slice(0, 255),
        ...file,
        has_file: false,
        state: 'done',
        ...withoutSamples({ shape }),
        ...done,
        rows_done: done.report.rows_read,
        rows_total: done.report.rows_read,
        created_at: started,
        started_at: started,
        finished_at: at,
      }),
    ),
  )
}

export const channels: Capability = {
  name: 'channels',
  plainActions: [
    preview,
    run,
    stop,
    discard,
    acceptMail,
    discardMail,
    discardMails,
    retryMail,
    clearFailing,
    addMailbox,
    changeMailbox,
    createKey,
    revokeKey,
    addSource,
    changeSource,
    renewSecret,
    retryParked,
    discardParked,
    endStale,
    setForm,
    releaseFile,
    throwFileAway,
  ],
  readers: [
    mappings,
    list,
    show,
    waitingMail,
    showMail,
    mailsOfTicket,
    mailAsSent,
    mailWithPictures,
    listMailboxes,
    listFailing,
    channelHealth,
    listKeys,
    listSources,
    listParked,
    showParked,
    listStale,
    showForm,
    listHeld,
    listChanges,
  ],
  jobs: {
    'imports.work': work,
    'imports.tend': tendRuns,
    'alerts.take_in': takeInAlerts,
    'alerts.settle': settleAlerts,
    'mail.take_in': takeIn,
    'mail.tend': tendMail,
    'form.tend': tendForm,
    'files.scan': scanWaiting,
    'mail.fetch': fetchMail,
    'mail.read_mailbox': readMailbox,
  },
  beside: async (app) => {
    const listening =
      app.config.mailListen === undefined ? undefined : await listenForMail(app, app.config.mailListen)
    const endWatch = watchMailboxes(app)
    return async () => {
      await Promise.all([listening?.close(), endWatch()])
    }
  },
  schedules: [
    '*/3 * * * * imports.tend',
    '*/10 * * * * mail.tend',
    '*/10 * * * * form.tend',
    '* * * * * files.scan',
    '* * * * * mail.fetch',
    '* * * * * alerts.settle',
  ],
  follower: followRedactions,
  routes(http, app, authenticate) {
    mountImportFiles(http, app, authenticate)
    mountAlerts(http, app)
    mountForm(http, app)
  },
}
