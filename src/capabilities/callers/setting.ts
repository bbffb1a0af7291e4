/** What an organization holds enough for which act, and its own words to say. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid } from '../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../platform/http/schema.ts'
import { type Act, acts, type Method, methods } from './words.ts'

const script_length_max = 4000
const roles_max = 500

const Enough = Type.Array(OneOf(methods), { minItems: 1, maxItems: methods.length, uniqueItems: true })
const Script = Body({
  en: Type.Optional(Text(script_length_max)),
  es: Type.Optional(Text(script_length_max)),
})
const record = <K extends string, T>(keys: readonly K[], make: () => T) =>
  Object.fromEntries(keys.map((key) => [key, make()])) as Record<K, T>

const Fields = {
  methods: Body(
    record(acts, () => Enough),
    { description: 'For each act the methods that are enough.' },
  ),
  valid_minutes: Type.Integer({ minimum: 5, maximum: 240 }),
  hold_hours: Type.Integer({
    minimum: 1,
    maximum: 168,
    description: 'How long two people have to verify after somebody was not verified.',
  }),
  contact_days: Type.Integer({
    minimum: 1,
    maximum: 90,
    description: 'For how long a changed number, badge or manager verifies nobody.',
  }),
  is_import_trusted: Type.Boolean({
    description:
      'New addresses in files of people need no verification, but for people with high-risk roles.',
  }),
  scripts: Body(
    record(methods, () => Type.Optional(Script)),
    { description: 'The organization’s own words to say; the product brings some.' },
  ),
}
const Setting = Type.Object({ version: Type.Integer(), ...Fields })
export type Setting = Static<typeof Setting>

const usual: Setting = {
  version: 0,
  methods: record(acts, () => [...methods] as Method[]),
  valid_minutes: 30,
  hold_hours: 24,
  contact_days: 7,
  is_import_trusted: false,
  scripts: {},
}

export async function settingOf(tx: Tx): Promise<Setting> {
  const stored = await tx.maybe(
    raw<Setting>(
      'select version, methods, valid_minutes, hold_hours, contact_days, is_import_trusted, scripts from callers.setting where org_id = $1',
      [tx.orgId],
    ),
  )
  return stored ?? usual
}

export function isEnough(setting: Setting, act: Act, method: string | null): boolean {
  return method === 'server' || (setting.methods[act] as readonly (string | null)[]).includes(method)
}

const mayLook = (actor: Actor) =>
  may(actor, 'callers.manage') || may(actor, 'callers.alerts') || may(actor, 'callers.verify')

/** What makes a role high-risk unless the organization says otherwise: whoever holds it can give themself the rest, or help to. */
export const riskyPermissions = [
  'roles.manage',
  'people.manage',
  'people.merge',
  'organization.manage',
  'privacy.manage',
  'callers.manage',
  // Who verifies could be the second person for whoever gave it to them; who is alerted hears that somebody tried.
  'callers.verify',
  'callers.alerts',
]

/**
 * True for roles (alias `o`) that are high-risk; `$risky` are the permissions that make one so. That a role is none was
 * said of what it could do then: a risky permission that came later makes it one again.
 */
export function isHighRisk(risky: string): string {
  return `coalesce((select k.is_high or exists (select from unnest(o.permissions) permission where permission = any(${risky}) and permission <> all(k.permissions))
    from callers.role_risk k where k.org_id = o.org_id and k.role_id = o.id), o.permissions && ${risky})`
}

export const showSetting = reader({
  name: 'callers.settings',
  summary: 'How callers are verified: what is enough for which act, and which roles are high-risk.',
  path: '/api/callers/settings',
  output: Type.Object({
    ...Setting.properties,
    roles: Type.Array(Type.Object({ id: Id, title: Type.String(), is_high: Type.Boolean() })),
  }),
  permits: mayLook,
  run: async ({ tx }) => ({
    ...(await settingOf(tx)),
    roles: await tx.all(
      raw<{ id: string; title: string; is_high: boolean }>(
        `select o.id, o.title, ${isHighRisk('$2::text[]')} as is_high from core.role o
         where o.org_id = $1 and o.archived_at is null order by o.title, o.id limit ${roles_max}`,
        [tx.orgId, riskyPermissions],
      ),
    ),
  }),
})

export const editSetting = plainAction({
  name: 'callers.edit_settings',
  summary: 'Set how callers are verified.',
  path: '/api/callers/settings',
  method: 'PUT',
  input: Body({
    version: Type.Integer({ minimum: 0 }),
    ...Fields,
    roles: Type.Array(Body({ id: Id, is_high: Type.Boolean() }), { maxItems: roles_max }),
  }),
  output: Type.Object({ version: Type.Integer() }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'callers.manage'),
  run: async ({ tx, input }) => {
    const { version, roles, ...rest } = input
    const values = [
      tx.orgId,
      JSON.stringify(rest.methods),
      rest.valid_minutes,
      rest.hold_hours,
      rest.contact_days,
      rest.is_import_trusted,
      JSON.stringify(rest.scripts),
    ]
    const saved = await tx.all(
      version === 0
        ? raw(
            `insert into callers.setting (org_id, methods, valid_minutes, hold_hours, contact_days, is_import_trusted, scripts) values ($1,$2,$3,$4,$5,$6,$7)
             on conflict do nothing returning 1`,
            values,
          )
        : raw(
            `update callers.setting set methods = $2, valid_minutes = $3, hold_hours = $4, contact_days = $5, is_import_trusted = $6, scripts = $7,
               version = version + 1 where org_id = $1 and version = $8 returning 1`,
            [...values, version],
          ),
    )
    if (saved.length === 0)
      throw conflict('Somebody else changed these settings in the meantime. Look at them and decide again.')
    await setRisks(tx, roles)
    const { scripts: _words, ...told } = rest
    return { result: { version: version + 1 }, audit: { ...told, roles } }
  },
})

async function setRisks(tx: Tx, roles: readonly { id: string; is_high: boolean }[]): Promise<void> {
  if (roles.length === 0) return
  const known = await tx.all(
    raw(
      `insert into callers.role_risk (org_id, role_id, is_high, permissions)
       select o.org_id, o.id, x.is_high, o.permissions from jsonb_to_recordset($2::jsonb) as x(id uuid, is_high boolean)
       join core.role o on o.org_id = $1 and o.id = x.id
       on conflict (org_id, role_id) do update set is_high = excluded.is_high, permissions = excluded.permissions returning 1`,
      [tx.orgId, JSON.stringify(roles)],
    ),
  )
  if (known.length !== roles.length) throw invalid('#/roles', 'One of these roles does not exist.')
}
