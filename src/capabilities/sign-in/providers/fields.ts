/** What every provider has, however it speaks: who comes in by it, and as what. */
import { isDeepStrictEqual } from 'node:util'
import { type Static, Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { requireWayIn } from '../../../core/people/login/way-in.ts'
import { lockOrganization } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../../platform/http/schema.ts'
import { endUnmapped } from './group-roles.ts'
import { type Provider, providerById, providersOf } from './store.ts'

const providers_max = 20
const factors = ['own', 'amr', 'always'] as const

export const fields = {
  name: Line(100),
  client_id: Line(300),
  groups_claim: Line(100),
  group_roles: Type.Array(Body({ group: Line(200), role_id: Id }), { maxItems: 200 }),
  makes_people: Type.Boolean(),
  links_by_email: Type.Boolean(),
  domains: Type.Array(Line(253), { maxItems: 50 }),
  factor: OneOf(factors),
  asks_again: Type.Boolean(),
  is_on: Type.Boolean(),
}
const columns = [
  'name',
  'client_id',
  'groups_claim',
  'group_roles',
  'makes_people',
  'links_by_email',
  'domains',
  'factor',
  'asks_again',
  'is_on',
] as const
const names = columns.join(', ')
const casts: Partial<Record<(typeof columns)[number], string>> = {
  group_roles: '::jsonb',
  domains: '::text[]',
}
const places = (after: number) =>
  columns.map((column, at) => `$${after + at + 1}${casts[column] ?? ''}`).join(', ')

export type Fields = { [K in keyof typeof fields]: Static<(typeof fields)[K]> }

/** As it is kept, so that what is the same compares the same. */
function kept(input: Fields): Fields {
  return {
    ...input,
    domains: input.domains.map((domain) => domain.trim().toLowerCase().replace(/^@/, '')),
    group_roles: input.group_roles.map(({ group, role_id }) => ({ group, role_id: role_id.toLowerCase() })),
  }
}

function valuesOf(input: Fields): unknown[] {
  const values = kept(input)
  return columns.map((column) =>
    column === 'group_roles' ? JSON.stringify(values.group_roles) : values[column],
  )
}

// Whoever looks into a break-in needs these: where people are sent, and whom the provider may make of them.
const toldColumns = [
  'client_id',
  'group_roles',
  'makes_people',
  'links_by_email',
  'domains',
  'factor',
  'is_on',
] as const

export function told(input: Fields): Record<string, unknown> {
  const values = kept(input)
  return Object.fromEntries(toldColumns.map((column) => [column, values[column]]))
}

/** The fields that changed, and what the telling ones were and are. */
function changesOf(before: Fields, input: Fields): { fields: string[]; changes: Record<string, unknown> } {
  const [from, to] = [kept(before), kept(input)]
  const changed: string[] = columns.filter((column) => !isDeepStrictEqual(from[column], to[column]))
  const values = toldColumns
    .filter((column) => changed.includes(column))
    .map((column) => [column, { from: from[column], to: to[column] }])
  return { fields: changed, changes: Object.fromEntries(values) }
}

type Kept = Fields & { id: string; kind: Provider['kind']; sealed: Buffer | null; now: string }

/** Stores a new provider. */
export async function keepProvider(tx: Tx, input: Kept & { issuer: string }): Promise<void> {
  await requireRoles(tx, input.group_roles)
  await requireRoom(tx)
  tx.send(
    raw(
      `insert into core.identity_provider (org_id, id, kind, issuer, secret_sealed, created_at, ${names}) values ($1,$2,$3,$4,$5,$6,${places(6)})`,
      [tx.orgId, input.id, input.kind, input.issuer, input.sealed, input.now, ...valuesOf(input)],
    ),
  )
}

/** Changes a provider of the kind; without a sealed secret the one that it has stays. Answers what changed, for the audit log. */
export async function changeProvider(app: App, tx: Tx, input: Kept & { version: number }) {
  lockOrganization(tx)
  const before = await tx.maybe(providerById(tx.orgId, input.id))
  if (before?.kind !== input.kind) throw notFound('This provider')
  await requireRoles(tx, input.group_roles)
  const changed = await tx.maybe(
    raw<{ id: string; version: number }>(
      `update core.identity_provider set version = version + 1, secret_sealed = coalesce($4, secret_sealed), (${names}) = row(${places(4)})
       where org_id = $1 and id = $2 and version = $3 returning id, version`,
      [tx.orgId, input.id, input.version, input.sealed, ...valuesOf(input)],
    ),
  )
  if (!changed)
    throw conflict('Somebody else changed this in the meantime. Look at the present state and decide again.')
  if (!input.is_on) await requireWayIn(tx, input.now)
  const roles_ended = await endUnmapped(app, tx, input, input.now)
  return {
    result: changed,
    changes: {
      provider: input.id,
      ...changesOf(before, input),
      ...(roles_ended > 0 ? { roles_ended } : {}),
    },
  }
}

async function requireRoles(tx: Tx, mapped: readonly { role_id: string }[]): Promise<void> {
  const wanted = [...new Set(mapped.map(({ role_id }) => role_id))]
  const found = await tx.all(
    raw<{ id: string }>(
      'select id from core.role where org_id = $1 and id = any($2::uuid[]) and archived_at is null',
      [tx.orgId, wanted],
    ),
  )
  if (found.length < wanted.length)
    throw invalid('#/group_roles', 'One of these roles does not exist, or is not used any more.')
}

async function requireRoom(tx: Tx): Promise<void> {
  if ((await tx.all(providersOf(tx.orgId))).length >= providers_max)
    throw conflict('There are as many providers as there may be. Change one of them instead.')
}
