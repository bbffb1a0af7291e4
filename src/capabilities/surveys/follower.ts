/** Hears what is done to tickets: a solution is asked about later, and a low rating sets something off. */
import { createHash } from 'node:crypto'
import type { Actor } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { tell } from '../../core/notifications/tell.ts'
import type { RecordRow } from '../../core/records/record.ts'
import type { Follower } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { aspectsOf, verdictOf } from '../tickets/index.ts'
import { settingOf, shareFor } from './setting.ts'

/** Ways to end a ticket that nobody is asked about: there was no solution to judge. */
const codes_not_asked: readonly unknown[] = ['declined', 'duplicate']
const articles_max = 50

/** What an event changed of the ticket: from, to. */
type Fields = Record<string, readonly [unknown, unknown]>
type Told = Parameters<Follower>[1]['data']
type Aspects = { reopened_count: number; category_ids: string[] }
type Context = { app: App; tx: Tx; actor: Actor; now: string }

export const hearTickets: Follower = async (context, { before, after, action, data }) => {
  if (after.kind !== 'ticket') return undefined
  if (action === 'tickets.resolve') await hearSolution(context, after, data)
  if (action === 'tickets.reopen')
    await keepEarlier(context, before ?? after, data.fields as Fields | undefined)
  if (action === 'tickets.rate' && typeof data.rating === 'number')
    await hearRating(context, after, data.rating)
  return undefined
}

/** Keeps whose solution it is, since who has the ticket afterwards did not give it, and may ask about it. */
async function hearSolution(context: Context, record: RecordRow, data: Told): Promise<void> {
  const { tx, now } = context
  const aspects = await tx.one(aspectsOf(tx.orgId, [record.id]))
  const named = typeof data.solved_by === 'string' ? [data.solved_by.toLowerCase()] : []
  tx.send(
    raw(
      `insert into surveys.solution (org_id, ticket_id, reopened_count, resolved_at, team_id, owner_id, category_id, article_ids)
       values ($1,$2,$3,$4,$5,$6,$7,$8)
       on conflict (org_id, ticket_id, reopened_count) do update set resolved_at = excluded.resolved_at, team_id = excluded.team_id,
         owner_id = excluded.owner_id, category_id = excluded.category_id, article_ids = excluded.article_ids`,
      [
        tx.orgId,
        record.id,
        aspects.reopened_count,
        now,
        record.team_id,
        record.owner_id,
        aspects.category_ids[0] ?? null,
        named,
      ],
    ),
  )
  if (!codes_not_asked.includes(data.code)) await plan(context, record, aspects)
}

/** Notes that the requester will be asked. Whether it still makes sense is decided when the time has come. */
async function plan(
  { app, tx, actor, now }: Context,
  record: RecordRow,
  { reopened_count: turn, category_ids }: Aspects,
): Promise<void> {
  const personId = record.requester_id
  if (actor.isService || personId === null || personId === actor.personId) return
  const setting = await settingOf(tx)
  if (!setting.is_on) return
  const person = await tx.maybe(
    raw<{ id: string }>(
      `select id from core.person where org_id = $1 and id = $2 and is_active and kind <> 'service' and email is not null`,
      [tx.orgId, personId],
    ),
  )
  const share = shareFor(setting, { team_id: record.team_id, category_ids })
  if (!person || !isDrawn(`${record.id} ${turn}`, share)) return
  const id = newId()
  const due_at = new Date(Date.parse(now) + setting.delay_hours * 3_600_000).toISOString()
  tx.send(
    raw(
      'insert into surveys.invitation (org_id, id, ticket_id, person_id, due_at, reopened_count) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, id, record.id, personId, due_at, turn],
    ),
  )
  app.jobs.add(tx, 'surveys.ask', { invitation: id }, { runAt: due_at })
}

/**
 * Keeps what was said of the solution that did not last, if anything, and the articles that it used. The words of a
 * rating stay on the ticket.
 */
async function keepEarlier({ tx }: Context, before: RecordRow, fields: Fields | undefined): Promise<void> {
  const rating = fields?.rating?.[0] ?? null
  const resolvedAt = fields?.resolved_at?.[0]
  const turn = fields?.reopened_count?.[0]
  if (typeof resolvedAt !== 'string' || typeof turn !== 'number') return
  const { category_ids } = await tx.one(aspectsOf(tx.orgId, [before.id]))
  tx.send(
    raw(
      `insert into surveys.solution (org_id, ticket_id, reopened_count, rating, resolved_at, team_id, owner_id, category_id, article_ids)
       select $1, $2, $3, $4, $5, $6, $7, $8, array(
         select k.to_id from core.link k where k.org_id = $1 and k.from_id = $2 and k.type = 'solved_by' and (
           not exists (select from surveys.solution n where n.org_id = $1 and n.ticket_id = $2 and n.reopened_count < $3 and k.to_id = any(n.article_ids))
           or exists (select from surveys.solution n where n.org_id = $1 and n.ticket_id = $2 and n.reopened_count = $3 and k.to_id = any(n.article_ids)))
         order by k.created_at limit ${articles_max})
       on conflict (org_id, ticket_id, reopened_count) do update set rating = excluded.rating, article_ids = excluded.article_ids`,
      [
        tx.orgId,
        before.id,
        turn,
        rating,
        resolvedAt,
        before.team_id,
        before.owner_id,
        category_ids[0] ?? null,
      ],
    ),
  )
}

/** True for `percent` of a hundred names, always for the same ones, so that a draw can be checked afterwards. */
export function isDrawn(name: string, percent: number): boolean {
  return createHash('sha256').update(name).digest().readUInt32BE(0) % 100 < percent
}

async function hearRating(context: Context, record: RecordRow, rating: number): Promise<void> {
  const { app, tx, now } = context
  const turn = (await tx.maybe(verdictOf(tx.orgId, record.id)))?.reopened_count ?? 0
  tx.send(
    raw(
      `update surveys.invitation set answered_at = coalesce(answered_at, case when sent_at is not null then $3::timestamptz end),
         dropped = case when sent_at is null then 'rated' end
       where org_id = $1 and ticket_id = $2 and reopened_count = $4 and dropped is null`,
      [tx.orgId, record.id, now, turn],
    ),
  )
  const { low_score, low_deed } = await settingOf(tx)
  if (rating > low_score) return
  const first = await tx.maybe(
    raw(
      `insert into surveys.low_answer (org_id, ticket_id, reopened_count, deed, created_at) values ($1,$2,$3,$4,$5)
       on conflict do nothing returning 1 as first`,
      [tx.orgId, record.id, turn, low_deed, now],
    ),
  )
  if (first) await tellLeads(context, record)
  // An answer that was taken back before anything followed, and is low again, is still to be followed up.
  if (low_deed !== 'tell') app.jobs.add(tx, 'surveys.follow_up', { ticket: record.id, turn })
}

async function tellLeads(context: Context, record: RecordRow): Promise<void> {
  const { tx } = context
  const leads = await tx.all(
    raw<{ person_id: string }>(
      'select person_id from core.team_member where org_id = $1 and team_id = $2 and is_lead',
      [tx.orgId, record.team_id],
    ),
  )
  const tells = Object.fromEntries(leads.map(({ person_id }) => [person_id, 'low_rating' as const]))
  await tell(context, record, { tells, isInside: true })
}
