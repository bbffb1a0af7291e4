import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { Table, useDay } from '../parts.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type PlanRow, planTones } from './data.ts'

export function PlanState({ state }: Pick<PlanRow, 'state'>) {
  const t = useTrainingT()
  return <StatusBadge tone={planTones[state]} label={t(`training.planState.${state}`)} />
}

/** Plans with whose they are, how far they are, and what is due next. */
export function PlanTable({ base, rows }: { base: string; rows: readonly PlanRow[] }) {
  const t = useTrainingT()
  return (
    <Table
      label={t('training.plans.title')}
      heads={[t('training.column.person'), t('training.plans.progress'), t('training.column.state')]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <th scope="row">
            <AppLink className={styles.link} href={`${base}/${row.id}`}>
              {row.learner}
            </AppLink>
            <div className={styles.small}>
              {[`#${row.number}`, row.department].filter(Boolean).join(' · ')}
            </div>
          </th>
          <td>
            <Progress row={row} />
          </td>
          <td>
            <PlanState state={row.state} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** How much is done, and until when the next step is. */
export function Progress({ row }: { row: PlanRow }) {
  const t = useTrainingT()
  const day = useDay()
  const format = useFormat()
  return (
    <>
      {t('training.plans.done', { done: format.number(row.done), items: format.number(row.items) })}
      {row.next_due_on !== null && (
        <div className={row.is_late ? styles.late : styles.small}>
          {t(row.is_late ? 'training.when.overdue' : 'training.when.due', { day: day(row.next_due_on) })}
        </div>
      )}
    </>
  )
}
