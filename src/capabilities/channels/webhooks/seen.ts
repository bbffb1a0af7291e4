/** What a webhook's owner may see of a record at the moment of sending; nothing else is sent. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { personActor } from '../../../core/people/automation.ts'
import { throughGlass } from '../../../core/records/restriction.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { aspectsOf } from '../../tickets/index.ts'
import type { Snapshot } from './bodies.ts'
import type { Facts, Kind } from './kinds.ts'
import { mayManageWebhooks, type PausedBecause, type Webhook } from './webhook.ts'

export type Delivery = {
  id: string
  record_id: string | null
  kind: Kind | 'test'
  at: string
  facts: Facts
  tries: number
  due_at: string
  claimed_until: string | null
}

/**
 * The record as the owner sees it from inside. `owner` when nobody answers for the webhook any more, `withheld` for what
 * the owner may not see or what is restricted, `filtered` for what the filter leaves out.
 */
export async function seenByOwner(
  app: App,
  tx: Tx,
  hook: Webhook,
  { record_id }: Delivery,
): Promise<
  { ticket: Snapshot | null; isRestricted: boolean; language: string } | 'owner' | 'withheld' | 'filtered'
> {
  const owner = await ownerOf(app, tx, hook.owner_id)
  if (!owner) return 'owner'
  const { language } = await tx.one(
    raw<{ language: string }>('select language from core.organization where id = $1', [tx.orgId]),
  )
  if (record_id === null) return { ticket: null, isRestricted: false, language }
  const [[record], [aspects]] = await tx.many(
    recordSeenBy(owner, record_id),
    aspectsOf(tx.orgId, [record_id]),
  )
  if (!record || !aspects) return 'withheld'
  const { restriction, ...snapshot } = record
  if (restriction !== null && !hook.sends_restricted) return 'withheld'
  const isMeant =
    hook.category_ids.length === 0 || aspects.category_ids.some((id) => hook.category_ids.includes(id))
  if (!isMeant) return 'filtered'
  const { ticket_kind: kind, category_ids } = aspects
  const ticket = restriction === null ? { ...snapshot, kind, category_ids } : null
  return { ticket, isRestricted: restriction !== null, language }
}

/** Nobody when the owner left or may not set up webhooks any more. A glass was broken for a person's own eyes. */
async function ownerOf(app: App, tx: Tx, id: string): Promise<Actor | undefined> {
  const owner = await personActor(tx, id, app.clock.now().toISOString())
  if (!owner || !mayManageWebhooks(owner)) return undefined
  return throughGlass(owner, []).actor
}

type Seen = Omit<Snapshot, 'kind' | 'category_ids'> & { restriction: string | null }

function recordSeenBy(owner: Actor, id: string) {
  return sql<Seen>`select r.id, r.number, r.version, r.state, r.category, r.priority, r.owner_id, r.updated_at, r.restriction,
      case when t.id is null then null else json_build_object('id', t.id, 'name', t.name) end as team
    from core.record r left join core.team t on t.org_id = r.org_id and t.id = r.team_id
    where r.org_id = ${owner.orgId} and r.id = ${id} and r.kind = 'ticket' and ${visible(owner, 'ticket')} and ${inside(owner, 'ticket')}`
}

/** Pauses the webhook by itself and tells its owner; what happens meanwhile waits. */
export function pauseFor(
  app: App,
  tx: Tx,
  hook: Pick<Webhook, 'id' | 'owner_id'>,
  because: PausedBecause,
): void {
  const now = app.clock.now().toISOString()
  tx.send(
    raw(
      'update channels.webhook set paused_at = $3, paused_because = $4 where org_id = $1 and id = $2 and paused_at is null',
      [tx.orgId, hook.id, now, because],
    ),
  )
  notify(app, tx, { record: null, byId: null, now }, new Map([[hook.owner_id, 'webhook_paused']]))
}
