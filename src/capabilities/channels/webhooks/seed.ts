/** The demo hospital's share: a chat of the service desk and a monitor, both switched off, with what they sent. */
import type { App } from '../../../core/app.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { newSecret, sealed } from './sealed.ts'

const sent_max = 12

/** Nothing is ever sent from a demo: the hosts do not exist, and both are off. */
export async function seedWebhooks(app: App, tx: Tx, ownerId: string, now: Date): Promise<void> {
  const chat = insertHook(app, tx, ownerId, now, {
    name: 'Chat of the service desk',
    format: 'teams',
    host: 'chat.example.org',
    kinds: ['escalated', 'breached', 'reopened', 'created'],
  })
  insertHook(app, tx, ownerId, now, {
    name: 'Monitor',
    format: 'wardline',
    host: 'monitor.example.org',
    kinds: ['created', 'resolved', 'closed'],
  })
  // The newest filings and their endings, as the log would tell them; one was not taken.
  tx.send(
    raw(
      `insert into channels.webhook_delivery (org_id, id, webhook_id, record_id, at, event_id, kind, state, tries, due_at, status, took_ms, size_bytes, failure, ended_at)
       select r.org_id, gen_random_uuid(), $2, r.id, r.created_at, gen_random_uuid(), 'created', case when place = 3 then 'dead' else 'sent' end, case when place = 3 then 12 else 1 end,
         r.created_at, case when place = 3 then 503 else 200 end, 40 + 7 * place, 640 + 3 * place, case when place = 3 then 'It answered with 503.' end, r.created_at
       from (select *, row_number() over (order by created_at desc, id) as place from core.record where org_id = $1 and kind = 'ticket' and restriction is null) r
       where place <= ${sent_max}`,
      [tx.orgId, chat],
    ),
  )
}

type Hook = { name: string; format: string; host: string; kinds: string[] }

function insertHook(app: App, tx: Tx, ownerId: string, now: Date, hook: Hook): string {
  const id = newId()
  tx.send(
    raw(
      `insert into channels.webhook (org_id, id, name, owner_id, format, url_sealed, host, secret_sealed, kinds, is_on, sent_at, created_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,false,$10,$10)`,
      [
        tx.orgId,
        id,
        hook.name,
        ownerId,
        hook.format,
        sealed(app, tx.orgId, id, 'url_sealed', `https://${hook.host}/incoming`),
        hook.host,
        sealed(app, tx.orgId, id, 'secret_sealed', newSecret()),
        hook.kinds,
        now,
      ],
    ),
  )
  return id
}
