import { SelectField } from '../../../../web/kit/fields.tsx'
import { isOrdered } from '../rules.ts'
import { type Rules, withAt } from './draft.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

const levels = [1, 2, 3, 4] as const
type Cells = Rules['matrix']
type MatrixProps = { matrix: Cells; error: string | undefined; onChange: (matrix: Cells) => void }

/** Which priority an impact and an urgency give together. */
export function Matrix({ matrix, error, onChange }: MatrixProps) {
  const t = usePriorityT()
  const set = (row: number, column: number, value: string) =>
    onChange(withAt(matrix, row, withAt(matrix[row] ?? [], column, Number(value) as 1)))
  const isWrong = error !== undefined || !isOrdered(matrix)
  return (
    <section className={styles.group} aria-labelledby="priority-matrix">
      <h2 id="priority-matrix">{t('priority.matrix.title')}</h2>
      <p className={styles.small}>{t('priority.matrix.note')}</p>
      <div className={styles.scroll}>
        <table className={styles.matrix} aria-labelledby="priority-matrix">
          <thead>
            <tr>
              <td />
              {levels.map((urgency) => (
                <th key={urgency} scope="col">
                  {t('priority.matrix.urgency', { level: urgency })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {levels.map((impact) => (
              <tr key={impact}>
                <th scope="row">{t('priority.matrix.impact', { level: impact })}</th>
                {levels.map((urgency) => {
                  const value = matrix[impact - 1]?.[urgency - 1] ?? 3
                  return (
                    <td key={urgency} data-level={value}>
                      <SelectField
                        label=""
                        aria-label={t('priority.matrix.cell', { impact, urgency })}
                        value={String(value)}
                        data={levels.map((level) => ({
                          value: String(level),
                          label: t(`priority.short.${level}`),
                        }))}
                        onChange={(event) => set(impact - 1, urgency - 1, event.currentTarget.value)}
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isWrong && (
        <p role="alert" className={styles.wrong}>
          {t('priority.matrix.wrong')}
        </p>
      )}
    </section>
  )
}
