/** What an officer sees of a person's data before anything is done with it, and what was done so far. */
import { type Static, Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { oneself, teamsOnlyOf } from '../../../core/people/policy.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { secondAsked, storedSetting } from '../setting.ts'
import { erasureStates } from './ask.ts'

const erasures_max = 200

const Erasure = Type.Object({
  id: Id,
  number: Type.Integer(),
  person_id: Id,
  person: Type.String(),
  reason: Type.String(),
  state: OneOf(erasureStates),
  asked_by: Type.String(),
  is_own: Type.Boolean({ description: 'True when the reader asked for it.' }),
  asked_at: Time,
  decided_by: NullableText,
  done_at: NullableTime,
  has_failed: Type.Boolean({ description: 'True when its worker gave up.' }),
  records: Type.Integer({ description: 'From how many records words were taken so far.' }),
  kept: Type.Integer({
    description: 'How many records keep the words, since they are held or have to stay as they are.',
  }),
  left: Type.Union([Type.Array(Type.Object({ place: Type.String(), count: Type.Integer() })), Type.Null()]),
})

const SecondOff = Type.Object({ by: Type.String(), is_own: Type.Boolean() })

const erasureRows = `
  select e.id, e.number, e.person_id, p.name as person, e.reason, e.state, a.name as asked_by, e.asked_by = any($2::uuid[]) as is_own, e.asked_at,
    d.name as decided_by, e.done_at, e.failed_at is not null as has_failed, e.records, e.kept, e.left_in as left
  from privacy.erasure e join core.person p on p.org_id = e.org_id and p.id = e.person_id join core.person a on a.org_id = e.org_id and a.id = e.asked_by
    left join core.person d on d.org_id = e.org_id and d.id = e.decided_by
  where e.org_id = $1`

export const erasures = reader({
  name: 'privacy.erasures',
  summary: 'The erasures that were asked for, the newest first.',
  path: '/api/privacy/erasures',
  output: Type.Object({
    rows: Type.Array(Erasure),
    // Who asked to do without a second officer, while another one has to agree.
    second_off: Nullable(SecondOff),
  }),
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ tx, actor, now }) => {
    const own = await oneself(tx, actor.personId)
    const [rows, asked] = await tx.many(
      raw<never>(`${erasureRows} order by e.number desc limit ${erasures_max}`, [tx.orgId, own]),
      raw<Static<typeof SecondOff>>(
        `select p.name as by, p.id = any($2::uuid[]) as is_own from privacy.setting s join core.person p on p.org_id = s.org_id and p.id = s.second_off_by
         where s.org_id = $1 and s.${secondAsked('$3')}`,
        [tx.orgId, own, now],
      ),
    )
    return { rows, second_off: asked[0] ?? null }
  },
})

const Counts = Type.Object({
  tickets: Type.Integer(),
  messages: Type.Integer(),
  files: Type.Integer(),
  sessions: Type.Integer(),
  drafts: Type.Integer(),
  notifications: Type.Integer(),
  mails: Type.Integer(),
})

export const personData = reader({
  name: 'privacy.person',
  summary: 'How much is kept of a person, whether it is held, and whether it is being erased.',
  path: '/api/privacy/people/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    id: Id,
    name: Type.String(),
    is_active: Type.Boolean(),
    counts: Counts,
    namesakes: Type.Integer({
      description: 'Others of the same name: it then stays outside of the own records.',
    }),
    hold: Type.Union([
      Type.Object({ id: Id, reason: Type.String(), by: Type.String(), at: Time }),
      Type.Null(),
    ]),
    needs_second: Type.Boolean(),
    teams_only: Type.Array(Type.String(), {
      description: 'Teams for which records are kept, and in which nobody else is: an erasure is refused.',
    }),
    erasure: Type.Union([Erasure, Type.Null()]),
  }),
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ tx, actor, params }) => {
    const id = params.id ?? ''
    const setting = await storedSetting(tx)
    const own = await oneself(tx, actor.personId)
    const [people, counts, holds, found] = await tx.many(
      raw<{ id: string; name: string; is_active: boolean; namesakes: number }>(
        `select p.id, p.name, p.is_active,
           (select count(*)::int from core.person o where o.org_id = p.org_id and o.id <> p.id and o.merged_into_id is distinct from p.id and core.fold(o.name) = core.fold(p.name)) as namesakes
         from core.person p where p.org_id = $1 and p.id = $2 and p.kind <> 'service'`,
        [tx.orgId, id],
      ),
      raw<Record<string, number>>(
        `select (select count(*)::int from core.record where org_id = $1 and requester_id = $2 and kind = 'ticket') as tickets,
           (select count(*)::int from core.message where org_id = $1 and author_id = $2) as messages,
           (select count(*)::int from core.attachment where org_id = $1 and uploaded_by = $2 and removed_at is null) as files,
           (select count(*)::int from core.session where org_id = $1 and person_id = $2) as sessions,
           (select count(*)::int from core.draft where org_id = $1 and person_id = $2) as drafts,
           (select count(*)::int from core.notification where org_id = $1 and person_id = $2) as notifications,
           (select count(*)::int from core.outbox where org_id = $1 and to_person_id = $2) as mails`,
        [tx.orgId, id],
      ),
      raw<{ id: string; reason: string; by: string; at: string }>(
        `select h.id, h.reason, p.name as by, h.placed_at as at from privacy.hold h join core.person p on p.org_id = h.org_id and p.id = h.placed_by
         where h.org_id = $1 and h.lifted_at is null and exists (select from core.person o where o.org_id = h.org_id and o.id = h.person_id and (o.id = $2 or o.merged_into_id = $2))
         order by h.placed_at limit 1`,
        [tx.orgId, id],
      ),
      raw(`${erasureRows} and e.person_id = $3 order by e.number desc limit 1`, [tx.orgId, own, id]),
    )
    const [person] = people
    if (!person) throw notFound('This person')
    return {
      ...person,
      counts: counts[0],
      hold: holds[0] ?? null,
      needs_second: setting.needs_second,
      teams_only: await teamsOnlyOf(tx, id),
      erasure: found[0] ?? null,
    } as never
  },
})
