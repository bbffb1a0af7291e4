import { Type } from 'typebox'
import { raw } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, NullableTime, Time } from '../../../platform/http/schema.ts'
import { type Actor, may } from '../../actor.ts'
import { reader } from '../../registry.ts'
import { hasFactor } from '../login/terms.ts'

const Named = Nullable(Type.Object({ id: Id, name: Type.String() }))

const Person = Type.Object({
  id: Id,
  kind: Type.String(),
  name: Type.String(),
  email: NullableText,
  phone: NullableText,
  title: NullableText,
  language: NullableText,
  external_key: NullableText,
  extension: NullableText,
  badge: NullableText,
  department: Named,
  site: Named,
  place: Named,
  manager: Named,
  custodian: Named,
  merged_into: Named,
  is_active: Type.Boolean(),
  is_erased: Type.Boolean({
    description: 'True when the data of the person was erased, or is being erased.',
  }),
  created_at: Time,
  updated_at: Time,
  has_password: Type.Boolean(),
  has_factor: Type.Boolean(),
  teams: Type.Array(
    Type.Object({ id: Id, name: Type.String(), tier: Type.Integer(), is_lead: Type.Boolean() }),
  ),
  skills: Type.Array(Type.Object({ id: Id, name: Type.String(), level: Type.Integer() })),
  roles: Type.Array(
    Type.Object({
      assignment_id: Id,
      role_id: Id,
      key: Type.String(),
      title: Type.String(),
      department: Named,
      valid_from: Time,
      valid_to: NullableTime,
    }),
  ),
  may: Type.Array(Type.String(), { description: 'The actions that are open to the reader.' }),
})

type PersonShown = Record<string, unknown> & {
  id: string
  is_active: boolean
  is_erased: boolean
  merged_into: unknown
  has_factor: boolean
}

export const personShow = reader({
  name: 'people.show',
  summary: 'A person with teams, roles and skills. Those who may not read the directory see only themselves.',
  path: '/api/people/:id',
  params: Body({ id: Id }),
  output: Person,
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const id = params.id ?? ''
    if (id !== actor.personId && !may(actor, 'people.read')) throw notFound('This person')
    const person = await tx.maybe(raw<PersonShown>(select, [tx.orgId, id]))
    if (!person) throw notFound('This person')
    return { ...person, may: openActions(actor, person) } as never
  },
})

const named = (alias: string) =>
  `case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`

const select = `
  select p.id, p.kind, p.name, p.email, p.phone, p.title, p.language, p.external_key, p.extension, p.badge, p.is_active, p.erased_at is not null as is_erased, p.created_at, p.updated_at,
    ${named('d')} as department, ${named('s')} as site, ${named('l')} as place, ${named('g')} as manager,
    ${named('c')} as custodian, ${named('i')} as merged_into,
    exists (select from core.password w where w.org_id = p.org_id and w.person_id = p.id) as has_password,
    ${hasFactor('p.org_id', 'p.id')} as has_factor,
    coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'tier', t.tier, 'is_lead', m.is_lead) order by t.name)
      from core.team_member m join core.team t on t.org_id = m.org_id and t.id = m.team_id where m.org_id = p.org_id and m.person_id = p.id), '[]') as teams,
    coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'level', h.level) order by k.name)
      from core.person_skill h join core.skill k on k.org_id = h.org_id and k.id = h.skill_id where h.org_id = p.org_id and h.person_id = p.id), '[]') as skills,
    coalesce((select jsonb_agg(jsonb_build_object('assignment_id', a.id, 'role_id', o.id, 'key', o.key, 'title', o.title,
        'valid_from', to_char(a.valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'valid_to', to_char(a.valid_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'department', ${named('ad')}) order by o.title, a.valid_from)
      from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
      left join core.department ad on ad.org_id = a.org_id and ad.id = a.department_id
      where a.org_id = p.org_id and a.person_id = p.id), '[]') as roles
  from core.person p
  left join core.department d on d.org_id = p.org_id and d.id = p.department_id
  left join core.site s on s.org_id = p.org_id and s.id = p.site_id
  left join core.place l on l.org_id = p.org_id and l.id = p.place_id
  left join core.person g on g.org_id = p.org_id and g.id = p.manager_id
  left join core.person c on c.org_id = p.org_id and c.id = p.custodian_id
  left join core.person i on i.org_id = p.org_id and i.id = p.merged_into_id
  where p.org_id = $1 and p.id = $2`

function openActions(actor: Actor, person: PersonShown): string[] {
  const isSelf = person.id === actor.personId
  const open: string[] = []
  const offer = (name: string, isOpen: boolean) => {
    if (isOpen) open.push(name)
  }
  if (person.merged_into !== null || person.is_erased) return open
  offer('people.edit', may(actor, 'people.manage'))
  offer('people.invite', person.is_active && may(actor, 'people.manage'))
  offer('people.deactivate', person.is_active && !isSelf && may(actor, 'people.manage'))
  offer('people.reactivate', !person.is_active && may(actor, 'people.manage'))
  offer('people.reset_password', person.is_active && !isSelf && may(actor, 'people.manage'))
  offer('people.reset_factor', person.has_factor && !isSelf && may(actor, 'people.manage'))
  offer('people.merge', !isSelf && may(actor, 'people.merge'))
  offer('roles.assign', may(actor, 'roles.manage') || may(actor, 'people.manage'))
  offer('sessions.revoke', isSelf || may(actor, 'sessions.revoke'))
  offer('people.edit_own', isSelf)
  return open
}
