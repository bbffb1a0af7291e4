import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { CheckboxField } from '../../../../web/kit/fields.tsx'
import { OrderButtons } from '../../../../web/kit/ordering.tsx'
import type { MaterialRow, Plan } from '../course-plan.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { useUploads } from '../useUploads.ts'

const files_max = 50

type Props = {
  plan: Plan
  errors: ReadonlyMap<string, string>
  /** Given what the plan then is, since files arrive while one writes on. */
  onChange: (change: (plan: Plan) => Plan) => void
}

/** The files of the version that is written: sent as they are chosen, and the course's own when it is saved. */
export function MaterialFields({ plan, errors, onChange }: Props) {
  const t = useTrainingT()
  const set = (change: (rows: MaterialRow[]) => MaterialRow[]) =>
    onChange((present) => ({ ...present, materials: change(present.materials) }))
  const { status, failures, take } = useUploads(({ id, name }) =>
    set((rows) => [...rows, { file_id: id, name, is_for_learners: true }]),
  )
  const refused = [...errors].flatMap(([field, words]) => (field.startsWith('materials') ? words : []))
  return (
    <section aria-label={t('training.materials.title')}>
      <h2 className={styles.heading}>{t('training.materials.title')}</h2>
      {plan.materials.length > 0 && (
        <ol className={`${styles.lines} ${styles.above}`}>
          {plan.materials.map((row, index) => (
            <Row
              key={row.file_id}
              row={row}
              isFirst={index === 0}
              isLast={index === plan.materials.length - 1}
              onMove={(by) => set((rows) => moved(rows, row.file_id, by))}
              onRemove={() => set((rows) => rows.filter(({ file_id }) => file_id !== row.file_id))}
              onShare={(is_for_learners) =>
                set((rows) =>
                  rows.map((each) => (each.file_id === row.file_id ? { ...each, is_for_learners } : each)),
                )
              }
            />
          ))}
        </ol>
      )}
      <FileDrop
        label={t('training.materials.add')}
        files_max={files_max - plan.materials.length}
        isDisabled={plan.materials.length >= files_max || status !== ''}
        onFiles={(files) => void take(files)}
      />
      <p role="status" className={styles.small}>
        {status}
      </p>
      {[...failures, ...refused].map((words) => (
        <p key={words} role="alert" className={styles.late}>
          {words}
        </p>
      ))}
    </section>
  )
}

function moved(rows: MaterialRow[], id: string, by: 1 | -1): MaterialRow[] {
  const next = [...rows]
  const at = next.findIndex(({ file_id }) => file_id === id)
  const [row] = next.splice(at, 1)
  if (row) next.splice(at + by, 0, row)
  return next
}

function Row({
  row,
  isFirst,
  isLast,
  onMove,
  onRemove,
  onShare,
}: {
  row: MaterialRow
  isFirst: boolean
  isLast: boolean
  onMove: (by: 1 | -1) => void
  onRemove: () => void
  onShare: (is_for_learners: boolean) => void
}) {
  const t = useTrainingT()
  const { name } = row
  return (
    <li>
      <fieldset className={styles.bare}>
        <legend className={styles.row}>
          <strong>{name}</strong>
          <OrderButtons
            moves={{
              onUp: isFirst ? undefined : () => onMove(-1),
              onDown: isLast ? undefined : () => onMove(1),
            }}
            upLabel={t('training.courses.up', { name })}
            downLabel={t('training.courses.down', { name })}
          />
          <ActionIcon aria-label={t('training.materials.remove', { name })} onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </legend>
        <CheckboxField
          label={t('training.materials.forLearners')}
          checked={row.is_for_learners}
          onChange={(event) => onShare(event.currentTarget.checked)}
        />
      </fieldset>
    </li>
  )
}
