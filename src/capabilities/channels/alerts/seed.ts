/** The demo hospital's share: a monitoring system with alerts on tickets, and one whose messages are not understood yet. */
import type { App } from '../../../core/app.ts'
import { automationActor } from '../../../core/people/automation.ts'
import { seal } from '../../../core/people/login/seal.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { newSecret } from '../keys/key.ts'
import { noteAlerts } from './groups.ts'
import { readAlerts } from './read-alerts.ts'
import { sealedAlerts } from './receive.ts'
import { sourceOf } from './source.ts'

const minutes = (count: number) => count * 60_000

/** Nobody has the secrets of these sources, which are replaced before they are used. Nothing without the automation. */
export async function seedAlerts(app: App, tx: Tx, byId: string, now: Date): Promise<void> {
  const at = now.toISOString()
  const actor = await automationActor(tx, at)
  if (!actor) return
  const id = addSource(tx, 'Prometheus', at)
  const other = addSource(tx, 'Building control', at)
  const source = await sourceOf(tx, id)
  if (!source) throw new Error('The source that was just added is not there.')
  const alerts = readAlerts('alertmanager', message(now), { groupBy: [], mapping: null, receivedAt: at })
  await noteAlerts({ app, tx, actor, source, language: 'en', now: at }, alerts)
  tx.send(
    raw('update channels.alert_source set last_at = $3 where org_id = $1 and id = $2', [tx.orgId, id, at]),
  )
  const parked = newId()
  const { purpose, ownerOf } = sealedAlerts
  const body = { event: { name: 'Cooling of the computer room', value: '27 °C' } }
  tx.send(
    raw(
      `insert into channels.alert_batch (org_id, id, source_id, form, body_sealed, state, reason, received_at) values ($1,$2,$3,'mapped',$4,'parked','not_mapped',$5)`,
      [
        tx.orgId,
        parked,
        other,
        seal(app.config.secret, purpose, ownerOf(tx.orgId, parked), JSON.stringify(body)),
        at,
      ],
    ),
  )
  addKey(tx, byId, now)
}

function addSource(tx: Tx, name: string, at: string): string {
  const id = newId()
  const { prefix, hash } = newSecret('wla', tx.orgId)
  tx.send(
    raw(
      `insert into channels.alert_source (org_id, id, name, prefix, token_hash, severities, group_by, on_over, quiet_minutes, storm_max, is_on, created_at)
       values ($1,$2,$3,$4,$5,$6,'{alertname}','resolve',5,20,true,$7)`,
      [tx.orgId, id, name, prefix, hash, JSON.stringify([{ severity: 'critical', level: 2 }]), at],
    ),
  )
  return id
}

function message(now: Date) {
  const alert = (host: string, ago_minutes: number) => ({
    status: 'firing',
    labels: { alertname: 'DiskWillFill', instance: `${host}:9100`, severity: 'critical' },
    annotations: {
      summary: `The disk of ${host} is full within four hours`,
      description: 'It grew by 12 GB within an hour.',
    },
    startsAt: new Date(now.getTime() - minutes(ago_minutes)).toISOString(),
  })
  return {
    version: '4',
    groupKey: 'disks',
    receiver: 'wardline',
    alerts: [alert('pacs-store-2', 14), alert('pacs-store-3', 9)],
  }
}

function addKey(tx: Tx, personId: string, now: Date): void {
  const { prefix, hash } = newSecret('wlk', tx.orgId)
  tx.send(
    raw(
      `insert into channels.api_key (org_id, id, person_id, name, prefix, token_hash, scopes, minute_max, created_by, created_at, expires_at, last_used_at, last_address)
       values ($1,$2,$3,'Figures for the board',$4,$5,'{tickets.read_all,reports.read}',300,$3,$6,$7,$8,'10.20.0.14')`,
      [
        tx.orgId,
        newId(),
        personId,
        prefix,
        hash,
        new Date(now.getTime() - minutes(60 * 24 * 20)).toISOString(),
        new Date(now.getTime() + minutes(60 * 24 * 70)).toISOString(),
        new Date(now.getTime() - minutes(47)).toISOString(),
      ],
    ),
  )
}
