/** Risk: how bad it would be by how likely it is, and the level that an organization gives to each pair. */
import { Type } from 'typebox'
import { OneOf } from '../../platform/http/schema.ts'

export const riskLevels = ['low', 'medium', 'high', 'extreme'] as const
export type RiskLevel = (typeof riskLevels)[number]
/** A row for each severity from 1 to 5, in it a level for each likelihood from 1 to 5. */
export type RiskMatrix = RiskLevel[][]

export const Rating = Type.Integer({ minimum: 1, maximum: 5 })
const Row = Type.Array(OneOf(riskLevels), { minItems: 5, maxItems: 5 })
export const Matrix = Type.Array(Row, { minItems: 5, maxItems: 5 })

const five = [1, 2, 3, 4, 5] as const

/** The matrix to begin with: by the product of both. */
export const usualMatrix: RiskMatrix = five.map((severity) =>
  five.map((likelihood) => {
    const score = severity * likelihood
    if (score >= 15) return 'extreme'
    return score >= 10 ? 'high' : score >= 5 ? 'medium' : 'low'
  }),
)

/** The level of a pair; null where it was not rated. */
export function levelOf(
  matrix: RiskMatrix,
  severity: number | null,
  likelihood: number | null,
): RiskLevel | null {
  return severity === null || likelihood === null ? null : (matrix[severity - 1]?.[likelihood - 1] ?? null)
}

/** True when what is worse or more likely never has a lower level. */
export function isRising(matrix: RiskMatrix): boolean {
  const rank = (row: number, column: number) => riskLevels.indexOf(matrix[row]?.[column] as RiskLevel)
  return matrix.every((levels, row) =>
    levels.every(
      (_, column) =>
        (row === 0 || rank(row - 1, column) <= rank(row, column)) &&
        (column === 0 || rank(row, column - 1) <= rank(row, column)),
    ),
  )
}
