/** How an organization works on patient safety: hours, owner, matrix. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import { reader } from '../../core/registry.ts'
import { type Raw, raw } from '../../platform/db/transaction.ts'
import { conflict, invalid } from '../../platform/http/problem.ts'
import { Body, Id, NullableId } from '../../platform/http/schema.ts'
import type { HarmOutcome } from './lifecycle.ts'
import { officersNow } from './officers.ts'
import { isRising, Matrix, type RiskMatrix, usualMatrix } from './risk.ts'

const Hours = Type.Integer({ minimum: 1, maximum: 8760 })
const HoursByOutcome = Body({ severe_harm: Hours, harm: Hours, near_miss: Hours })

export type SafetySetting = {
  version: number
  hours: Record<HarmOutcome, number>
  matrix: RiskMatrix
  owner_id: string | null
}

const usual: SafetySetting = {
  version: 0,
  hours: { severe_harm: 4, harm: 24, near_miss: 72 },
  matrix: usualMatrix,
  owner_id: null,
}

export const permitsSafety = (actor: Actor): boolean => may(actor, 'safety.work')

export function settingRow(orgId: string): Raw<SafetySetting> {
  return raw<SafetySetting>('select version, hours, matrix, owner_id from safety.setting where org_id = $1', [
    orgId,
  ])
}

/** What was set, or what the product begins with. */
export function settingOf(rows: readonly SafetySetting[]): SafetySetting {
  return rows[0] ?? usual
}

const Fields = { hours: HoursByOutcome, matrix: Matrix, owner_id: NullableId }
const Shown = Type.Object({
  version: Type.Integer({ description: '0 as long as nothing was changed.' }),
  ...Fields,
  officers: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
    description: 'Everybody who may work on patient safety now.',
  }),
})

export const showSetting = reader({
  name: 'safety.settings',
  summary: 'Hours until the first assessment, who owns new reports, the risk matrix, and who works on them.',
  path: '/api/safety/settings',
  output: Shown,
  permits: permitsSafety,
  run: async ({ tx, now }) => {
    const [rows, officers] = await tx.many(settingRow(tx.orgId), officersNow(tx.orgId, now))
    return { ...settingOf(rows), officers }
  },
})

/** Changes how reports are worked on; hours hold for reports from now on, the matrix for all hazards at once. */
export const editSetting = plainAction({
  name: 'safety.edit_settings',
  summary: 'Set hours, owner of new reports and risk matrix.',
  path: '/api/safety/settings',
  method: 'PUT',
  input: Body({ version: Type.Integer({ minimum: 0 }), ...Fields }),
  output: Type.Object({ version: Type.Integer() }),
  permits: permitsSafety,
  run: async ({ tx, input, now }) => {
    await requireGood(tx.orgId, input, (query) => tx.all(query), now)
    const version = input.version + 1
    const values = [tx.orgId, JSON.stringify(input.hours), JSON.stringify(input.matrix), input.owner_id]
    const saved = await tx.all(
      input.version === 0
        ? raw(
            'insert into safety.setting (org_id, hours, matrix, owner_id) values ($1,$2,$3,$4) on conflict do nothing returning 1',
            values,
          )
        : raw(
            'update safety.setting set hours = $2, matrix = $3, owner_id = $4, version = version + 1 where org_id = $1 and version = $5 returning 1',
            [...values, input.version],
          ),
    )
    if (saved.length === 0)
      throw conflict('Somebody else changed these settings in the meantime. Look at them and decide again.')
    return { result: { version }, audit: { hours: input.hours, owner: input.owner_id } }
  },
})

type Input = Pick<Static<typeof Shown>, 'matrix' | 'owner_id'>

async function requireGood(
  orgId: string,
  input: Input,
  ask: (query: ReturnType<typeof officersNow>) => Promise<{ id: string }[]>,
  now: string,
): Promise<void> {
  if (!isRising(input.matrix))
    throw invalid('#/matrix', 'What is worse or more likely may not have a lower level. Raise that field.')
  if (input.owner_id === null) return
  const officers = await ask(officersNow(orgId, now))
  if (!officers.some(({ id }) => id === input.owner_id))
    throw invalid('#/owner_id', 'This person does not work on patient safety. Choose somebody who does.')
}
