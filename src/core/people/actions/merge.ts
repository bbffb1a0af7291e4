/**
 * Two entries of one person become one. The double stays, inactive, and points to the survivor, so that old
 * events and audit lines still name whom they meant; everything else that points to it is moved.
 */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { requireVerified } from '../../accounts.ts'
import { plainAction } from '../../action.ts'
import { may } from '../../actor.ts'
import { isSealed, isSealedName, kindsToldOutside } from '../../records/visible.ts'
import {
  isEmergencyAccount,
  lockUnmerged,
  type PersonRow,
  requireAdministrator,
  requireNotAbove,
} from '../policy.ts'
import { endSessions, lockOrganization, tellPermissions, voidLinks } from '../store.ts'

export const mergePerson = plainAction({
  name: 'people.merge',
  summary: 'Merge a double into the person it is; everything of it moves there.',
  path: '/api/people/:id/merge',
  params: Body({ id: Id }),
  input: Body({ into_id: Id }),
  output: Type.Object({ id: Id, records: Type.Integer(), rows: Type.Integer() }),
  needsStepUp: true,
  accountAct: 'merge',
  permits: (actor) => may(actor, 'people.merge'),
  run: async ({ app, tx, actor, input, params, now }) => {
    const fromId = params.id ?? ''
    if (fromId === input.into_id) throw invalid('#/into_id', 'Choose another person.')
    if (fromId === actor.personId) throw conflict('You cannot merge yourself away. Let somebody else do it.')
    lockOrganization(tx)
    // Both are locked in one order, so that two merges crossing each other wait instead of failing.
    const people = new Map<string, PersonRow>()
    for (const id of [fromId, input.into_id].sort()) people.set(id, await lockUnmerged(tx, id))
    const from = people.get(fromId) as PersonRow
    const into = people.get(input.into_id) as PersonRow
    if (!into.is_active) throw conflict('The person who stays must be active.')
    if (from.kind === 'service' || into.kind === 'service')
      throw conflict('Service identities are not merged.')
    for (const person of [from, into]) {
      await requireNotAbove(tx, actor, person.id, now)
      if (await isEmergencyAccount(tx, person.id)) throw conflict('Emergency accounts are not merged.')
    }
    // Asked before anything moves: afterwards it could not be told any more whose account the double's was.
    // An address that comes with the double is where the survivor's first password would go.
    const replaces = into.email === null && from.email !== null
    const both = [{ personId: from.id }, { personId: into.id, replaces }]
    await requireVerified({ app, tx, actor, now }, 'merge', both)
    const records = await moveRecords(tx, from.id, into.id, actor.personId, now)
    prepareMemberships(tx, from.id, into.id)
    const rows = await moveReferences(tx, from.id, into.id)
    close(tx, from, into, now)
    await requireAdministrator(tx, now)
    voidLinks(tx, from.id, now)
    await endSessions(app, tx, from.id, now)
    tellPermissions(app, tx, [into.id])
    return {
      result: { id: into.id, records, rows },
      accounts: [],
      audit: { person: from.id, into: into.id, records, rows },
    }
  },
})

// Each record tells in its timeline that its requester or owner became another, so that the timeline still
// replays to the present state. Its time of last change stays: nobody worked on it.
async function moveRecords(tx: Tx, from: string, into: string, by: string, now: string): Promise<number> {
  const moved = await tx.all(
    raw<{ kind: string; count: number }>(
      `with old as (
         select id, requester_id, owner_id, updated_at from core.record where org_id = $1 and (requester_id = $2 or owner_id = $2) for no key update
       ), told as (
         insert into core.event (org_id, record_id, at, id, actor_id, action, data)
         select $1, id, greatest($5::timestamptz, updated_at + interval '1 millisecond'), gen_random_uuid(), $4, 'people.merge',
           jsonb_build_object('changes',
             case when requester_id = $2 then jsonb_build_object('requester_id', jsonb_build_array($2, $3)) else '{}' end
             || case when owner_id = $2 then jsonb_build_object('owner_id', jsonb_build_array($2, $3)) else '{}' end)
         from old
       ), changed as (
         update core.record r set version = version + 1,
           outer_version = case when kind = any($6::text[]) then outer_version + 1 else coalesce(outer_version, version) end,
           requester_id = case when r.requester_id = $2 then $3 else r.requester_id end,
           owner_id = case when r.owner_id = $2 then $3 else r.owner_id end
         from old where r.org_id = $1 and r.id = old.id returning kind
       )
       select kind, count(*)::int as count from changed group by kind`
        .replaceAll('$2', '$2::uuid')
        .replaceAll('$3', '$3::uuid'),
      [tx.orgId, from, into, by, now, kindsToldOutside('people.merge')],
    ),
  )
  // Nobody learns from a number that there is a record of a sealed kind.
  return moved.reduce((sum, { kind, count }) => sum + (isSealed(kind) ? 0 : count), 0)
}

/** Where both belong to the same thing, the survivor keeps the stronger of the two ties. */
function prepareMemberships(tx: Tx, from: string, into: string): void {
  for (const [table, key, strength] of [
    ['core.team_member', 'team_id', 'is_lead = s.is_lead or o.is_lead'],
    ['core.person_skill', 'skill_id', 'level = greatest(s.level, o.level)'],
    ['core.watcher', 'record_id', 'is_participant = s.is_participant or o.is_participant'],
  ] as const)
    tx.send(
      raw(
        `update ${table} s set ${strength} from ${table} o
         where s.org_id = $1 and o.org_id = $1 and s.person_id = $3 and o.person_id = $2 and s.${key} = o.${key}`,
        [tx.orgId, from, into],
      ),
    )
}

/**
 * Login, and what was answered to it, ends with the double and is not moved; nor is who was merged into whom.
 * What the application may only add to (noted time, versions, resets, timelines) goes on naming the double.
 */
const notMoved = [
  'core.session',
  'core.login_token',
  'core.password',
  'core.second_factor',
  'core.recovery_code',
  'core.passkey',
  'core.idempotency',
  'core.credential_reset',
  'core.file_link',
]

type Reference = { name: string; column: string; keys: string[] | null; may_delete: boolean }

/**
 * Moves whatever points to the double by a foreign key, also in tables of capabilities that this code does not
 * know. Where the survivor has the same row already, the double's is taken away.
 */
async function moveReferences(tx: Tx, from: string, into: string): Promise<number> {
  const references = await tx.all(raw<Reference>(findReferences, [notMoved]))
  let rows = 0
  for (const { name, column, keys, may_delete } of references) {
    const table = sql.raw(name)
    const own = sql.ref(column)
    if (keys !== null && may_delete) {
      const same = keys.filter((key) => key !== column)
      const twin = sql`select from ${table} s where s.org_id = t.org_id and s.${own} = ${into} ${sql.join(
        same.map((key) => sql`and s.${sql.ref(key)} is not distinct from t.${sql.ref(key)}`),
        sql` `,
      )}`
      tx.send(
        sql`delete from ${table} t where t.org_id = ${tx.orgId} and t.${own} = ${from} and exists (${twin})`,
      )
    }
    const moved = await tx.all(
      sql`update ${table} t set ${own} = ${into} where t.org_id = ${tx.orgId} and t.${own} = ${from} returning 1`,
    )
    if (!isSealedName(name)) rows += moved.length
  }
  return rows
}

// Foreign keys to core.person whose table the application may update, each with the other columns of a unique
// index in which it stands. What may only be added to (times, timelines) keeps naming the double.
const findReferences = `
  select format('%I.%I', n.nspname, t.relname) as name, c.attname as column,
    (select array_agg(k.attname::text) from pg_index i
       join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey::int2[]) and k.attname <> 'org_id'
      where i.indrelid = t.oid and i.indisunique and c.attnum = any(i.indkey::int2[])
      group by i.indexrelid limit 1)::text[] as keys,
    has_table_privilege(t.oid, 'delete') as may_delete
  from pg_constraint f
  join pg_class t on t.oid = f.conrelid
  join pg_namespace n on n.oid = t.relnamespace
  join pg_attribute c on c.attrelid = t.oid and c.attnum = any(f.conkey) and c.attname <> 'org_id'
  where f.contype = 'f' and f.confrelid = 'core.person'::regclass and f.conparentid = 0
    and has_column_privilege(t.oid, c.attnum, 'update')
    and format('%I.%I', n.nspname, t.relname) <> all ($1::text[])
    and not (t.oid = 'core.record'::regclass)
  order by 1, 2`

/** The survivor takes what it has none of itself; the double keeps its name and points to the survivor. */
function close(tx: Tx, from: PersonRow, into: PersonRow, now: string): void {
  tx.send(
    raw(
      'update core.person set is_active = false, merged_into_id = $3, updated_at = $4 where org_id = $1 and id = $2',
      [tx.orgId, from.id, into.id, now],
    ),
  )
  tx.send(
    raw(
      `update core.person s set email = coalesce(s.email, o.email), phone = coalesce(s.phone, o.phone), title = coalesce(s.title, o.title),
         department_id = coalesce(s.department_id, o.department_id), site_id = coalesce(s.site_id, o.site_id), place_id = coalesce(s.place_id, o.place_id),
         manager_id = nullif(coalesce(s.manager_id, o.manager_id), s.id), language = coalesce(s.language, o.language),
         updated_at = $4
       from core.person o where s.org_id = $1 and s.id = $3 and o.org_id = $1 and o.id = $2`,
      [tx.orgId, from.id, into.id, now],
    ),
  )
}
