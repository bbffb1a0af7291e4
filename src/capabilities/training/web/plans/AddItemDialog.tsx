import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { CompetencyPicker } from '../CompetencyPicker.tsx'
import { classesQuery } from '../classes-data.ts'
import { coursesQuery } from '../courses-data.ts'
import { type Competency, packagesQuery } from '../data.ts'
import { useTrainingT } from '../useTrainingT.ts'
import type { ItemKind, Plan } from './data.ts'
import { type SentItem, sentOf, useSend } from './send.ts'

type Wish = {
  kind: Exclude<ItemKind, 'quiz'>
  target: string
  competency: Pick<Competency, 'id' | 'code' | 'name' | 'levels'> | null
  level: string
  due_on: string
}

/** Adds something to a plan, behind what stands there. */
export function AddItemDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useTrainingT()
  const may = useMay()
  const [seen] = useState(plan)
  const send = useSend(seen)
  const [wish, setWish] = useState<Wish>({
    kind: 'course',
    target: '',
    competency: null,
    level: '1',
    due_on: '',
  })
  const kinds = (['course', 'class', 'package', 'competency', 'words'] as const).filter(
    (kind) => kind !== 'competency' || may('training.read_all'),
  )
  return (
    <FormDialog
      title={t('training.plans.add')}
      submitLabel={t('training.plans.addNow')}
      isReady={
        wish.due_on !== '' &&
        (wish.kind === 'competency' ? wish.competency !== null : wish.target.trim() !== '')
      }
      onSubmit={() => send.edit([...seen.plan.map(sentOf), sentWish(wish)])}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <SelectField
            data-autofocus
            label={t('training.plans.kind')}
            value={wish.kind}
            data={kinds.map((value) => ({ value, label: t(`training.planItem.${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              setWish({ ...wish, kind: value as Wish['kind'], target: '', competency: null })
            }
          />
          <Target wish={wish} error={errors.get(`items/${seen.plan.length}`)} onChange={setWish} />
          <TextField
            type="date"
            label={t('training.plans.dueOn')}
            value={wish.due_on}
            {...(errors.has(`items/${seen.plan.length}/due_on`)
              ? { error: errors.get(`items/${seen.plan.length}/due_on`) as string }
              : {})}
            onChange={(event) => setWish({ ...wish, due_on: event.currentTarget.value })}
          />
        </>
      )}
    </FormDialog>
  )
}

const sentWish = ({ kind, target, competency, level, due_on }: Wish): SentItem =>
  competency
    ? { kind, target: competency.id, level: Number(level), due_on }
    : { kind, target: target.trim(), due_on }

function Target(props: { wish: Wish; error: string | undefined; onChange: (wish: Wish) => void }) {
  const t = useTrainingT()
  const { wish, onChange } = props
  const error = props.error === undefined ? {} : { error: props.error }
  const set = (target: string) => onChange({ ...wish, target })
  if (wish.kind === 'words')
    return (
      <TextField
        label={t('training.planItem.words')}
        value={wish.target}
        maxLength={300}
        {...error}
        onChange={(event) => set(event.currentTarget.value)}
      />
    )
  if (wish.kind !== 'competency')
    return <Choice kind={wish.kind} value={wish.target} error={error} onChange={set} />
  return (
    <>
      <CompetencyPicker
        value={wish.competency}
        {...error}
        onChange={(competency) => onChange({ ...wish, competency, level: '1' })}
      />
      {wish.competency && (
        <SelectField
          label={t('training.column.level')}
          value={wish.level}
          data={wish.competency.levels.map((label, at) => ({ value: String(at + 1), label }))}
          onChange={({ currentTarget: { value: level } }) => onChange({ ...wish, level })}
        />
      )}
    </>
  )
}

function Choice(props: {
  kind: 'course' | 'class' | 'package'
  value: string
  error: { error?: string }
  onChange: (id: string) => void
}) {
  const t = useTrainingT()
  const format = useFormat()
  const { kind } = props
  const courses = useQuery({ ...coursesQuery({ state: 'published' }), enabled: kind === 'course' }).data?.rows
  const classes = useQuery({ ...classesQuery({}), enabled: kind === 'class' }).data?.rows
  const packages = useQuery({ ...packagesQuery, enabled: kind === 'package' }).data?.rows
  const choices =
    kind === 'course'
      ? (courses ?? []).map(({ id, title }) => ({ value: id, label: title }))
      : kind === 'class'
        ? (classes ?? [])
            .filter(({ state }) => state === 'open')
            .map(({ id, title, starts_at }) => ({
              value: id,
              label: `${title}, ${format.dateTime(starts_at)}`,
            }))
        : (packages ?? []).map(({ id, title }) => ({ value: id, label: title }))
  return (
    <SelectField
      label={t(`training.planItem.${kind}`)}
      value={props.value}
      {...props.error}
      data={[{ value: '', label: t('training.plans.choose') }, ...choices]}
      onChange={({ currentTarget: { value } }) => props.onChange(value)}
    />
  )
}
