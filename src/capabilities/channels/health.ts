/** How each way in and out is: whether it works, when something last came or went, and what waits for a person. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { reader } from '../../core/registry.ts'
import { Id, Nullable, NullableText, NullableTime, OneOf } from '../../platform/http/schema.ts'
import { presentHeldSince } from './changes/lines.ts'
import { mayManageMail } from './mail/mailbox.ts'
import { seenIn } from './webhooks/counted.ts'

/** What is more counts as so many. */
const counted_max = 1_000

const ChannelRow = Type.Object({
  kind: OneOf(['mailbox', 'alerts', 'webhook', 'mail_out'] as const),
  id: Nullable(Id),
  name: Type.String({ description: 'Empty for the mail that goes out, which has none.' }),
  state: OneOf(['well', 'fails', 'paused', 'off', 'new'] as const),
  last_at: { ...NullableTime, description: 'When something last came or went.' },
  failure: NullableText,
  failing_since: NullableTime,
  waiting: Type.Integer({ description: 'What goes on by itself.' }),
  stuck: Type.Integer({ description: `What waits for a person; counted up to ${counted_max}.` }),
})

const few = (rows: ReturnType<typeof sql>) =>
  sql`(select count(*) from (select 1 ${rows} limit ${counted_max}) counted)`

export const channelHealth = reader({
  name: 'channels.health',
  summary: 'How each channel is: mailboxes, sources of alerts, webhooks, and the mail that goes out.',
  path: '/api/channels',
  output: Type.Object({
    rows: Type.Array(ChannelRow),
    changes_held_since: {
      ...NullableTime,
      description:
        'When the first thing happened that programs are not told of yet, since an older transaction goes on in the database server; null as long as nothing is held back for half a minute.',
    },
  }),
  permits: mayManageMail,
  run: async ({ app, tx, actor, now }) => {
    const org = actor.orgId
    const rows = await tx.many(
      sql<Static<typeof ChannelRow>>`select 'mailbox' as kind, b.id, b.name,
          case when not b.is_on and m.last_at is null then 'off' when b.is_on and b.failure is not null then 'fails' when coalesce(b.looked_at, m.last_at) is null then 'new' else 'well' end as state,
          m.last_at, case when b.is_on then b.failure end as failure, case when b.is_on then b.failing_since end as failing_since,
          ${few(sql`from channels.mail_in w where w.org_id = b.org_id and w.mailbox_id = b.id and w.state = 'received'`)} as waiting,
          ${few(sql`from channels.mail_in w where w.org_id = b.org_id and w.mailbox_id = b.id and w.state in ('quarantined', 'parked')`)} as stuck
        from channels.mailbox b left join lateral (select max(received_at) as last_at from channels.mail_in m where m.org_id = b.org_id and m.mailbox_id = b.id) m on true
        where b.org_id = ${org} order by b.name, b.id`,
      sql<Static<typeof ChannelRow>>`select 'mail_out' as kind, null as id, '' as name,
          case when ${app.config.smtpUrl === undefined} then 'off' when f.since is not null and (s.last_at is null or f.since > s.last_at) then 'fails' when s.last_at is null then 'new' else 'well' end as state,
          s.last_at, f.failure, f.since as failing_since,
          ${few(sql`from core.outbox o where o.org_id = ${org} and o.state = 'queued'`)} as waiting,
          ${few(sql`from core.outbox o where o.org_id = ${org} and o.state in ('failed', 'held') and o.body_text <> ''`)} as stuck
        from (select max(sent_at) as last_at from core.outbox where org_id = ${org} and sent_at is not null) s
          left join lateral (select o.created_at as since, o.last_error as failure from core.outbox o
            where o.org_id = ${org} and o.state = 'failed' and o.body_text <> '' order by o.created_at desc limit 1) f on true`,
      sql<Static<typeof ChannelRow>>`select 'alerts' as kind, s.id, s.name,
          case when not s.is_on then 'off' when s.last_at is null then 'new' else 'well' end as state,
          s.last_at, null as failure, null as failing_since,
          ${few(sql`from channels.alert_batch b where b.org_id = s.org_id and b.source_id = s.id and b.state = 'waiting'`)} as waiting,
          ${few(sql`from channels.alert_batch b where b.org_id = s.org_id and b.source_id = s.id and b.state = 'parked'`)} as stuck
        from channels.alert_source s where s.org_id = ${org} order by s.name, s.id`,
      sql<Static<typeof ChannelRow>>`select 'webhook' as kind, w.id, w.name,
          case when not w.is_on then 'off' when w.paused_at is not null then 'paused' when w.failing_since is not null then 'fails' when w.sent_at is null then 'new' else 'well' end as state,
          w.sent_at as last_at,
          case when w.failing_since is not null then (select d.failure from channels.webhook_delivery d where d.org_id = w.org_id and d.webhook_id = w.id and d.failure is not null
            order by d.at desc, d.event_id desc limit 1) end as failure,
          w.failing_since, ${seenIn(actor, 'waiting')} as waiting, ${seenIn(actor, 'dead')} as stuck
        from channels.webhook w where w.org_id = ${org} order by w.name, w.id`,
    )
    const { held_since } = await tx.one(presentHeldSince(org, now))
    return { rows: rows.flat(), changes_held_since: held_since }
  },
})
