/** Making, listing and revoking keys. A key is never changed: who wants another one makes it and revokes this. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { personActor } from '../../../core/people/automation.ts'
import { mailNotice } from '../../../core/people/mails.ts'
import { permissionNames } from '../../../core/people/permission-names.ts'
import { isEmergencyAccount, lockUnmerged, type PersonRow } from '../../../core/people/policy.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { days_max, everydayReading, newSecret } from './key.ts'
import { keyMade } from './mail.ts'

const own_max = 20
const rows_max = 500
const services_max = 200
const Scope = OneOf([everydayReading, ...permissionNames] as const)

/** Who gives keys to service identities, and sees and revokes those of all. */
function mayManageKeys(actor: Actor): boolean {
  return may(actor, 'roles.manage')
}

const KeyRow = Type.Object({
  id: Id,
  name: Type.String(),
  prefix: Type.String({ description: 'How the secret begins after the organization.' }),
  owner: Type.Object({ id: Id, name: Type.String(), is_service: Type.Boolean(), is_active: Type.Boolean() }),
  scopes: Type.Array(Type.String()),
  minute_max: Type.Integer(),
  created_at: Time,
  expires_at: Time,
  last_used_at: NullableTime,
  last_address: Nullable(Type.String()),
  revoked_at: NullableTime,
})

export const listKeys = reader({
  name: 'keys.list',
  summary: 'The own keys or, with `all`, those of everybody and of the service identities.',
  path: '/api/keys',
  query: Type.Object({ all: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  output: Type.Object({
    rows: Type.Array(KeyRow),
    scopes: Type.Array(Type.String(), { description: 'What a key of one’s own could open.' }),
    services: Type.Array(Type.Object({ id: Id, name: Type.String(), scopes: Type.Array(Type.String()) }), {
      description: 'With `all`, the service identities and what keys of theirs could open.',
    }),
  }),
  permits: (actor) => may(actor, 'keys.own') || mayManageKeys(actor),
  run: async ({ tx, actor, query, now }) => {
    if (query.all && !mayManageKeys(actor)) throw forbidden()
    const whose: RawBuilder<boolean> = query.all ? sql`true` : sql`k.person_id = ${actor.personId}`
    const rows = await tx.all(
      sql<
        Static<typeof KeyRow>
      >`select k.id, k.name, k.prefix, k.scopes, k.minute_max, k.created_at, k.expires_at,
          k.last_used_at, k.last_address, k.revoked_at,
          json_build_object('id', p.id, 'name', p.name, 'is_service', p.kind = 'service', 'is_active', p.is_active) as owner
        from channels.api_key k join core.person p on p.org_id = k.org_id and p.id = k.person_id
        where k.org_id = ${tx.orgId} and ${whose}
        order by k.revoked_at is not null, k.created_at desc, k.id limit ${rows_max}`,
    )
    const scopes = [everydayReading, ...permissionNames.filter((each) => may(actor, each))]
    return { rows, scopes, services: query.all ? await servicesOf(tx, now) : [] }
  },
})

async function servicesOf(tx: Tx, now: string) {
  const rows = await tx.all(
    raw<{ id: string; name: string; permissions: string[] }>(
      `select p.id, p.name, coalesce(array_agg(distinct permission) filter (where permission is not null), '{}') as permissions
       from core.person p
         left join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)
         left join core.role o on o.org_id = a.org_id and o.id = a.role_id left join unnest(o.permissions) permission on true
       where p.org_id = $1 and p.kind = 'service' and p.is_active group by p.id, p.name order by p.name, p.id limit ${services_max}`,
      [tx.orgId, now],
    ),
  )
  return rows.map(({ id, name, permissions }) => ({ id, name, scopes: [everydayReading, ...permissions] }))
}

export const createKey = plainAction({
  name: 'keys.create',
  summary:
    'Make a key for oneself or, for those who manage roles, for a service identity; its secret is answered once.',
  input: Body({
    name: Line(100),
    scopes: Type.Array(Scope, { minItems: 1, maxItems: 100, uniqueItems: true }),
    days: Type.Integer({ minimum: 1, maximum: days_max, description: 'After how many days it expires.' }),
    minute_max: Type.Optional(Type.Integer({ minimum: 1, maximum: 6000, description: 'Requests a minute.' })),
    person_id: Type.Optional(Id),
  }),
  output: Type.Object({ id: Id, secret: Type.String(), expires_at: Time }),
  permits: (actor) => may(actor, 'keys.own') || mayManageKeys(actor),
  needsStepUp: true,
  answersSecret: true,
  run: async ({ app, tx, actor, input, now }) => {
    const personId = input.person_id ?? actor.personId
    const owner = await requireOwner(tx, actor, personId)
    await requireHeldScopes(tx, personId, input.scopes, now)
    const { secret, prefix, hash } = newSecret('wlk', tx.orgId)
    const id = newId()
    const expires_at = new Date(Date.parse(now) + input.days * 86_400_000).toISOString()
    const minute_max = input.minute_max ?? 300
    tx.send(
      raw(
        `insert into channels.api_key (org_id, id, person_id, name, prefix, token_hash, scopes, minute_max, created_by, created_at, expires_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
        [
          tx.orgId,
          id,
          personId,
          input.name,
          prefix,
          hash,
          input.scopes,
          minute_max,
          actor.personId,
          now,
          expires_at,
        ],
      ),
    )
    // Another way into an account, which goes on after its password changes: its owner hears of it, as of a passkey.
    const told = owner.kind === 'service' ? owner.custodian_id : owner.id
    if (told !== null) await mailNotice(app, tx, keyMade, told, now)
    return {
      result: { id, secret, expires_at },
      audit: { key: id, person: personId, scopes: input.scopes, minute_max, expires_at },
    }
  },
})

/** A person's keys are made by that person alone: who made one for somebody else could act in their name. */
async function requireOwner(tx: Tx, actor: Actor, personId: string): Promise<PersonRow> {
  const owner = await lockUnmerged(tx, personId)
  if (personId === actor.personId) {
    if (!may(actor, 'keys.own')) throw forbidden()
  } else {
    if (!mayManageKeys(actor)) throw forbidden()
    if (owner.kind !== 'service')
      throw invalid('#/person_id', 'A key for a person is made by that person. Choose a service identity.')
  }
  if (!owner.is_active) throw conflict('Who was deactivated gets no key.')
  if (await isEmergencyAccount(tx, personId)) throw conflict('An emergency account gets no key.')
  const { keys } = await tx.one(
    raw<{ keys: number }>(
      'select count(*) as keys from channels.api_key where org_id = $1 and person_id = $2 and revoked_at is null and expires_at > now()',
      [tx.orgId, personId],
    ),
  )
  if (keys >= own_max) throw conflict('There are as many keys as one may have. Revoke one first.')
  return owner
}

async function requireHeldScopes(
  tx: Tx,
  personId: string,
  scopes: readonly string[],
  now: string,
): Promise<void> {
  const owner = await personActor(tx, personId, now)
  if (!scopes.every((scope) => scope === everydayReading || owner?.permissions.has(scope)))
    throw invalid('#/scopes', 'A key cannot open more than its owner may do.')
}

export const revokeKey = plainAction({
  name: 'keys.revoke',
  summary: 'End a key of one’s own or, for those who manage roles or end sessions, of anybody.',
  path: '/api/keys/:id/revoke',
  params: Body({ id: Id }),
  input: Body({}),
  output: Type.Object({ id: Id }),
  permits: (actor) => may(actor, 'keys.own') || mayManageKeys(actor) || may(actor, 'sessions.revoke'),
  run: async ({ tx, actor, params, now }) => {
    const id = params.id ?? ''
    const key = await tx.maybe(
      raw<{ person_id: string; revoked_at: string | null }>(
        'select person_id, revoked_at from channels.api_key where org_id = $1 and id = $2 for update',
        [tx.orgId, id],
      ),
    )
    const isOpen = key?.person_id === actor.personId || mayManageKeys(actor) || may(actor, 'sessions.revoke')
    if (!key || !isOpen) throw notFound('This key')
    if (key.revoked_at === null)
      tx.send(
        raw('update channels.api_key set revoked_at = $3, revoked_by = $4 where org_id = $1 and id = $2', [
          tx.orgId,
          id,
          now,
          actor.personId,
        ]),
      )
    return { result: { id }, audit: { key: id, person: key.person_id } }
  },
})
