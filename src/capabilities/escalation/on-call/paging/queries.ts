/** The pages of a ticket, and those that wait for the one who asks. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../../../core/records/record.ts'
import { inside, visible } from '../../../../core/records/visible.ts'
import { reader } from '../../../../core/registry.ts'
import { notFound } from '../../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableText,
  NullableTime,
  OneOf,
  Time,
} from '../../../../platform/http/schema.ts'
import { worksOnTickets } from '../../../tickets/index.ts'
import { Named } from '../schema.ts'
import { acknowledge, page } from './page.ts'

const PageShown = Type.Object({
  id: Id,
  team: Named,
  by: Named,
  reason: Type.String(),
  state: OneOf(['open', 'acknowledged', 'unanswered', 'ended']),
  created_at: Time,
  due_at: { ...NullableTime, description: 'When the next one is called.' },
  acknowledged_by: Nullable(Named),
  acknowledged_at: NullableTime,
  calls: Type.Array(
    Type.Object({
      person: Named,
      because: OneOf(['on_call', 'lead', 'person', 'manager']),
      layer: NullableText,
      called_at: Time,
    }),
  ),
})

export const pagesOfTicket = reader({
  name: 'escalation.pages',
  summary: 'The pages of a ticket, newest first: who was called when and who acknowledged.',
  path: '/api/tickets/:id/pages',
  params: Body({ id: Id }),
  output: Type.Object({
    rows: Type.Array(PageShown),
    may_page: Type.Boolean(),
    may_acknowledge: Type.Boolean(),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor)}`,
    )
    if (!record) throw notFound('This ticket')
    const rows = await tx.all(
      sql<Static<typeof PageShown>>`
        select g.id, json_build_object('id', t.id, 'name', t.name) as team, json_build_object('id', b.id, 'name', b.name) as by,
          m.body as reason, g.state, g.created_at, g.due_at, g.acknowledged_at,
          case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end as acknowledged_by,
          (select json_agg(json_build_object('person', json_build_object('id', p.id, 'name', p.name), 'because', c.because, 'layer', c.layer,
              'called_at', to_char(c.called_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by c.step, p.name)
            from escalation.page_call c join core.person p on p.org_id = c.org_id and p.id = c.person_id
            where c.org_id = g.org_id and c.page_id = g.id) as calls
        from escalation.page g join core.team t on t.org_id = g.org_id and t.id = g.team_id
          join core.person b on b.org_id = g.org_id and b.id = g.by_id
          join core.message m on m.org_id = g.org_id and m.id = g.message_id
          left join core.person k on k.org_id = g.org_id and k.id = g.acknowledged_by
        where g.org_id = ${tx.orgId} and g.record_id = ${record.id} order by g.created_at desc, g.id desc limit 20`,
    )
    return {
      rows,
      may_page: record.category !== 'done' && page.permits(actor, record),
      may_acknowledge: acknowledge.permits(actor, record),
    }
  },
})

const Waiting = Type.Object({
  id: Id,
  team: Named,
  by: Named,
  record: Type.Object({ id: Id, number: Type.Integer(), title: Type.String() }),
  called_at: Time,
  due_at: NullableTime,
})

export const pagesForMe = reader({
  name: 'on_call.pages',
  summary: 'The pages that wait for one’s own acknowledgement, newest first.',
  path: '/api/on-call/pages',
  output: Type.Object({ rows: Type.Array(Waiting) }),
  permits: () => true,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      sql<Static<typeof Waiting>>`
        select g.id, json_build_object('id', t.id, 'name', t.name) as team, json_build_object('id', b.id, 'name', b.name) as by,
          json_build_object('id', r.id, 'number', r.number, 'title', r.title) as record, c.called_at, g.due_at
        from escalation.page_call c join escalation.page g on g.org_id = c.org_id and g.id = c.page_id
          join core.record r on r.org_id = g.org_id and r.id = g.record_id
          join core.team t on t.org_id = g.org_id and t.id = g.team_id
          join core.person b on b.org_id = g.org_id and b.id = g.by_id
        where c.org_id = ${tx.orgId} and c.person_id = ${actor.personId} and g.state in ('open', 'unanswered') and r.category <> 'done'
          and ${visible(actor)} and ${inside(actor)}
        order by c.called_at desc, g.id limit 20`,
    ),
  }),
})
