import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { structureQuery } from '../../../../core/people/web/data.ts'
import { PersonPicker } from '../../../../core/people/web/pickers.tsx'
import { CheckboxField, SelectField, TextField } from '../../../../web/kit/fields.tsx'
import type { Ladders, Step } from './data.ts'
import styles from './ladders.module.css'
import { useLaddersT } from './useLaddersT.ts'

const triggers = [
  'after_filed',
  'after_team',
  'warned',
  'breached',
  'unanswered',
  'reopened',
  'by_hand',
] as const
const deeds = ['notify', 'page', 'pass', 'raise', 'bridge'] as const
const targets = ['next_tier', 'skill', 'manager', 'on_call', 'person'] as const
const clocks = ['first_response', 'next_response', 'resolution'] as const
const minutes_otherwise = 60

type StepFieldsProps = {
  step: Step
  number: number
  isLast: boolean
  error: string | undefined
  names: Ladders['names']
  onChange: (some: Partial<Step>) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}

/** When, what and to whom, of one step. */
export function StepFields(props: StepFieldsProps) {
  const t = useLaddersT()
  const { step, number, isLast, error, onMove, onRemove } = props
  return (
    <fieldset className={styles.step}>
      <legend>{t('ladders.step.title', { number })}</legend>
      <div className={styles.fields}>
        <WhenFields {...props} />
      </div>
      <div className={styles.fields}>
        <SelectField
          label={t('ladders.step.deed')}
          value={step.deed}
          data={deeds.map((value) => ({ value, label: t(`ladders.deed.${value}`) }))}
          onChange={(event) => props.onChange(withDeed(step, event.currentTarget.value as Step['deed']))}
        />
        {step.to && <ToFields {...props} to={step.to} />}
      </div>
      {error && (
        <p role="alert" className={styles.failure}>
          {error}
        </p>
      )}
      <span className={styles.order}>
        <ActionIcon
          aria-label={t('ladders.step.up', { number })}
          disabled={number === 1}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('ladders.step.down', { number })}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('ladders.step.remove', { number })} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </span>
    </fieldset>
  )
}

function withDeed(step: Step, deed: Step['deed']): Partial<Step> {
  if (deed === 'raise' || deed === 'bridge') return { deed, to: null }
  return { deed, to: step.to ?? { kind: 'next_tier', id: null } }
}

function withTrigger({ when }: Step, on: Step['when']['on']): Step['when'] {
  const isTimed = on === 'after_filed' || on === 'after_team'
  const hasClock = on === 'warned' || on === 'breached'
  return {
    on,
    minutes: isTimed ? (when.minutes ?? minutes_otherwise) : null,
    is_working_time: isTimed && when.is_working_time,
    is_untaken_only: isTimed && when.is_untaken_only,
    clock: hasClock ? when.clock : null,
  }
}

function WhenFields({ step, onChange }: StepFieldsProps) {
  const t = useLaddersT()
  const { when } = step
  const set = (some: Partial<Step['when']>) => onChange({ when: { ...when, ...some } })
  const hasClock = when.on === 'warned' || when.on === 'breached'
  return (
    <>
      <SelectField
        label={t('ladders.step.when')}
        value={when.on}
        data={triggers.map((value) => ({ value, label: t(`ladders.on.${value}`) }))}
        onChange={(event) =>
          onChange({ when: withTrigger(step, event.currentTarget.value as Step['when']['on']) })
        }
      />
      {when.minutes !== null && (
        <TextField
          label={t('ladders.step.minutes')}
          type="number"
          min={1}
          max={525_600}
          value={when.minutes === 0 ? '' : when.minutes}
          onChange={(event) =>
            set({ minutes: Math.min(525_600, Math.max(0, Math.floor(Number(event.currentTarget.value)))) })
          }
        />
      )}
      {hasClock && (
        <SelectField
          label={t('ladders.step.clock')}
          value={when.clock ?? ''}
          data={[
            { value: '', label: t('ladders.step.anyClock') },
            ...clocks.map((value) => ({ value, label: t(`ladders.clock.${value}`) })),
          ]}
          onChange={(event) => set({ clock: (event.currentTarget.value || null) as Step['when']['clock'] })}
        />
      )}
      {when.minutes !== null && (
        <CheckboxField
          label={t('ladders.step.working')}
          checked={when.is_working_time}
          onChange={(event) => set({ is_working_time: event.currentTarget.checked })}
        />
      )}
      {when.on !== 'by_hand' && (
        <CheckboxField
          label={t('ladders.step.untaken')}
          checked={when.is_untaken_only}
          onChange={(event) => set({ is_untaken_only: event.currentTarget.checked })}
        />
      )}
    </>
  )
}

type To = NonNullable<Step['to']>

function ToFields({ to, names, onChange }: StepFieldsProps & { to: To }) {
  const t = useLaddersT()
  const { data: structure } = useQuery(structureQuery())
  const [person, setPerson] = useState(to.id === null ? null : { id: to.id, name: names[to.id] ?? '' })
  const choose = (id: string | null) => onChange({ to: { ...to, id } })
  const list = (label: string, choices: readonly { id: string; name: string }[] = []) => (
    <SelectField
      label={label}
      value={to.id ?? ''}
      data={[
        { value: '', label: t('ladders.step.choose') },
        ...choices.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => choose(event.currentTarget.value || null)}
    />
  )
  return (
    <>
      <SelectField
        label={t('ladders.step.to')}
        value={to.kind}
        data={targets.map((value) => ({ value, label: t(`ladders.to.${value}`) }))}
        onChange={(event) => {
          setPerson(null)
          onChange({ to: { kind: event.currentTarget.value as To['kind'], id: null } })
        }}
      />
      {to.kind === 'on_call' && list(t('ladders.step.team'), structure?.teams)}
      {to.kind === 'skill' && list(t('ladders.step.skill'), structure?.skills)}
      {to.kind === 'person' && (
        <PersonPicker
          label={t('ladders.step.person')}
          value={person}
          onChange={(chosen) => {
            setPerson(chosen)
            choose(chosen?.id ?? null)
          }}
        />
      )}
    </>
  )
}
