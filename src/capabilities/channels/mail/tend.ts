/** What is done to mails by themselves: originals go after their days, and a job that was lost is given again. */
import type { App } from '../../../core/app.ts'
import type { Follower, JobHandler } from '../../../core/registry.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { type MailIn, removeOriginals } from './mail-in.ts'

const rows_max = 500

/** Job `mail.tend`. */
export const tendMail: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows) await tendOrganization(app, org)
}

async function tendOrganization(app: App, org: string): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, org, async (tx) => {
    const [old, left] = await tx.many(
      raw<Pick<MailIn, 'id' | 'storage_key'>>(
        `update channels.mail_in set state = case when state = 'taken_in' then state else 'discarded' end
         where org_id = $1 and id in (select id from channels.mail_in where org_id = $1 and storage_key is not null and remove_at < $2 and state <> 'received'
           order by remove_at limit ${rows_max} for update skip locked)
         returning id, storage_key`,
        [org, now],
      ),
      raw<{ id: string }>(
        `select id from channels.mail_in where org_id = $1 and state = 'received' and received_at < $2::timestamptz - interval '10 minutes' order by received_at limit ${rows_max}`,
        [org, now],
      ),
    )
    removeOriginals(app, tx, old)
    for (const { id } of left) app.jobs.add(tx, 'mail.take_in', { mail: id }, { key: `mail.take_in ${id}` })
  })
}

/** What is taken out of a ticket stands in the mails that it came from too: these go as a whole. */
export const followRedactions: Follower = async ({ app, tx }, { after, action }) => {
  if (action.endsWith('.redact')) await removeOriginalsOf(app, tx, after.id)
  return undefined
}

async function removeOriginalsOf(app: App, tx: Tx, recordId: string): Promise<void> {
  const mails = await tx.all(
    raw<Pick<MailIn, 'id' | 'storage_key'>>(
      'select id, storage_key from channels.mail_in where org_id = $1 and record_id = $2 and storage_key is not null for update',
      [tx.orgId, recordId],
    ),
  )
  removeOriginals(app, tx, mails)
}
