/** Did it work: what changed in the tickets of those who learned something, against colleagues who had not yet. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Id, Line, Nullable, NullableId, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { readsAll } from '../policy.ts'
import { todayOf } from '../today.ts'
import { effectOf, people_min } from './difference.ts'
import { choicesOf, gather } from './gather.ts'

const tickets_shown_max = 200
const Count = Type.Integer({ minimum: 0 })
const Filter = {
  competency: Type.Optional(Id),
  title: Type.Optional({ ...Line(200), description: 'What it was called on the lines of learning.' }),
  application: Type.Optional({ ...Line(200), description: 'Only tickets about it.' }),
  days: Type.Integer({ minimum: 14, maximum: 180, description: 'So many days before, and as many after.' }),
}
type Filter = { competency?: string; title?: string; application?: string; days: number }

export const effectChoices = reader({
  name: 'training.effect_choices',
  summary: `What at least ${people_min} people learned within two years, so that one can look whether it worked.`,
  path: '/api/training/effect/choices',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({ competency: NullableId, title: NullableText, name: Type.String(), people: Count }),
    ),
  }),
  permits: readsAll,
  run: async ({ tx, now }) => ({ rows: await choicesOf(tx, await todayOf(tx, now), people_min) }),
})

const Effect = Type.Object({
  change: Nullable(
    Type.Object(
      { change: Type.Number(), low: Type.Number(), high: Type.Number() },
      {
        description:
          'How many tickets more each who learned it filed in the days after than without it, with the 95 % interval of a permutation test.',
      },
    ),
  ),
  took: { ...Count, description: 'How many who learned it are compared.' },
  colleagues: {
    ...Count,
    description: 'With how many of the same department and job, and about as many tickets before.',
  },
  recent: {
    ...Count,
    description: 'Learned it too lately to look, or before they had been here long enough.',
  },
  alone: { ...Count, description: 'Nobody was like them.' },
  people_min: { ...Count, description: 'With fewer on either side nothing is said.' },
  tickets: Nullable(
    Type.Object({
      took_before: Count,
      took_after: Count,
      colleagues_before: Count,
      colleagues_after: Count,
    }),
  ),
})

export const effect = reader({
  name: 'training.effect',
  summary:
    'How the tickets of those who learned something changed, less how those of matched colleagues changed who had not yet. Null where there is not enough data.',
  path: '/api/training/effect',
  query: Type.Object(Filter, { additionalProperties: false }),
  output: Effect,
  permits: readsAll,
  run: async ({ tx, query, now }) => {
    requireOne(query)
    const { strata, recent, alone, tickets } = await gather(tx, now, query)
    const found = await effectOf(strata)
    const count = (of: 'took' | 'colleagues') => strata.reduce((all, each) => all + each[of].length, 0)
    return {
      change: found && { change: found.change, low: found.low, high: found.high },
      took: count('took'),
      colleagues: count('colleagues'),
      recent,
      alone,
      people_min,
      // Of a few people the numbers alone could tell who it is.
      tickets: found && {
        took_before: tickets.tookBefore,
        took_after: tickets.tookAfter,
        colleagues_before: tickets.colleaguesBefore,
        colleagues_after: tickets.colleaguesAfter,
      },
    }
  },
})

function requireOne({ competency, title }: Filter): void {
  if ((competency === undefined) === (title === undefined))
    throw invalid('#/competency', 'Name a competency or a title, and not both.')
}

const Ticket = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  created_at: Time,
})

export const effectTickets = reader({
  name: 'training.effect_tickets',
  summary: `The tickets behind one of the numbers, of which the reader sees those that are theirs to see; the newest ${tickets_shown_max}.`,
  path: '/api/training/effect/tickets',
  query: Type.Object(
    { ...Filter, who: OneOf(['took', 'colleagues']), when: OneOf(['before', 'after']) },
    { additionalProperties: false },
  ),
  output: Type.Object({ rows: Type.Array(Ticket) }),
  permits: readsAll,
  run: async ({ tx, actor, query, now }) => {
    requireOne(query)
    const { strata, places } = await gather(tx, now, query)
    if (!(await effectOf(strata))) return { rows: [] }
    const mine = places.filter(({ isColleague }) => isColleague === (query.who === 'colleagues'))
    const [from, to] = query.when === 'before' ? [-query.days, -1] : [1, query.days]
    const windows = mine.map(({ personId, tookOn }) => ({
      person_id: personId,
      from_day: tookOn + from,
      to_day: tookOn + to,
    }))
    const application = query.application?.trim().toLowerCase() ?? null
    const rows = await tx.all(sql<Static<typeof Ticket>>`
      select r.id, r.number, r.title, r.state, r.created_at
      from json_to_recordset(${JSON.stringify(windows)}::json) as w (person_id uuid, from_day int, to_day int)
        join core.organization o on o.id = ${tx.orgId}
        join core.record r on r.org_id = o.id and r.requester_id = w.person_id and r.kind = 'ticket'
          and (r.created_at at time zone o.time_zone)::date - '1970-01-01'::date between w.from_day and w.to_day
        join reporting.ticket_topic t on t.org_id = r.org_id and t.ticket_id = r.id
      where r.restriction is null and r.state not in ('cancelled', 'merged') and (${application}::text is null or t.application = ${application})
        and ${visible(actor, 'ticket')}
      order by r.created_at desc, r.id limit ${sql.lit(tickets_shown_max)}`)
    return { rows }
  },
})
