/** What holds for the whole organization: its name, its time, its language, and how people prove who they are. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { raw } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../platform/http/schema.ts'
import { plainAction } from '../action.ts'
import { may } from '../actor.ts'
import { reader } from '../registry.ts'

export const secondFactorPolicies = ['optional', 'privileged'] as const
const languages = ['en', 'es'] as const

const Organization = Type.Object({
  id: Id,
  name: Type.String(),
  slug: Type.String(),
  time_zone: Type.String(),
  language: Type.String(),
  second_factor: OneOf(secondFactorPolicies),
})

export const organizationShow = reader({
  name: 'organization.show',
  summary: 'The organization and its settings.',
  path: '/api/organization',
  output: Organization,
  permits: () => true,
  run: ({ tx }) =>
    tx.one(
      raw<never>(
        "select id, name, slug, time_zone, language, coalesce(settings ->> 'second_factor', 'optional') as second_factor from core.organization where id = $1",
        [tx.orgId],
      ),
    ),
})

export const editOrganization = plainAction({
  name: 'organization.edit',
  summary: 'Change name, time zone and language of the organization.',
  path: '/api/organization',
  method: 'PATCH',
  input: Body({
    name: Type.Optional(Line(200)),
    time_zone: Type.Optional(Type.String({ maxLength: 100 })),
    language: Type.Optional(OneOf(languages)),
  }),
  output: Type.Object({ id: Id }),
  permits: (actor) => may(actor, 'organization.manage'),
  run: async ({ tx, input }) => {
    const changes = [sql`id = id`]
    if (input.name !== undefined) changes.push(sql`name = ${input.name}`)
    if (input.language !== undefined) changes.push(sql`language = ${input.language}`)
    if (input.time_zone !== undefined) changes.push(sql`time_zone = ${timeZoneOf(input.time_zone)}`)
    tx.send(sql`update core.organization set ${sql.join(changes)} where id = ${tx.orgId}`)
    return { result: { id: tx.orgId }, audit: { fields: Object.keys(input) } }
  },
})

export const setSecondFactorPolicy = plainAction({
  name: 'organization.set_second_factor',
  summary: 'Whether privileged actions need a second step of signing in.',
  path: '/api/organization/second-factor',
  method: 'PUT',
  input: Body({ second_factor: OneOf(secondFactorPolicies) }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'organization.manage'),
  run: async ({ app, tx, input }) => {
    tx.send(
      raw(
        "update core.organization set settings = jsonb_set(settings, '{second_factor}', to_jsonb($2::text)) where id = $1",
        [tx.orgId, input.second_factor],
      ),
    )
    // Sessions that proved themselves by a password alone have proved nothing any more: they are read again.
    tx.afterCommit(() => app.live.publishAtOnce({ topic: 'permissions', org: tx.orgId }))
    return { result: { id: tx.orgId }, audit: { second_factor: input.second_factor } }
  },
})

const zones = new Set(Intl.supportedValuesOf('timeZone'))

/** The IANA name of a time zone, its present spelling. Throws a 422 for what is none. */
export function timeZoneOf(text: string, pointer = '#/time_zone'): string {
  const zone = /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text) ? resolve(text) : undefined
  if (zone === undefined)
    throw invalid(pointer, 'This is not a time zone. Write it like America/Chicago or Europe/Madrid.')
  return zone
}

function resolve(text: string): string | undefined {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions()
    return zones.has(timeZone) || timeZone === 'UTC' ? timeZone : undefined
  } catch {
    return undefined
  }
}
