import type { ReactNode } from 'react'
import { five, type Level, type Matrix } from './data.ts'
import styles from './safety.module.css'
import { useSafetyT } from './useSafetyT.ts'

type RiskMatrixProps = {
  caption: string
  matrix: Matrix
  /** What stands in the field of a pair; both count from 1. */
  cell: (severity: number, likelihood: number, level: Level) => ReactNode
}

/** How bad by how likely: the worst row on top, the likeliest column to the right. */
export function RiskMatrix({ caption, matrix, cell }: RiskMatrixProps) {
  const t = useSafetyT()
  return (
    <>
      <p className={styles.small}>{caption}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard. */}
      <section className={styles.matrixFrame} tabIndex={0} aria-label={caption}>
        <table className={styles.matrix}>
          <tbody>
            {five.toReversed().map((severity) => (
              <tr key={severity}>
                <th scope="row">{t(`safety.severity.${severity}`)}</th>
                {five.map((likelihood) => {
                  const level = matrix[severity - 1]?.[likelihood - 1] ?? 'low'
                  return (
                    <td key={likelihood} data-level={level}>
                      {cell(severity, likelihood, level)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td />
              {five.map((likelihood) => (
                <th key={likelihood} scope="col">
                  {t(`safety.likelihood.${likelihood}`)}
                </th>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  )
}
