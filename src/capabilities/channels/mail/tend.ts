/** What is done to mails by themselves: originals go after their days, and a job that was lost is given again. */
import type { App } from '../../../core/app.ts'
import { removeAttachments } from '../../../core/attachments/attachment.ts'
import type { Follower, JobHandler } from '../../../core/registry.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { forgetMended } from './failing.ts'
import { removeOriginals } from './mail-in.ts'

const rows_max = 500

/** Job `mail.tend`. */
export const tendMail: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows) await tendOrganization(app, org)
}

async function tendOrganization(app: App, org: string): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, org, async (tx) => {
    forgetMended(tx, now)
    const [old, left] = await tx.many(
      raw<{ id: string }>(
        `select id from channels.mail_in where org_id = $1 and storage_key is not null and remove_at < $2 and state <> 'received'
         order by remove_at limit ${rows_max} for update skip locked`,
        [org, now],
      ),
      raw<{ id: string }>(
        `select id from channels.mail_in where org_id = $1 and state = 'received' and received_at < $2::timestamptz - interval '10 minutes' order by received_at limit ${rows_max}`,
        [org, now],
      ),
    )
    const gone = await removeOriginals(
      app,
      tx,
      old.map(({ id }) => id),
    )
    // Of what waited there is nothing left to decide on.
    tx.send(
      raw(
        "update channels.mail_in set state = 'discarded' where org_id = $1 and id = any($2::uuid[]) and state in ('quarantined', 'parked')",
        [org, gone],
      ),
    )
    for (const { id } of left) app.jobs.add(tx, 'mail.take_in', { mail: id }, { key: `mail.take_in ${id}` })
  })
}

/** What is taken out of a ticket stands in the mails that it came from too: these go, and the file with the whole text. */
export const followRedactions: Follower = async ({ app, tx, actor, now }, { after, action }) => {
  if (!action.endsWith('.redact')) return undefined
  const [mails, files] = await tx.many(
    raw<{ id: string }>(
      'select id from channels.mail_in where org_id = $1 and record_id = $2 and storage_key is not null for update',
      [tx.orgId, after.id],
    ),
    raw<{ id: string; storage_key: string }>(
      `select a.id, a.storage_key from channels.mail_in m join core.attachment a on a.org_id = m.org_id and a.id = m.whole_file_id
       where m.org_id = $1 and m.record_id = $2 and a.removed_at is null for update of a`,
      [tx.orgId, after.id],
    ),
  )
  await removeOriginals(
    app,
    tx,
    mails.map(({ id }) => id),
  )
  removeAttachments(app, tx, files, { personId: actor.personId, now })
  return undefined
}
