import { ActionIcon, Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { OrderButtons } from '../../../web/kit/ordering.tsx'
import { CompetencyPicker } from './CompetencyPicker.tsx'
import { type ActivityRow, newActivity, newObjective, type ObjectiveRow, type Plan } from './course-plan.ts'
import { activityKinds } from './courses-data.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

type Props = {
  plan: Plan
  errors: ReadonlyMap<string, string>
  onChange: (change: Partial<Plan>) => void
}
const errorAt = (errors: ReadonlyMap<string, string>, at: string) =>
  errors.has(at) ? { error: errors.get(at) as string } : {}

/** What learners can do afterwards. */
export function ObjectiveFields({ plan, errors, onChange }: Props) {
  const t = useTrainingT()
  const set = (id: string, change: Partial<ObjectiveRow>) =>
    onChange({ objectives: plan.objectives.map((row) => (row.id === id ? { ...row, ...change } : row)) })
  return (
    <Rows
      heading={t('training.courses.objectives')}
      add={t('training.courses.addObjective')}
      name={(index) => t('training.courses.objectiveN', { number: index + 1 })}
      rows={plan.objectives}
      rows_max={30}
      onChange={(objectives) => onChange({ objectives })}
      make={newObjective}
    >
      {(row, index) => (
        <>
          <TextField
            label={t('training.courses.field.statement')}
            value={row.statement}
            maxLength={500}
            {...errorAt(errors, `objectives/${index}/statement`)}
            onChange={(event) => set(row.id, { statement: event.currentTarget.value })}
          />
          <CompetencyPicker
            value={row.competency}
            onChange={(competency) => set(row.id, { competency, level: 1 })}
            {...errorAt(errors, `objectives/${index}/competency_id`)}
          />
          {row.competency && (
            <SelectField
              label={t('training.column.level')}
              value={String(row.level)}
              data={row.competency.levels.map((name, at) => ({ value: String(at + 1), label: name }))}
              onChange={(event) => set(row.id, { level: Number(event.currentTarget.value) })}
            />
          )}
        </>
      )}
    </Rows>
  )
}

/** The lesson plan, one activity after the other. */
export function ActivityFields({ plan, errors, onChange }: Props) {
  const t = useTrainingT()
  const set = (id: string, change: Partial<ActivityRow>) =>
    onChange({ activities: plan.activities.map((row) => (row.id === id ? { ...row, ...change } : row)) })
  const field = (
    row: ActivityRow,
    index: number,
    name: 'title' | 'minutes' | 'material' | 'verification',
  ) => ({
    label: t(`training.courses.field.${name === 'title' ? 'activity' : name}`),
    value: row[name],
    ...errorAt(errors, `activities/${index}/${name}`),
    onChange: (event: { currentTarget: { value: string } }) =>
      set(row.id, { [name]: event.currentTarget.value }),
  })
  return (
    <Rows
      heading={t('training.courses.plan')}
      add={t('training.courses.addActivity')}
      name={(index) => t('training.courses.activityN', { number: index + 1 })}
      rows={plan.activities}
      rows_max={100}
      onChange={(activities) => onChange({ activities })}
      make={newActivity}
    >
      {(row, index) => (
        <>
          <TextField maxLength={200} {...field(row, index, 'title')} />
          <SelectField
            label={t('training.column.kind')}
            value={row.activity_kind}
            data={activityKinds.map((value) => ({
              value,
              label: t(`training.courses.activityKind.${value}`),
            }))}
            onChange={(event) =>
              set(row.id, { activity_kind: event.currentTarget.value as ActivityRow['activity_kind'] })
            }
          />
          <TextField inputMode="numeric" maxLength={3} {...field(row, index, 'minutes')} />
          <SelectField
            label={t('training.courses.objective')}
            value={row.objective}
            data={[
              { value: '', label: t('training.courses.noObjective') },
              ...plan.objectives.map(({ id, statement }, at) => ({
                value: id,
                label: `${at + 1}. ${statement}`,
              })),
            ]}
            onChange={(event) => set(row.id, { objective: event.currentTarget.value })}
          />
          <TextField maxLength={500} {...field(row, index, 'material')} />
          <TextField maxLength={500} {...field(row, index, 'verification')} />
        </>
      )}
    </Rows>
  )
}

type RowsProps<Row extends { id: string }> = {
  heading: string
  add: string
  name: (index: number) => string
  rows: Row[]
  rows_max: number
  make: () => Row
  onChange: (rows: Row[]) => void
  children: (row: Row, index: number) => ReactNode
}

/** Rows in an order that is changed by buttons; the focus stays with the row that moves. */
function Rows<Row extends { id: string }>(props: RowsProps<Row>) {
  const { heading, add, name, rows, rows_max, make, onChange, children } = props
  const t = useTrainingT()
  const list = useRef<HTMLOListElement>(null)
  const moved = useRef<{ id: string; by: 1 | -1 }>(undefined)
  useEffect(() => {
    if (!moved.current) return
    const { id, by } = moved.current
    moved.current = undefined
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(
      `[data-row="${id}"] [data-order] button`,
    )
    const wanted = buttons?.[by === -1 ? 0 : 1]
    ;(wanted?.disabled ? buttons?.[by === -1 ? 1 : 0] : wanted)?.focus()
  })
  const move = (index: number, by: 1 | -1) => {
    const next = [...rows]
    const [row] = next.splice(index, 1)
    if (!row) return
    next.splice(index + by, 0, row)
    moved.current = { id: row.id, by }
    onChange(next)
  }
  return (
    <section aria-label={heading}>
      <h2 className={styles.heading}>{heading}</h2>
      <ol ref={list} className={styles.lines}>
        {rows.map((row, index) => (
          <li key={row.id} data-row={row.id}>
            <fieldset className={styles.bare}>
              <legend className={styles.row}>
                <strong>{name(index)}</strong>
                <span data-order className={styles.row}>
                  <OrderButtons
                    moves={{
                      onUp: index === 0 ? undefined : () => move(index, -1),
                      onDown: index === rows.length - 1 ? undefined : () => move(index, 1),
                    }}
                    upLabel={t('training.courses.up', { name: name(index) })}
                    downLabel={t('training.courses.down', { name: name(index) })}
                  />
                </span>
                <ActionIcon
                  aria-label={t('training.courses.remove', { name: name(index) })}
                  onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </legend>
              <div className={styles.fields}>{children(row, index)}</div>
            </fieldset>
          </li>
        ))}
      </ol>
      <Button
        mt="sm"
        variant="default"
        disabled={rows.length >= rows_max}
        onClick={() => onChange([...rows, make()])}
      >
        {add}
      </Button>
    </section>
  )
}
