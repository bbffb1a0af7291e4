/** Files the ticket of a group of alerts, with what their labels name. */
import { createWithin } from '../../../core/execute.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { applicationsOfTickets, fileTicketPreset } from '../../tickets/index.ts'
import { type Alert, labelOf } from './alert.ts'
import type { Group, Working } from './groups.ts'
import { applicationLabels, hostLabels } from './read-alerts.ts'
import type { Source } from './source.ts'
import { ticketWords } from './words.ts'

const storm_minutes = 10

export async function openedLately({ tx, source, now }: Working): Promise<number> {
  const { opened } = await tx.one(
    raw<{ opened: number }>(
      `select count(*) as opened from channels.alert_group where org_id = $1 and source_id = $2 and not is_storm
         and opened_at > $3::timestamptz - interval '${storm_minutes} minutes'`,
      [tx.orgId, source.id, now],
    ),
  )
  return opened
}

export async function open(
  working: Working,
  key: string,
  alerts: readonly Alert[],
  isStorm: boolean,
): Promise<Group> {
  const { app, tx, actor, source, language, now } = working
  const [first] = alerts
  if (!first) throw new Error('A group without an alert is opened.')
  const level = Math.min(...alerts.map((alert) => levelOf(source, alert)))
  const created = (await createWithin({ app, tx, actor, now }, fileTicketPreset, {
    ...ticketWords(language, alerts, isStorm ? source.name : null),
    channel: 'alert',
    impact: level,
    urgency: level,
    ...(source.team_id ? { team_id: source.team_id } : {}),
    ...(source.category_id ? { category_id: source.category_id } : {}),
    ...(isStorm ? {} : await thingsOf(working, first)),
  })) as { id: string }
  const id = newId()
  tx.send(
    raw(
      `insert into channels.alert_group (org_id, id, source_id, key_hash, is_storm, record_id, is_open, opened_at, noted_at, changed_at)
       values ($1,$2,$3,decode($4, 'hex'),$5,$6,true,$7,$7,$7)`,
      [tx.orgId, id, source.id, key, isStorm, created.id, now],
    ),
  )
  return { id, key, record_id: created.id, is_storm: isStorm, returns: 0, noted_at: now, done_at: null }
}

function levelOf({ severities }: Source, { severity }: Alert): number {
  const word = severity.trim().toLowerCase()
  return severities.find((each) => each.severity.toLowerCase() === word)?.level ?? 3
}

/** The workstation and the application that its labels name, where both are known; else the device as it is called. */
async function thingsOf({ tx, actor }: Working, { labels }: Alert): Promise<Record<string, string>> {
  const host = labelOf(labels, hostLabels)?.replace(/:\d{1,5}$/, '')
  const wanted = labelOf(labels, applicationLabels)?.toLowerCase()
  const short = host?.split('.')[0] ?? ''
  const workstation =
    host &&
    (await tx.maybe(
      raw<{ id: string }>(
        'select id from core.workstation where org_id = $1 and lower(name) = any($2::text[]) and archived_at is null order by length(name) desc limit 1',
        [tx.orgId, [host.toLowerCase(), short.toLowerCase()]],
      ),
    ))
  const query = wanted === undefined ? undefined : applicationsOfTickets(actor)
  const application = query && (await tx.all(query)).find(({ name }) => name.toLowerCase() === wanted)?.name
  return {
    ...(workstation ? { workstation_id: workstation.id } : host ? { device: host.slice(0, 200) } : {}),
    ...(application ? { application } : {}),
  }
}
