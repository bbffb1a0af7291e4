/** One's own choices: by which way one hears of what, and when one is left in peace. Nobody reads another's. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Context, plainAction } from '../../core/action.ts'
import type { Actor } from '../../core/actor.ts'
import { reasons } from '../../core/notifications/notify.ts'
import { visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id, Nullable, OneOf } from '../../platform/http/schema.ts'
import { chosenKinds, defaultsOf, eventsOf, kinds, mailWays, termsOf } from './kinds.ts'
import { type Choices, choicesOf, eventsChosen, storeChoice } from './preferences.ts'
import { isTimeZone } from './quiet.ts'

const muted_records_max = 500

export const KindName = OneOf(kinds)
export const Minutes = Type.Integer({ minimum: 0, maximum: 1439, description: 'After midnight.' })
const wanted = { in_app: Type.Boolean(), mail: OneOf(mailWays), push: Type.Boolean() }
const rest = {
  time_zone: Nullable(
    Type.String({ minLength: 1, maxLength: 60, description: 'Null for the organization’s.' }),
  ),
  quiet: Nullable(
    Type.Object(
      {
        from: Minutes,
        to: Minutes,
        days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
          maxItems: 7,
          uniqueItems: true,
          description: 'On which it begins; Monday is 1.',
        }),
      },
      { additionalProperties: false },
    ),
  ),
  digest: OneOf(['hourly', 'daily']),
  digest_at: Minutes,
}
const EventChosen = Type.Object({ reason: OneOf(reasons), ...wanted }, { additionalProperties: false })
export const Chosen = Type.Object({
  kind: KindName,
  ...wanted,
  events: Type.Array(EventChosen, { description: 'Each event of the kind, as it is chosen.' }),
  is_fixed: Type.Boolean({ description: 'Cannot be chosen.' }),
  is_urgent: Type.Boolean({ description: 'Passes quiet hours.' }),
})
const KindChoice = Type.Object(
  {
    kind: OneOf(chosenKinds),
    ...wanted,
    events: Type.Optional(
      Type.Array(EventChosen, {
        maxItems: reasons.length,
        description: 'Those that differ from what holds for the kind; without any, all are as the kind is.',
      }),
    ),
  },
  { additionalProperties: false },
)
const Settings = Type.Object({
  ...rest,
  organization_zone: Type.String(),
  has_address: Type.Boolean({ description: 'Whether there is an address to mail to.' }),
  kinds: Type.Array(Chosen),
  muted_records: Type.Array(
    Type.Object({ id: Id, kind: Type.String(), number: Type.Integer(), title: Type.String() }),
  ),
})

type SettingRow = {
  time_zone: string | null
  quiet_from: number | null
  quiet_to: number | null
  quiet_days: number[]
  digest: 'hourly' | 'daily'
  digest_at: number
}
const none: SettingRow = {
  time_zone: null,
  quiet_from: null,
  quiet_to: null,
  quiet_days: [1, 2, 3, 4, 5, 6, 7],
  digest: 'daily',
  digest_at: 420,
}

export function shownChoices(choices: Choices): Static<typeof Chosen>[] {
  return kinds.map((kind) => ({
    kind,
    ...choices.ofKind(kind),
    events: eventsChosen(choices, kind),
    is_fixed: termsOf(kind).isFixed === true,
    is_urgent: termsOf(kind).isUrgent === true,
  }))
}

export const showSettings = reader({
  name: 'notices.settings',
  summary: 'By which way one hears of what, and when one is left in peace.',
  path: '/api/notices/settings',
  output: Settings,
  permits: () => true,
  run: async ({ tx, actor }) => {
    const [[stored], [organization], muted] = await tx.many(
      raw<SettingRow>(
        'select time_zone, quiet_from, quiet_to, quiet_days, digest, digest_at from notices.setting where org_id = $1 and person_id = $2',
        [tx.orgId, actor.personId],
      ),
      raw<{ time_zone: string; has_address: boolean }>(
        'select g.time_zone, p.email is not null as has_address from core.organization g join core.person p on p.org_id = g.id and p.id = $2 where g.id = $1',
        [tx.orgId, actor.personId],
      ),
      mutedOf(actor),
    )
    const { quiet_from, quiet_to, quiet_days, ...row } = stored ?? none
    return {
      ...row,
      quiet:
        quiet_from === null || quiet_to === null
          ? null
          : { from: quiet_from, to: quiet_to, days: quiet_days },
      organization_zone: organization?.time_zone ?? 'UTC',
      has_address: organization?.has_address ?? false,
      kinds: shownChoices(await choicesOf(tx, actor.personId)),
      muted_records: muted,
    }
  },
})

function mutedOf(actor: Actor) {
  return sql<Static<typeof Settings>['muted_records'][number]>`
    select r.id, r.kind, r.number, r.title from notices.muted_record m join core.record r on r.org_id = m.org_id and r.id = m.record_id
    where m.org_id = ${actor.orgId} and m.person_id = ${actor.personId} and ${visible(actor)} order by m.muted_at desc, r.id limit ${sql.raw(String(muted_records_max))}`
}

export const saveSettings = plainAction({
  name: 'notices.save_settings',
  summary: 'Choose by which way one hears of what, and when one is left in peace.',
  path: '/api/notices/settings',
  method: 'PUT',
  input: Body({
    ...rest,
    kinds: Type.Array(KindChoice, { maxItems: kinds.length }),
  }),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor, input }) => {
    const { time_zone, quiet, digest, digest_at } = input
    if (time_zone !== null && !isTimeZone(time_zone))
      throw invalid('#/time_zone', 'There is no such time zone. Choose one such as America/New_York.')
    if (quiet && quiet.from === quiet.to)
      throw invalid('#/quiet/to', 'The quiet has to end at another time than it begins.')
    if (quiet && quiet.days.length === 0)
      throw invalid('#/quiet/days', 'Choose at least one day, or no quiet hours.')
    input.kinds.forEach(({ kind, events = [] }, index) => {
      const strange = events.findIndex(({ reason }) => !eventsOf(kind).includes(reason))
      if (strange >= 0)
        throw invalid(`#/kinds/${index}/events/${strange}/reason`, 'This event is not of this kind.')
    })
    tx.send(
      raw(
        `insert into notices.setting (org_id, person_id, time_zone, quiet_from, quiet_to, quiet_days, digest, digest_at) values ($1,$2,$3,$4,$5,$6,$7,$8)
         on conflict (org_id, person_id) do update set time_zone = $3, quiet_from = $4, quiet_to = $5, quiet_days = $6, digest = $7, digest_at = $8`,
        [
          tx.orgId,
          actor.personId,
          time_zone,
          quiet?.from ?? null,
          quiet?.to ?? null,
          quiet?.days ?? none.quiet_days,
          digest,
          digest_at,
        ],
      ),
    )
    for (const { kind, events, ...each } of input.kinds) storeChoice(tx, actor.personId, kind, each, events)
    askAgain(tx, actor.personId)
    return { result: {}, audit: { kinds: input.kinds.length } }
  },
})

/** What waits is looked at within a minute, by what holds now: its digest may come sooner, its quiet may be over. */
export function askAgain(tx: Tx, personId: string): void {
  tx.send(
    raw(
      `update notices.waiting w set due_at = n.created_at from core.notification n
       where w.org_id = $1 and w.person_id = $2 and w.done_at is null and n.org_id = w.org_id and n.id = w.notification_id`,
      [tx.orgId, personId],
    ),
  )
}

const IsMuted = Type.Boolean({ description: 'False to hear of it again.' })

export const muteRecord = plainAction({
  name: 'notices.mute_record',
  summary: 'Hear nothing more of a record, or hear of it again. Pages of on-call are told all the same.',
  path: '/api/notices/mute-record',
  input: Body({ record_id: Id, is_muted: IsMuted }),
  output: Type.Object({}),
  permits: () => true,
  run: async (context) => {
    const { tx, actor, input, now } = context
    if (!input.is_muted) {
      tx.send(
        raw('delete from notices.muted_record where org_id = $1 and person_id = $2 and record_id = $3', [
          tx.orgId,
          actor.personId,
          input.record_id,
        ]),
      )
      return { result: {}, audit: { record: input.record_id, is_muted: false } }
    }
    const record = await tx.maybe(
      sql<{
        id: string
        count: number
      }>`select r.id, (select count(*)::int from notices.muted_record m where m.org_id = ${tx.orgId} and m.person_id = ${actor.personId}) as count
        from core.record r where r.org_id = ${tx.orgId} and r.id = ${input.record_id} and ${visible(actor)}`,
    )
    if (!record) throw notFound('This record')
    if (record.count >= muted_records_max)
      throw conflict('You muted very many records already. Hear of some again first.')
    tx.send(
      raw(
        'insert into notices.muted_record (org_id, person_id, record_id, muted_at) values ($1,$2,$3,$4) on conflict do nothing',
        [tx.orgId, actor.personId, record.id, now],
      ),
    )
    markRead(context, 'record_id = $4', record.id)
    return { result: {}, audit: { record: record.id, is_muted: true } }
  },
})

export const muteKind = plainAction({
  name: 'notices.mute_kind',
  summary: 'Hear nothing more of a kind by any way, or as at the beginning again.',
  path: '/api/notices/mute-kind',
  input: Body({ kind: OneOf(chosenKinds), is_muted: IsMuted }),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor, input: { kind, is_muted } }) => {
    storeChoice(
      tx,
      actor.personId,
      kind,
      is_muted ? { in_app: false, mail: 'off', push: false } : defaultsOf(kind),
    )
    return { result: {}, audit: { kind, is_muted } }
  },
})

function markRead({ app, tx, actor, now }: Context<unknown>, which: string, id: string): void {
  tx.send(
    raw(
      `update core.notification set read_at = $3 where org_id = $1 and person_id = $2 and read_at is null and ${which}`,
      [tx.orgId, actor.personId, now, id],
    ),
  )
  tx.afterCommit(() =>
    app.live.publish({ topic: 'notification', org: tx.orgId, people: [actor.personId], reason: 'read' }),
  )
}
