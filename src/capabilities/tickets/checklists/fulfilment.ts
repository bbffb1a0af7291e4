/** What has to be done for a request: checks to be ticked off, and tasks that become tickets of their own. */
import { type Static, Type } from 'typebox'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../../platform/http/schema.ts'

export const steps_max = 50
const words_max = 300

export const FulfilmentStep = Body({
  title: Line(words_max),
  as: OneOf(['check', 'task'], {
    description: 'Ticked off on the ticket, or a ticket of its own for the team, done when that is resolved.',
  }),
  team_id: Type.Optional(Id),
  after: Type.Optional(
    Type.Array(Type.Integer({ minimum: 0, maximum: steps_max - 1 }), {
      maxItems: steps_max,
      uniqueItems: true,
      description: 'The positions, from 0, of the steps that come before.',
    }),
  ),
})
export type FulfilmentStep = Static<typeof FulfilmentStep>

export const Fulfilment = Body({ steps: Type.Array(FulfilmentStep, { maxItems: steps_max }) })
export type Fulfilment = Static<typeof Fulfilment>

export type Flaw = { pointer: string; detail: string }

/** What is wrong with the steps by themselves: a step after one that is not there, or after itself by a circle. */
export function flawsOf({ steps }: Fulfilment): Flaw[] {
  if (steps.length === 0) return [{ pointer: '/steps', detail: 'Add a step.' }]
  const missing = steps.flatMap((step, index) => [
    ...(step.as === 'task' && step.team_id === undefined
      ? [{ pointer: `/steps/${index}/team_id`, detail: `Choose the team that does “${step.title}”.` }]
      : []),
    ...(step.after ?? []).flatMap((before, place) =>
      before < steps.length && before !== index
        ? []
        : [
            {
              pointer: `/steps/${index}/after/${place}`,
              detail:
                before === index
                  ? `“${step.title}” cannot come after itself.`
                  : `“${step.title}” comes after a step that is not there.`,
            },
          ],
    ),
  ])
  if (missing.length > 0) return missing
  const stuck = inCircle(steps)
  return stuck.map((index) => ({
    pointer: `/steps/${index}/after`,
    detail: `“${steps[index]?.title}” waits in a circle for itself. Let one of the steps before it wait for less.`,
  }))
}

/** The positions of the steps that can never begin, because they wait for each other. */
function inCircle(steps: readonly { after?: number[] }[]): number[] {
  const left = new Set(steps.keys())
  for (let round = 0; round < steps.length; round++) {
    const free = [...left].filter((index) => !(steps[index]?.after ?? []).some((before) => left.has(before)))
    if (free.length === 0) break
    for (const index of free) left.delete(index)
  }
  return [...left]
}

/** Refuses, with a sentence at each field, steps that are wrong or name teams that are not there. */
export async function checkFulfilment(tx: Tx, fulfilment: Fulfilment, at = '#'): Promise<void> {
  const flaws = flawsOf(fulfilment)
  const teams = fulfilment.steps.flatMap(({ team_id }) => team_id ?? [])
  const found =
    teams.length === 0
      ? []
      : await tx.all(
          raw<{ id: string }>(
            'select id from core.team where org_id = $1 and id = any($2::uuid[]) and archived_at is null',
            [tx.orgId, teams],
          ),
        )
  const known = new Set(found.map(({ id }) => id))
  for (const [index, { title, team_id }] of fulfilment.steps.entries())
    if (team_id !== undefined && !known.has(team_id.toLowerCase()))
      flaws.push({
        pointer: `/steps/${index}/team_id`,
        detail: `The team of “${title}” does not exist any more. Choose another one.`,
      })
  refuseFlaws(flaws, at)
}

/** Throws a 422 problem that names each flaw; does nothing without one. */
export function refuseFlaws(flaws: readonly Flaw[], at = '#'): void {
  const [first] = flaws
  if (first === undefined) return
  throw Object.assign(invalid(`${at}${first.pointer}`, first.detail), {
    errors: flaws.map(({ pointer, detail }) => ({ pointer: `${at}${pointer}`, detail })),
  })
}
