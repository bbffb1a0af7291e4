/** How long broken glass stays open, and how long its review may take. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import { reader } from '../../core/registry.ts'
import { type Raw, raw } from '../../platform/db/transaction.ts'
import { conflict } from '../../platform/http/problem.ts'
import { Body, Id } from '../../platform/http/schema.ts'
import { officersNow, permitsReviewing } from './policy.ts'

type Setting = { version: number; glass_minutes: number; review_hours: number }
const mayEdit = (actor: Actor) => may(actor, 'organization.manage')
const usual: Setting = { version: 0, glass_minutes: 60, review_hours: 72 }

const Fields = {
  version: Type.Integer({ minimum: 0, description: '0 as long as nothing was changed.' }),
  glass_minutes: Type.Integer({ minimum: 5, maximum: 480 }),
  review_hours: Type.Integer({ minimum: 1, maximum: 720 }),
}

export function settingRow(orgId: string): Raw<Setting> {
  return raw<Setting>(
    'select version, glass_minutes, review_hours from restriction.setting where org_id = $1',
    [orgId],
  )
}

/** What was set, or what the product begins with. */
export function settingOf(rows: readonly Setting[]): Setting {
  return rows[0] ?? usual
}

export const showSetting = reader({
  name: 'restriction.settings',
  summary: 'How long broken glass stays open, and how long its review may take.',
  path: '/api/restriction/settings',
  output: Type.Object({
    ...Fields,
    officers: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
      description: 'Who is told of broken glass and judges it, by their roles.',
    }),
    may_edit: Type.Boolean(),
  }),
  permits: (actor) => permitsReviewing(actor) || mayEdit(actor),
  run: async ({ tx, actor, now }) => {
    const [settings, people] = await tx.many(settingRow(tx.orgId), officersNow(tx.orgId, null, now))
    const officers = people.map(({ id, name }) => ({ id, name }))
    return { ...settingOf(settings), officers, may_edit: mayEdit(actor) }
  },
})

export const editSetting = plainAction({
  name: 'restriction.edit_settings',
  summary: 'Set how long broken glass stays open, and how long its review may take.',
  path: '/api/restriction/settings',
  method: 'PUT',
  input: Body(Fields),
  output: Type.Object({ version: Type.Integer() }),
  permits: mayEdit,
  run: async ({ tx, input }) => {
    const { glass_minutes, review_hours } = input
    const values = [tx.orgId, glass_minutes, review_hours]
    const saved = await tx.all(
      input.version === 0
        ? raw(
            'insert into restriction.setting (org_id, glass_minutes, review_hours) values ($1,$2,$3) on conflict do nothing returning 1',
            values,
          )
        : raw(
            'update restriction.setting set glass_minutes = $2, review_hours = $3, version = version + 1 where org_id = $1 and version = $4 returning 1',
            [...values, input.version],
          ),
    )
    if (saved.length === 0)
      throw conflict('Somebody else changed these settings in the meantime. Look at them and decide again.')
    return { result: { version: input.version + 1 }, audit: { glass_minutes, review_hours } }
  },
})
