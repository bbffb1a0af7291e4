/** How the chain fares, for who keeps the installation and who reads the log. */
import { Type } from 'typebox'
import { may } from '../../core/actor.ts'
import { reader } from '../../core/registry.ts'
import { raw } from '../../platform/db/transaction.ts'
import { Nullable, NullableTime, Time } from '../../platform/http/schema.ts'
import { fingerprint, signingKey } from './key.ts'

const waiting_max = 10_000
const months_max = 24

type Row = {
  links: number | null
  lines: number | null
  at: string | null
  months_ahead: number
  waiting: number
  waiting_since: string | null
  signed_at: string | null
  signed_lines: number | null
  was_sent: boolean | null
}

export const trailState = reader({
  name: 'audit.chain',
  summary: 'How far the audit log is chained and signed.',
  path: '/api/audit/chain',
  output: Type.Object({
    links: Type.Integer(),
    lines: Type.Integer({ description: 'How many lines are chained.' }),
    at: NullableTime,
    waiting: Type.Integer({
      description: `Lines that are not chained yet; ${waiting_max} stands for all beyond.`,
    }),
    waiting_since: NullableTime,
    months_ahead: Type.Integer({
      description:
        'How many months after this one have room of their own in timelines and log. Fewer than two need a look.',
    }),
    checkpoint: Nullable(
      Type.Object({
        at: Time,
        lines: Type.Integer(),
        was_sent: Type.Union([
          Type.Boolean({ description: 'False when the other side did not take it.' }),
          Type.Null({ description: 'There is nobody to send it to.' }),
        ]),
      }),
    ),
    key: Type.String({ description: 'By which the key of the checkpoints is recognized.' }),
  }),
  permits: (actor) => may(actor, 'audit.read') || may(actor, 'organization.manage'),
  run: async ({ app, tx }) => {
    const row = await tx.one(
      raw<Row>(
        `select l.seq as links, l.total as lines, l.at, w.count as waiting, w.at as waiting_since, c.at as signed_at, c.total as signed_lines, c.was_sent,
           (select count(*)::int from generate_series(1, ${months_max}) n where not exists (
             select from generate_series(1, n) m cross join unnest(array['event', 'audit']) t (name)
             where to_regclass(format('core.%s_%s', t.name, to_char($3::timestamptz at time zone 'UTC' + m * interval '1 month', 'YYYY_MM'))) is null)) as months_ahead
         from (select 1) one
         left join lateral (select seq, total, at, to_tx, to_id from trail.link where org_id = $1 order by seq desc limit 1) l on true
         left join lateral (select at, total, was_sent from trail.checkpoint where org_id = $1 order by seq desc limit 1) c on true
         cross join lateral (select count(*)::int, max(at) filter (where tx = first_tx) as at from (select tx, at, min(tx) over () as first_tx from (
           (select tx, at from core.event e where e.org_id = $1 and (e.tx, e.id) > (coalesce(l.to_tx, -1), coalesce(l.to_id, $2::uuid)) order by e.tx, e.id limit ${waiting_max})
           union all
           (select tx, at from core.audit a where a.org_id = $1 and (a.tx, a.id) > (coalesce(l.to_tx, -1), coalesce(l.to_id, $2::uuid)) order by a.tx, a.id limit ${waiting_max})
         ) waits) firsts) w`,
        [tx.orgId, '00000000-0000-0000-0000-000000000000', app.clock.now().toISOString()],
      ),
    )
    return {
      links: row.links ?? 0,
      lines: row.lines ?? 0,
      at: row.at,
      waiting: Math.min(row.waiting, waiting_max),
      // Of what one transaction wrote the newest time: an import writes of the past.
      waiting_since: row.waiting_since,
      months_ahead: row.months_ahead,
      checkpoint:
        row.signed_at === null
          ? null
          : { at: row.signed_at, lines: row.signed_lines ?? 0, was_sent: row.was_sent },
      key: fingerprint(signingKey(app.config)),
    }
  },
})
