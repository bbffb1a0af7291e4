/** Deputies: who decides for somebody for a while. A deputy's deputy decides nothing. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { reader } from '../../core/registry.ts'
import { raw } from '../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id, Time } from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'

const days_max = 366
const deputies_max = 20

const Deputy = Type.Object({ id: Id, person_id: Id, name: Type.String(), from_at: Time, until_at: Time })

export const deputies = reader({
  name: 'approvals.deputies',
  summary: 'Who decides for oneself, now or later, and for whom one decides oneself.',
  path: '/api/approvals/deputies',
  output: Type.Object({ mine: Type.Array(Deputy), for: Type.Array(Deputy) }),
  permits: () => true,
  run: async ({ tx, actor, now }) => {
    const of = (self: string, other: string) =>
      raw<{ id: string; person_id: string; name: string; from_at: string; until_at: string }>(
        `select d.id, p.id as person_id, p.name, d.from_at, d.until_at from approvals.deputy d
         join core.person p on p.org_id = d.org_id and p.id = d.${other}
         where d.org_id = $1 and d.${self} = $2 and d.until_at > $3 order by d.from_at, d.id limit 100`,
        [tx.orgId, actor.personId, now],
      )
    const [mine, forOthers] = await tx.many(of('person_id', 'deputy_id'), of('deputy_id', 'person_id'))
    return { mine, for: forOthers }
  },
})

export const nameDeputy = plainAction({
  name: 'approvals.name_deputy',
  summary: 'Let somebody decide for oneself for a while; their decisions say so.',
  path: '/api/approvals/deputies',
  input: Body({ deputy_id: Id, from_at: Time, until_at: Time }),
  output: Type.Object({ id: Id }),
  permits: () => true,
  run: async ({ tx, actor, input, now }) => {
    const { deputy_id, from_at, until_at } = input
    const from_ms = Date.parse(from_at)
    const until_ms = Date.parse(until_at)
    if (until_ms <= from_ms) throw invalid('#/until_at', 'The end must be after the beginning.')
    if (until_ms <= Date.parse(now)) throw invalid('#/until_at', 'The end has passed already.')
    if (until_ms - from_ms > days_max * 86_400_000)
      throw invalid('#/until_at', 'A deputy is named for a year at most.')
    if (deputy_id === actor.personId) throw invalid('#/deputy_id', 'Choose somebody else than yourself.')
    // Of two who name each other at once the second waits, and is refused.
    tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`deputies ${tx.orgId}`]))
    const [people, back, own] = await tx.many(
      raw<{ name: string }>(
        "select name from core.person where org_id = $1 and id = $2 and is_active and kind <> 'service'",
        [tx.orgId, deputy_id],
      ),
      raw<{ id: string }>(
        'select id from approvals.deputy where org_id = $1 and person_id = $2 and deputy_id = $3 and from_at < $5 and until_at > $4 limit 1',
        [tx.orgId, deputy_id, actor.personId, from_at, until_at],
      ),
      raw<{ id: string }>(
        `select id from approvals.deputy where org_id = $1 and person_id = $2 and until_at > $3 limit ${deputies_max}`,
        [tx.orgId, actor.personId, now],
      ),
    )
    const [person] = people
    if (!person) throw invalid('#/deputy_id', 'This person does not exist or has left. Choose somebody else.')
    if (back.length > 0)
      throw invalid(
        '#/deputy_id',
        `This would go round in a circle: you are the deputy of ${person.name} in that time. Choose somebody else.`,
      )
    if (own.length >= deputies_max)
      throw conflict(`You have named ${deputies_max} deputies already. Remove one first.`)
    const id = newId()
    tx.send(
      raw(
        'insert into approvals.deputy (org_id, id, person_id, deputy_id, from_at, until_at) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, id, actor.personId, deputy_id, from_at, until_at],
      ),
    )
    return { result: { id }, audit: { deputy: deputy_id, from: from_at, until: until_at } }
  },
})

export const removeDeputy = plainAction({
  name: 'approvals.remove_deputy',
  summary: 'Decide oneself again.',
  path: '/api/approvals/deputies/:id',
  method: 'DELETE',
  params: Body({ id: Id }),
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({ id: Id }),
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const id = params.id ?? ''
    const removed = await tx.maybe(
      raw<{ deputy_id: string }>(
        'delete from approvals.deputy where org_id = $1 and id = $2 and person_id = $3 returning deputy_id',
        [tx.orgId, id, actor.personId],
      ),
    )
    if (!removed) throw notFound('This deputy')
    return { result: { id }, audit: { deputy: removed.deputy_id } }
  },
})
