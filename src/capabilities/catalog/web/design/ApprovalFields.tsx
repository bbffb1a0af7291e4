import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { useTeams } from '../../../tickets/web/index.ts'
import type { Content } from '../data.ts'
import { useCatalogT } from '../useCatalogT.ts'
import type { PartProps } from './AboutFields.tsx'
import design from './design.module.css'
import { PeopleField } from './PeopleField.tsx'
import { StepList } from './StepList.tsx'

type Step = NonNullable<Content['approvals']>['steps'][number]
type Named = { id: string; name: string }
const kinds = ['manager', 'owner', 'people', 'team'] as const
const STEPS_MAX = 10

/** Who has to say yes, one step after the other. */
export function ApprovalFields({
  content,
  errors,
  change,
  people,
}: PartProps & { people: readonly Named[] }) {
  const t = useCatalogT()
  const steps = content.approvals?.steps ?? []
  const set = (next: Step[]) => change({ approvals: { steps: next } })
  const up = (index: number) => {
    const next = [...steps]
    const [step] = next.splice(index, 1)
    if (step) next.splice(index - 1, 0, step)
    set(next)
  }
  return (
    <StepList
      title={t('catalog.design.approvals')}
      emptyText={t('catalog.design.noApprovals')}
      addLabel={t('catalog.design.addApproval')}
      steps={steps}
      steps_max={STEPS_MAX}
      nameOf={(step) => step.name}
      onAdd={() => set([...steps, { name: t('catalog.design.who_manager'), who: 'manager', needs: 'any' }])}
      onRemove={(index) => set(steps.filter((_, place) => place !== index))}
      onUp={up}
    >
      {(step, index) => (
        <ApprovalStep
          step={step}
          index={index}
          errors={errors}
          people={people}
          onChange={(next) => set(steps.map((each, place) => (place === index ? next : each)))}
        />
      )}
    </StepList>
  )
}

type ApprovalStepProps = Pick<PartProps, 'errors'> & {
  step: Step
  index: number
  people: readonly Named[]
  onChange: (step: Step) => void
}

function ApprovalStep({ step, index, errors, people, onChange }: ApprovalStepProps) {
  const t = useCatalogT()
  const at = `approvals/steps/${index}`
  const error = [
    errors.get(at),
    ...[...errors].flatMap(([key, said]) => (key.startsWith(`${at}/`) ? said : [])),
  ].find(Boolean)
  const number = index + 1
  return (
    <div className={design.stepFields}>
      <TextField
        label={t('catalog.design.stepName', { number })}
        value={step.name}
        maxLength={120}
        {...(error ? { error } : {})}
        onChange={(event) => onChange({ ...step, name: event.currentTarget.value })}
      />
      <SelectField
        label={t('catalog.design.who', { number })}
        value={step.who}
        data={kinds.map((value) => ({ value, label: t(`catalog.design.who_${value}`) }))}
        onChange={(event) => {
          const { person_ids: _people, team_id: _team, ...rest } = step
          onChange({ ...rest, who: event.currentTarget.value as Step['who'] })
        }}
      />
      <Approvers step={step} number={number} people={people} onChange={onChange} />
      <TextField
        type="number"
        min={1}
        max={720}
        required={false}
        label={t('catalog.design.remind', { number })}
        value={step.remind_hours ?? ''}
        onChange={(event) => {
          const { remind_hours: _before, ...rest } = step
          const hours = Math.min(720, Math.floor(Number(event.currentTarget.value)))
          onChange(hours > 0 ? { ...rest, remind_hours: hours } : rest)
        }}
      />
    </div>
  )
}

type ApproversProps = Pick<ApprovalStepProps, 'step' | 'people' | 'onChange'> & { number: number }

/** Who it is, where the kind alone does not say so, and how many of them have to say yes. */
function Approvers({ step, number, people, onChange }: ApproversProps) {
  const t = useCatalogT()
  const teams = useTeams()
  return (
    <>
      {step.who === 'people' && (
        <PeopleField
          label={t('catalog.design.people', { number })}
          value={step.person_ids ?? []}
          known={people}
          onChange={(ids) => {
            const { person_ids: _before, ...rest } = step
            onChange(ids.length > 0 ? { ...rest, person_ids: ids } : rest)
          }}
        />
      )}
      {step.who === 'team' && (
        <SelectField
          label={t('catalog.design.team', { number })}
          value={step.team_id ?? ''}
          data={[
            { value: '', label: t('catalog.form.choose') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => {
            const { team_id: _before, ...rest } = step
            onChange(event.currentTarget.value ? { ...rest, team_id: event.currentTarget.value } : rest)
          }}
        />
      )}
      {(step.who === 'people' || step.who === 'team') && (
        <SelectField
          label={t('catalog.design.needs', { number })}
          value={step.needs}
          data={(['any', 'all'] as const).map((value) => ({
            value,
            label: t(`catalog.design.needs_${value}`),
          }))}
          onChange={(event) => onChange({ ...step, needs: event.currentTarget.value as Step['needs'] })}
        />
      )}
    </>
  )
}
