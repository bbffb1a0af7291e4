/** The providers of the organization, as administrators see and change them; the secret goes in and never out. */
import { isDeepStrictEqual } from 'node:util'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { findOrganization } from '../../../core/people/login/find-organization.ts'
import { lockOrganization } from '../../../core/people/store.ts'
import { reader } from '../../../core/registry.ts'
import { raw, read, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { endUnmapped } from './group-roles.ts'
import { isLoopback } from './provider-client.ts'
import { providerById, providersOf, sealSecret } from './store.ts'

const providers_max = 20
const factors = ['own', 'amr', 'always'] as const

const fields = {
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
const Secret = Type.String({ minLength: 1, maxLength: 1000, pattern: '^[\\u0020-\\u007E]+$' })

const Provider = Type.Object({ id: Id, issuer: Type.String(), version: Type.Integer(), ...fields })

export const providerList = reader({
  name: 'providers.list',
  summary: 'The providers by which people sign in, for those who manage roles.',
  path: '/api/providers',
  output: Type.Object({
    organization_id: Id,
    rows: Type.Array(Provider),
  }),
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ tx }) => ({
    organization_id: tx.orgId,
    rows: (await tx.all(providersOf(tx.orgId))).map(
      ({ secret_sealed: _secret, ...provider }) => provider,
    ) as never,
  }),
})

export const createProvider = plainAction({
  name: 'providers.create',
  summary: 'Let people sign in by a provider that speaks OpenID Connect.',
  input: Body({ ...fields, issuer: Line(500), secret: Secret }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, input, now }) => {
    requireIssuer(input.issuer)
    await requireRoles(tx, input.group_roles)
    if ((await tx.all(providersOf(tx.orgId))).length >= providers_max)
      throw conflict('There are as many providers as there may be. Change one of them instead.')
    const id = newId()
    tx.send(
      raw(
        `insert into core.identity_provider (org_id, id, issuer, secret_sealed, created_at, ${names}) values ($1,$2,$3,$4,$5,${places(5)})`,
        [tx.orgId, id, input.issuer, sealSecret(app, tx.orgId, id, input.secret), now, ...valuesOf(input)],
      ),
    )
    return { result: { id }, audit: { provider: id, issuer: input.issuer, ...told(input) } }
  },
})

export const editProvider = plainAction({
  name: 'providers.edit',
  summary: 'Change a provider; without a secret the one that it has stays. Its issuer never changes.',
  path: '/api/providers/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body({ ...fields, version: Type.Integer(), secret: Type.Optional(Secret) }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, input, params, now }) => {
    const id = params.id ?? ''
    lockOrganization(tx)
    const before = await tx.maybe(providerById(tx.orgId, id))
    if (!before) throw notFound('This provider')
    await requireRoles(tx, input.group_roles)
    const sealed = input.secret === undefined ? null : sealSecret(app, tx.orgId, id, input.secret)
    const changed = await tx.maybe(
      raw<{ id: string; version: number }>(
        `update core.identity_provider set version = version + 1, secret_sealed = coalesce($4, secret_sealed), (${names}) = row(${places(4)})
         where org_id = $1 and id = $2 and version = $3 returning id, version`,
        [tx.orgId, id, input.version, sealed, ...valuesOf(input)],
      ),
    )
    if (!changed)
      throw conflict(
        'Somebody else changed this in the meantime. Look at the present state and decide again.',
      )
    const roles_ended = await endUnmapped(app, tx, { ...input, id }, now)
    return {
      result: changed,
      audit: {
        provider: id,
        ...changesOf(before, input),
        ...(roles_ended > 0 ? { roles_ended } : {}),
      },
    }
  },
})

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

type Fields = { [K in keyof typeof fields]: Static<(typeof fields)[K]> }

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

function told(input: Fields): Record<string, unknown> {
  const values = kept(input)
  return Object.fromEntries(toldColumns.map((column) => [column, values[column]]))
}

/** The fields that changed, and what the telling ones were and are. Of the secret only that there is another one. */
function changesOf(before: Fields, input: Fields & { secret?: string }): Record<string, unknown> {
  const [from, to] = [kept(before), kept(input)]
  const changed = columns.filter((column) => !isDeepStrictEqual(from[column], to[column]))
  const values = toldColumns
    .filter((column) => changed.includes(column))
    .map((column) => [column, { from: from[column], to: to[column] }])
  return {
    fields: [...changed, ...(input.secret === undefined ? [] : ['secret'])],
    changes: Object.fromEntries(values),
  }
}

function requireIssuer(issuer: string): void {
  const url = URL.parse(issuer)
  const isPlain = url !== null && url.search === '' && url.hash === '' && url.username === ''
  if (!isPlain || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))))
    throw invalid('#/issuer', 'Write the issuer as the provider names it, such as https://login.example.org.')
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

/** The ways that the sign-in page offers, before anybody is signed in. */
export function mountWays(http: Http, app: App): void {
  http.get(
    '/api/session/ways',
    {
      schema: {
        operationId: 'session.ways',
        summary: 'By which providers one may sign in.',
        tags: ['session'],
        querystring: Body({ organization: Type.Optional(Type.String({ maxLength: 63 })) }),
        response: {
          200: Type.Object({
            organization_id: Type.Union([Id, Type.Null()]),
            providers: Type.Array(Type.Object({ id: Id, name: Type.String() })),
          }),
          default: Type.Ref('Problem'),
        },
      },
    },
    async (request) => {
      const orgId = await findOrganization(app, request.query.organization)
      if (orgId === undefined) return { organization_id: null, providers: [] }
      const all = await read(app.pool, orgId, (tx) => tx.all(providersOf(orgId)))
      return {
        organization_id: orgId,
        providers: all.filter(({ is_on }) => is_on).map(({ id, name }) => ({ id, name })),
      }
    },
  )
}
