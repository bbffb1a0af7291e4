import { MultiSelect } from '@mantine/core'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { useTeams } from '../../../tickets/web/index.ts'
import type { Content } from '../data.ts'
import { useCatalogT } from '../useCatalogT.ts'
import type { PartProps } from './AboutFields.tsx'
import design from './design.module.css'
import { StepList } from './StepList.tsx'

type Step = NonNullable<Content['fulfilment']>['steps'][number]
const STEPS_MAX = 50

/** What has to be done for a request: lines to tick off, and tasks of other teams. */
export function FulfilmentFields({ content, errors, change }: PartProps) {
  const t = useCatalogT()
  const steps = content.fulfilment?.steps ?? []
  const set = (next: Step[]) => change({ fulfilment: { steps: next } })
  return (
    <StepList
      title={t('catalog.design.fulfilment')}
      emptyText={t('catalog.design.noSteps')}
      addLabel={t('catalog.design.addStep')}
      steps={steps}
      steps_max={STEPS_MAX}
      nameOf={(step, index) => step.title || t('catalog.design.step', { number: index + 1 })}
      onAdd={() =>
        set([...steps, { title: t('catalog.design.step', { number: steps.length + 1 }), as: 'check' }])
      }
      onRemove={(index) => set(without(steps, index))}
    >
      {(step, index) => (
        <StepFields
          step={step}
          index={index}
          steps={steps}
          errors={errors}
          onChange={(next) => set(steps.map((each, place) => (place === index ? next : each)))}
        />
      )}
    </StepList>
  )
}

/** Without the step; what came after it comes after the others that it named. */
function without(steps: readonly Step[], index: number): Step[] {
  return steps
    .filter((_, place) => place !== index)
    .map(({ after, ...rest }) => {
      const left = (after ?? [])
        .filter((place) => place !== index)
        .map((place) => (place > index ? place - 1 : place))
      return left.length > 0 ? { ...rest, after: left } : rest
    })
}

type StepFieldsProps = Pick<PartProps, 'errors'> & {
  step: Step
  index: number
  steps: readonly Step[]
  onChange: (step: Step) => void
}

function StepFields({ step, index, steps, errors, onChange }: StepFieldsProps) {
  const t = useCatalogT()
  const teams = useTeams()
  const at = `fulfilment/steps/${index}`
  const error = [...errors].find(([key]) => key.startsWith(`${at}/`))?.[1]
  const number = index + 1
  return (
    <div className={design.stepFields}>
      <TextField
        label={t('catalog.design.step', { number })}
        value={step.title}
        maxLength={300}
        {...(error ? { error } : {})}
        onChange={(event) => onChange({ ...step, title: event.currentTarget.value })}
      />
      <SelectField
        label={t('catalog.design.stepAs', { number })}
        value={step.as}
        data={(['check', 'task'] as const).map((value) => ({
          value,
          label: t(`catalog.design.as_${value}`),
        }))}
        onChange={(event) => onChange({ ...step, as: event.currentTarget.value as Step['as'] })}
      />
      <SelectField
        label={t('catalog.design.stepTeam', { number })}
        value={step.team_id ?? ''}
        data={[
          { value: '', label: t('catalog.design.ticketTeam') },
          ...teams.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => {
          const { team_id: _before, ...rest } = step
          onChange(event.currentTarget.value ? { ...rest, team_id: event.currentTarget.value } : rest)
        }}
      />
      <MultiSelect
        label={t('catalog.design.stepAfter', { number })}
        data={steps.flatMap(({ title }, place) =>
          place === index ? [] : { value: String(place), label: `${place + 1}. ${title}` },
        )}
        value={(step.after ?? []).map(String)}
        onChange={(chosen) => {
          const { after: _before, ...rest } = step
          onChange(chosen.length > 0 ? { ...rest, after: chosen.map(Number) } : rest)
        }}
      />
    </div>
  )
}
