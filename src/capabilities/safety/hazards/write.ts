/** Hazards: entering one, describing and rating it, and its moves. */
import { type Static, Type } from 'typebox'
import { plainAction, recordAction } from '../../../core/action.ts'
import { head } from '../../../core/execute.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { insertRecord, newRecord } from '../../../core/records/record.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, Text } from '../../../platform/http/schema.ts'
import { hazardLife } from '../lifecycle.ts'
import { nextSafetyNumber } from '../numbering.ts'
import { Rating } from '../risk.ts'
import { permitsSafety } from '../setting.ts'
import { linkRecord } from './links.ts'

const Words = Text(5000)
const Why = Text(5000, { minLength: 1 })
const base = { life: hazardLife, permits: permitsSafety }

export const createHazard = plainAction({
  name: 'hazards.create',
  summary: 'Enter a hazard into the log.',
  input: Body({
    title: Line(300),
    cause: Words,
    effect: Words,
    severity: Rating,
    likelihood: Rating,
    record_ids: Type.Optional(Type.Array(Id, { maxItems: 20 })),
  }),
  output: Type.Object(HeadProperties),
  permits: permitsSafety,
  run: async ({ tx, actor, input, now }) => {
    const record = newRecord(hazardLife, {
      orgId: tx.orgId,
      number: await nextSafetyNumber(tx, 'hazard'),
      title: input.title,
      now,
      owner_id: actor.personId,
    })
    tx.send(insertRecord(record))
    const { severity, likelihood } = input
    tx.send(
      raw(
        'insert into safety.hazard (org_id, id, cause, effect, severity, likelihood) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, record.id, input.cause, input.effect, severity, likelihood],
      ),
    )
    const linked = [...new Set(input.record_ids ?? [])]
    for (const id of linked) await linkRecord(tx, actor, record.id, id)
    return { result: head(record), created: record, facts: { severity, likelihood, linked } }
  },
})

const Edit = Body({
  title: Type.Optional(Line(300)),
  cause: Type.Optional(Words),
  effect: Type.Optional(Words),
  severity: Type.Optional(Rating),
  likelihood: Type.Optional(Rating),
  severity_after: Type.Optional(Nullable(Rating)),
  likelihood_after: Type.Optional(Nullable(Rating)),
})
const worded = ['cause', 'effect'] as const
const rated = ['severity', 'likelihood', 'severity_after', 'likelihood_after'] as const

export type HazardWords = {
  cause: string
  effect: string
  severity: number
  likelihood: number
  severity_after: number | null
  likelihood_after: number | null
}

export const editHazard = recordAction({
  ...base,
  name: 'hazards.edit',
  summary: 'Describe and rate the hazard, before and with its controls.',
  input: Edit,
  run: async ({ tx, input, record }) => {
    const before = await tx.one(
      raw<HazardWords>(
        'select cause, effect, severity, likelihood, severity_after, likelihood_after from safety.hazard where org_id = $1 and id = $2',
        [tx.orgId, record.id],
      ),
    )
    const after = { ...before, ...input }
    if ((after.severity_after === null) !== (after.likelihood_after === null))
      throw invalid('#/likelihood_after', 'Rate both, how bad and how likely it is with the controls.')
    tx.send(
      raw(
        `update safety.hazard set cause = $3, effect = $4, severity = $5, likelihood = $6, severity_after = $7, likelihood_after = $8
         where org_id = $1 and id = $2`,
        [tx.orgId, record.id, ...[...worded, ...rated].map((name) => after[name])],
      ),
    )
    return {
      result: {},
      ...(input.title === undefined ? {} : { changes: { title: input.title } }),
      facts: factsOf(before, input),
    }
  },
})

/** Ratings as they were and became; of words, which changed. */
function factsOf(before: HazardWords, input: Static<typeof Edit>): Record<string, unknown> {
  const ratings = rated.filter((name) => input[name] !== undefined && input[name] !== before[name])
  return {
    ratings: Object.fromEntries(ratings.map((name) => [name, [before[name], input[name]]])),
    described: worded.filter((name) => input[name] !== undefined && input[name] !== before[name]),
  }
}

export const controlHazard = recordAction({
  ...base,
  name: 'hazards.control',
  summary: 'All controls are in place.',
  move: 'control',
  input: Body({}),
  run: async ({ tx, record }) => {
    const { planned } = await tx.one(
      raw<{ planned: number }>(
        "select count(*)::int as planned from safety.control where org_id = $1 and hazard_id = $2 and state = 'planned'",
        [tx.orgId, record.id],
      ),
    )
    if (planned > 0)
      throw conflict('Some controls are only planned. Mark them as in place, or remove them, first.')
    return { result: {} }
  },
})

export const acceptHazard = recordAction({
  ...base,
  name: 'hazards.accept',
  summary: 'Accept the risk that is left, with the reason.',
  move: 'accept',
  input: Body({ reason: Why }),
  run: async ({ tx, input, record }) => {
    const { is_rated } = await tx.one(
      raw<{ is_rated: boolean }>(
        'select severity_after is not null as is_rated from safety.hazard where org_id = $1 and id = $2',
        [tx.orgId, record.id],
      ),
    )
    if (!is_rated) throw conflict('Rate the risk that is left with the controls before you accept it.')
    tx.send(storeReason(tx.orgId, record.id, input.reason))
    return { result: {} }
  },
})

export const closeHazard = recordAction({
  ...base,
  name: 'hazards.close',
  summary: 'The hazard is gone; say why.',
  move: 'close',
  input: Body({ reason: Why }),
  run: async ({ tx, input, record }) => {
    tx.send(storeReason(tx.orgId, record.id, input.reason))
    return { result: {} }
  },
})

export const reopenHazard = recordAction({
  ...base,
  name: 'hazards.reopen',
  summary: 'Work on the hazard again.',
  move: 'reopen',
  input: Body({}),
  run: async () => ({ result: {} }),
})

function storeReason(orgId: string, id: string, reason: string) {
  return raw('update safety.hazard set reason = $3 where org_id = $1 and id = $2', [orgId, id, reason])
}
