/** Teams: who works together, on which tier, with which skills. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, NullableText, NullableTime } from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'
import { plainAction } from '../action.ts'
import { may } from '../actor.ts'
import { reader } from '../registry.ts'
import { emailOf } from './actions/fields.ts'
import { lockUnmerged } from './policy.ts'
import { lockOrganization, storeOr, tellPermissions } from './store.ts'

const Params = Body({ id: Id })
const fields = {
  email: Type.Optional(Nullable(Line(320))),
  skill_ids: Type.Optional(Type.Array(Id, { maxItems: 100 })),
}
const Tier = Type.Integer({ minimum: 1, maximum: 3 })
const double = { team_org_id_name_key: () => invalid('#/name', 'There is a team of this name already.') }

export const teamShow = reader({
  name: 'teams.show',
  summary: 'A team with its members and skills.',
  path: '/api/teams/:id',
  params: Params,
  output: Type.Object({
    id: Id,
    name: Type.String(),
    tier: Type.Integer(),
    email: NullableText,
    archived_at: NullableTime,
    skills: Type.Array(Type.Object({ id: Id, name: Type.String() })),
    members: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        title: NullableText,
        is_lead: Type.Boolean(),
        is_active: Type.Boolean(),
      }),
    ),
  }),
  permits: (actor) => may(actor, 'people.read') || may(actor, 'teams.manage'),
  run: async ({ tx, params }) => {
    const team = await tx.maybe(
      raw<never>(
        `select t.id, t.name, t.tier, t.email, t.archived_at,
           coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name) order by k.name) from core.team_skill s
             join core.skill k on k.org_id = s.org_id and k.id = s.skill_id where s.org_id = t.org_id and s.team_id = t.id), '[]') as skills,
           coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'title', p.title, 'is_lead', m.is_lead, 'is_active', p.is_active) order by m.is_lead desc, p.sort_name, p.id)
             from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id where m.org_id = t.org_id and m.team_id = t.id), '[]') as members
         from core.team t where t.org_id = $1 and t.id = $2`,
        [tx.orgId, params.id],
      ),
    )
    if (!team) throw notFound('This team')
    return team
  },
})

export const createTeam = plainAction({
  name: 'teams.create',
  summary: 'Make a team.',
  input: Body({ name: Line(200), tier: Type.Optional(Tier), ...fields }),
  output: Type.Object({ id: Id }),
  permits: (actor) => may(actor, 'teams.manage'),
  run: async ({ tx, input }) => {
    const id = newId()
    await storeOr(
      tx,
      raw('insert into core.team (org_id, id, name, tier, email) values ($1,$2,$3,$4,$5)', [
        tx.orgId,
        id,
        input.name,
        input.tier ?? 1,
        emailOf(input.email),
      ]),
      double,
    )
    setSkills(tx, id, input.skill_ids ?? [])
    return { result: { id }, audit: { team: id } }
  },
})

export const editTeam = plainAction({
  name: 'teams.edit',
  summary: 'Change a team.',
  path: '/api/teams/:id',
  method: 'PATCH',
  params: Params,
  input: Body({
    name: Type.Optional(Line(200)),
    tier: Type.Optional(Tier),
    ...fields,
    is_archived: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({ id: Id }),
  permits: (actor) => may(actor, 'teams.manage'),
  run: async ({ tx, input, params, now }) => {
    const id = await lockTeam(tx, params.id ?? '')
    if (input.is_archived) {
      await refuseWithWork(tx, id)
      await refuseWithKept(tx, id)
    }
    const changes = [sql`id = id`]
    if (input.name !== undefined) changes.push(sql`name = ${input.name}`)
    if (input.tier !== undefined) changes.push(sql`tier = ${input.tier}`)
    if (input.email !== undefined) changes.push(sql`email = ${emailOf(input.email)}`)
    if (input.is_archived !== undefined) changes.push(sql`archived_at = ${input.is_archived ? now : null}`)
    await storeOr(
      tx,
      sql`update core.team set ${sql.join(changes)} where org_id = ${tx.orgId} and id = ${id}`,
      double,
    )
    if (input.skill_ids !== undefined) setSkills(tx, id, input.skill_ids)
    return { result: { id }, audit: { team: id, fields: Object.keys(input) } }
  },
})

export const setMember = plainAction({
  name: 'teams.set_member',
  summary: 'Take a person into a team, or change whether the person leads it.',
  path: '/api/teams/:id/members',
  params: Params,
  input: Body({ person_id: Id, is_lead: Type.Optional(Type.Boolean()) }),
  output: Type.Object({ team_id: Id, person_id: Id }),
  permits: (actor) => may(actor, 'teams.manage'),
  run: async ({ app, tx, input, params }) => {
    const id = await lockTeam(tx, params.id ?? '')
    const person = await lockUnmerged(tx, input.person_id)
    if (!person.is_active) throw conflict('This person is not active.')
    tx.send(
      raw(
        `insert into core.team_member (org_id, team_id, person_id, is_lead) values ($1,$2,$3,$4)
         on conflict (org_id, team_id, person_id) do update set is_lead = excluded.is_lead`,
        [tx.orgId, id, person.id, input.is_lead ?? false],
      ),
    )
    tellPermissions(app, tx, [person.id])
    return { result: { team_id: id, person_id: person.id }, audit: { team: id, person: person.id } }
  },
})

export const removeMember = plainAction({
  name: 'teams.remove_member',
  summary: 'Take a person out of a team.',
  path: '/api/teams/:id/members/remove',
  params: Params,
  input: Body({ person_id: Id }),
  output: Type.Object({ team_id: Id, person_id: Id }),
  permits: (actor) => may(actor, 'teams.manage'),
  run: async ({ app, tx, input, params }) => {
    // Whoever else of the team is deactivated or erased at the same time waits.
    lockOrganization(tx)
    const id = await lockTeam(tx, params.id ?? '')
    const removed = await tx.maybe(
      raw(
        'delete from core.team_member where org_id = $1 and team_id = $2 and person_id = $3 returning 1 as one',
        [tx.orgId, id, input.person_id],
      ),
    )
    if (!removed) throw notFound('This member')
    const left = await tx.maybe(
      raw(
        'select 1 as one from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id and p.is_active where m.org_id = $1 and m.team_id = $2 limit 1',
        [tx.orgId, id],
      ),
    )
    if (!left) await refuseWithKept(tx, id)
    tellPermissions(app, tx, [input.person_id])
    return {
      result: { team_id: id, person_id: input.person_id },
      audit: { team: id, person: input.person_id },
    }
  },
})

async function lockTeam(tx: Tx, id: string): Promise<string> {
  const team = await tx.maybe(
    raw<{ id: string }>('select id from core.team where org_id = $1 and id = $2 for no key update', [
      tx.orgId,
      id,
    ]),
  )
  if (!team) throw notFound('This team')
  return team.id
}

async function refuseWithWork(tx: Tx, id: string): Promise<void> {
  const open = await tx.maybe(
    raw(
      "select 1 as one from core.record where org_id = $1 and team_id = $2 and category <> 'done' limit 1",
      [tx.orgId, id],
    ),
  )
  if (open) throw conflict('This team still has open work. Hand it to another team first.')
}

/** Also what is done: without the team, or without anybody in it, nobody would be left who sees it. */
async function refuseWithKept(tx: Tx, id: string): Promise<void> {
  const kept = await tx.maybe(
    raw(
      `select 1 as one where exists (select from core.record r where r.org_id = $1 and r.team_id = $2 and r.restriction = 'team')
         or exists (select from core.admission d join core.record r on r.org_id = d.org_id and r.id = d.record_id and r.restriction = 'listed'
           where d.org_id = $1 and d.team_id = $2 and d.way = 'named' and d.ended_at is null)`,
      [tx.orgId, id],
    ),
  )
  if (kept)
    throw conflict(
      'Restricted records are kept for this team. Who sees them has to pass them on to others first, or lift the restriction.',
    )
}

function setSkills(tx: Tx, teamId: string, skillIds: readonly string[]): void {
  tx.send(raw('delete from core.team_skill where org_id = $1 and team_id = $2', [tx.orgId, teamId]))
  for (const skillId of new Set(skillIds))
    tx.send(
      raw('insert into core.team_skill (org_id, team_id, skill_id) values ($1,$2,$3)', [
        tx.orgId,
        teamId,
        skillId,
      ]),
    )
}

export const setSkill = plainAction({
  name: 'people.set_skill',
  summary: 'Say how well a person masters a skill, from 1 to 4; 0 takes it away.',
  path: '/api/people/:id/skills',
  params: Params,
  input: Body({ skill_id: Id, level: Type.Integer({ minimum: 0, maximum: 4 }) }),
  output: Type.Object({ id: Id }),
  permits: (actor) => may(actor, 'teams.manage'),
  run: async ({ tx, input, params }) => {
    const person = await lockUnmerged(tx, params.id ?? '')
    const { skill_id, level } = input
    tx.send(
      level === 0
        ? raw('delete from core.person_skill where org_id = $1 and person_id = $2 and skill_id = $3', [
            tx.orgId,
            person.id,
            skill_id,
          ])
        : raw(
            `insert into core.person_skill (org_id, person_id, skill_id, level) values ($1,$2,$3,$4)
             on conflict (org_id, person_id, skill_id) do update set level = excluded.level`,
            [tx.orgId, person.id, skill_id, level],
          ),
    )
    return { result: { id: person.id }, audit: { person: person.id, skill: skill_id, level } }
  },
})
