/** Emergency accounts and their uses, as officers and administrators see them; and an account's own view of itself. */
import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { trial_days, triedSince, waysIn } from '../../../core/people/login/way-in.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Id, NullableText, NullableTime, Time } from '../../../platform/http/schema.ts'

const uses_max = 100
const Named = Type.Object({ id: Id, name: Type.String() })
const Role = Type.Object({ id: Id, title: Type.String() })

const roles = `(select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'title', o.title) order by o.title), '[]') from core.role o where o.org_id = e.org_id and o.id = any(e.role_ids) and o.archived_at is null)`

const Account = Type.Object({
  id: Id,
  name: Type.String(),
  email: NullableText,
  owner: Named,
  roles: Type.Array(Role),
  hours_max: Type.Integer(),
  tried_at: NullableTime,
  needs_trial: Type.Boolean({ description: `It was not tried within ${trial_days} days.` }),
})

const Use = Type.Object({
  id: Id,
  account: Named,
  role: Type.String(),
  reason: Type.String(),
  began_at: Time,
  until: Time,
  ended_at: NullableTime,
  reviewed_at: NullableTime,
  reviewed_by: NullableText,
  review: NullableText,
  may_review: Type.Boolean(),
})

export const emergencyList = reader({
  name: 'emergency.list',
  summary: 'The emergency accounts, what was done by them and who looked at it; those to look at first.',
  path: '/api/emergency',
  output: Type.Object({
    is_local_on: Type.Boolean(),
    accounts: Type.Array(Account),
    uses: Type.Array(Use),
  }),
  permits: (actor) => may(actor, 'roles.manage') || may(actor, 'audit.read'),
  run: async ({ tx, actor, now }) => {
    const [accounts, uses] = await tx.many(
      raw<object>(
        `select e.person_id as id, p.name, p.email, jsonb_build_object('id', w.id, 'name', w.name) as owner, ${roles} as roles,
           e.hours_max, e.tried_at, coalesce(e.tried_at < $2, true) as needs_trial
         from core.emergency_account e join core.person p on p.org_id = e.org_id and p.id = e.person_id
           join core.person w on w.org_id = e.org_id and w.id = e.owner_id
         where e.org_id = $1 and e.ended_at is null order by p.name, p.id limit 100`,
        [tx.orgId, triedSince(now)],
      ),
      raw<object>(
        `select u.id, jsonb_build_object('id', p.id, 'name', p.name) as account, o.title as role, u.reason, u.began_at, u.until, u.ended_at,
           u.reviewed_at, r.name as reviewed_by, u.review,
           $2::boolean and u.ended_at is not null and u.reviewed_at is null and u.person_id <> $3 and e.owner_id <> $3 as may_review
         from core.emergency_use u join core.emergency_account e on e.org_id = u.org_id and e.person_id = u.person_id
           join core.person p on p.org_id = u.org_id and p.id = u.person_id
           join core.role o on o.org_id = u.org_id and o.id = u.role_id
           left join core.person r on r.org_id = u.org_id and r.id = u.reviewed_by
         where u.org_id = $1 order by u.reviewed_at is not null, u.began_at desc, u.id desc limit ${uses_max}`,
        [tx.orgId, may(actor, 'audit.read'), actor.personId],
      ),
    )
    const { is_off } = await waysIn(tx, now)
    return { is_local_on: !is_off, accounts: accounts as never, uses: uses as never }
  },
})

export const ownEmergency = reader({
  name: 'emergency.own',
  summary: 'What the own account may take in an emergency, and what it holds; null for other accounts.',
  path: '/api/emergency/own',
  output: Type.Object({
    account: Type.Union([
      Type.Object({
        roles: Type.Array(Role),
        hours_max: Type.Integer(),
        holds: Type.Union([Type.Object({ role: Type.String(), until: Time }), Type.Null()]),
      }),
      Type.Null(),
    ]),
  }),
  permits: () => true,
  run: async ({ tx, actor, now }) => {
    const account = await tx.maybe(
      raw<object>(
        `select ${roles} as roles, e.hours_max,
           (select jsonb_build_object('role', o.title, 'until', to_char(u.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from core.emergency_use u join core.role o on o.org_id = u.org_id and o.id = u.role_id
            where u.org_id = e.org_id and u.person_id = e.person_id and u.ended_at is null and u.until > $3) as holds
         from core.emergency_account e where e.org_id = $1 and e.person_id = $2 and e.ended_at is null`,
        [tx.orgId, actor.personId, now],
      ),
    )
    return { account: (account ?? null) as never }
  },
})
