/** Who is asked, when, how often, and what a low answer sets off. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import { reader } from '../../core/registry.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid } from '../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../platform/http/schema.ts'
import { categoriesAbove } from '../tickets/index.ts'

export const deeds = ['tell', 'file', 'reopen'] as const
const shares_max = 50

const Percent = Type.Integer({ minimum: 0, maximum: 100 })
const Share = Body({ team_id: Type.Optional(Id), category_id: Type.Optional(Id), percent: Percent })
const Fields = {
  is_on: Type.Boolean(),
  delay_hours: Type.Integer({ minimum: 0, maximum: 720, description: 'From the solution to the question.' }),
  share_percent: { ...Percent, description: 'Of how many of a hundred solutions somebody is asked.' },
  shares: Type.Array(Share, {
    maxItems: shares_max,
    description: 'Shares of a team or a category of their own; the first that fits holds.',
  }),
  person_days: Type.Integer({
    minimum: 0,
    maximum: 365,
    description: 'Nobody is asked twice within these days.',
  }),
  link_days: Type.Integer({ minimum: 1, maximum: 90, description: 'How long the links of a mail work.' }),
  low_score: Type.Integer({
    minimum: 0,
    maximum: 4,
    description: 'Up to this answer something follows; 0 for never.',
  }),
  low_deed: OneOf(deeds, {
    description: 'Besides telling the leads: file a ticket below it, or reopen it.',
  }),
}
const Setting = Type.Object({ version: Type.Integer(), ...Fields })
export type Setting = Static<typeof Setting>

const usual: Setting = {
  version: 0,
  is_on: false,
  delay_hours: 1,
  share_percent: 100,
  shares: [],
  person_days: 14,
  link_days: 14,
  low_score: 2,
  low_deed: 'tell',
}

export const managesSurveys = (actor: Actor): boolean => may(actor, 'surveys.manage')

export function settingRow(orgId: string): Raw<Setting> {
  return raw(
    `select version, is_on, delay_hours, share_percent, shares, person_days, link_days, low_score, low_deed
     from surveys.setting where org_id = $1`,
    [orgId],
  )
}

/** What was set, or what the product begins with: nobody is asked. */
export async function settingOf(tx: Tx): Promise<Setting> {
  return (await tx.maybe(settingRow(tx.orgId))) ?? usual
}

/** Of how many of a hundred such tickets somebody is asked. */
export function shareFor(
  setting: Setting,
  about: { team_id: string | null; category_ids: readonly string[] },
): number {
  const own = setting.shares.find(
    (share) =>
      (share.team_id !== undefined && share.team_id === about.team_id) ||
      (share.category_id !== undefined && about.category_ids.includes(share.category_id)),
  )
  return own?.percent ?? setting.share_percent
}

export const showSetting = reader({
  name: 'surveys.settings',
  summary: 'Who is asked how well a ticket was solved, when, and what a low answer sets off.',
  path: '/api/surveys/settings',
  output: Setting,
  permits: managesSurveys,
  run: ({ tx }) => settingOf(tx),
})

/** Changes it; questions that wait are asked by the new setting. */
export const editSetting = plainAction({
  name: 'surveys.edit_settings',
  summary: 'Set who is asked how well a ticket was solved, when, and what a low answer sets off.',
  path: '/api/surveys/settings',
  method: 'PUT',
  input: Body({ version: Type.Integer({ minimum: 0 }), ...Fields }),
  output: Type.Object({ version: Type.Integer() }),
  permits: managesSurveys,
  run: async ({ tx, input }) => {
    await requireShares(tx, input.shares)
    const { version: seen, shares, ...rest } = input
    const columns = Object.keys(rest)
    const values = [tx.orgId, JSON.stringify(shares), ...Object.values(rest)]
    const places = columns.map((_column, at) => `$${at + 3}`)
    const saved = await tx.all(
      seen === 0
        ? raw(
            `insert into surveys.setting (org_id, shares, ${columns.join(', ')}) values ($1, $2, ${places.join(', ')}) on conflict do nothing returning 1`,
            values,
          )
        : raw(
            `update surveys.setting set shares = $2, ${columns.map((column, at) => `${column} = ${places[at]}`).join(', ')}, version = version + 1
             where org_id = $1 and version = $${values.length + 1} returning 1`,
            [...values, seen],
          ),
    )
    if (saved.length === 0)
      throw conflict('Somebody else changed these settings in the meantime. Look at them and decide again.')
    return { result: { version: seen + 1 }, audit: { isOn: input.is_on, lowDeed: input.low_deed } }
  },
})

async function requireShares(tx: Tx, shares: Setting['shares']): Promise<void> {
  const named = (key: 'team_id' | 'category_id') => shares.flatMap((share) => share[key] ?? [])
  const [teams, categories] = await tx.many(
    raw<{ id: string }>('select id from core.team where org_id = $1 and id = any($2::uuid[])', [
      tx.orgId,
      named('team_id'),
    ]),
    categoriesAbove(tx.orgId, named('category_id')),
  )
  const known = new Set([...teams, ...categories].map(({ id }) => id))
  for (const [at, share] of shares.entries()) {
    const id = share.team_id ?? share.category_id
    if (id === undefined || (share.team_id && share.category_id))
      throw invalid(`#/shares/${at}`, 'Choose either a team or a category for this share.')
    if (!known.has(id)) throw invalid(`#/shares/${at}`, 'This team or category does not exist.')
  }
}
