import { useT } from '../../../../web/i18n/useT.ts'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import type { When } from '../data.ts'
import styles from '../rules.module.css'
import { useRulesT } from '../useRulesT.ts'

const events = [
  'created',
  'replied_by_requester',
  'replied_by_staff',
  'changed',
  'moved',
  'escalated',
  'reopened',
  'warned',
  'breached',
  'after',
  'daily',
] as const
const beginnings = [
  'created',
  'replied_by_requester',
  'replied_by_staff',
  'moved',
  'escalated',
  'reopened',
] as const
const changeable = [
  'priority',
  'team',
  'owner',
  'tags',
  'title',
  'requester',
  'kind',
  'category',
  'application',
  'place',
] as const
export const states = [
  'new',
  'open',
  'waiting_on_requester',
  'waiting_on_vendor',
  'waiting_on_approval',
  'scheduled',
  'resolved',
  'closed',
  'cancelled',
] as const
const units = ['1', '60', '1440'] as const

/** What each event starts with when it is chosen. */
const beginningOf: Partial<Record<When['on'], Omit<When, 'on'>>> = {
  changed: { field: 'priority' },
  moved: { state: 'resolved' },
  after: { since: 'moved', state: 'waiting_on_requester', minutes: 4320 },
  daily: { time: '08:00' },
}

type WhenFieldsProps = { when: When; onChange: (when: When) => void }

/** When a rule is asked: an event, a time after one, or a time of day. */
export function WhenFields({ when, onChange }: WhenFieldsProps) {
  const t = useRulesT()
  const words = useT<unknown>()
  const hasState = when.on === 'moved' || (when.on === 'after' && when.since === 'moved')
  return (
    <fieldset className={styles.group}>
      <legend>{t('rules.edit.when')}</legend>
      <div className={styles.row}>
        <SelectField
          label={t('rules.edit.event')}
          value={when.on}
          onChange={(event) => {
            const on = event.currentTarget.value as When['on']
            onChange({ on, ...beginningOf[on] })
          }}
          data={events.map((value) => ({ value, label: t(`rules.event.${value}`) }))}
        />
        {when.on === 'after' && <AfterFields when={when} onChange={onChange} />}
        {when.on === 'changed' && (
          <SelectField
            label={t('rules.edit.fieldThat')}
            value={when.field ?? 'priority'}
            onChange={(event) =>
              onChange({ ...when, field: event.currentTarget.value as NonNullable<When['field']> })
            }
            data={changeable.map((value) => ({ value, label: t(`rules.changeable.${value}`) }))}
          />
        )}
        {hasState && (
          <SelectField
            label={t('rules.edit.state')}
            value={when.state ?? 'open'}
            onChange={(event) =>
              onChange({ ...when, state: event.currentTarget.value as NonNullable<When['state']> })
            }
            data={states.map((value) => ({ value, label: words(`tickets.state.${value}`) }))}
          />
        )}
        {when.on === 'daily' && (
          <TextField
            type="time"
            label={t('rules.edit.time')}
            hint={t('rules.edit.timeHint')}
            value={when.time ?? ''}
            onChange={(event) => onChange({ ...when, time: event.currentTarget.value })}
          />
        )}
      </div>
      {when.on === 'after' && <p className={styles.small}>{t('rules.edit.afterHint')}</p>}
    </fieldset>
  )
}

function AfterFields({ when, onChange }: WhenFieldsProps) {
  const t = useRulesT()
  const minutes = when.minutes ?? 60
  const unit = units.findLast((each) => minutes % Number(each) === 0) ?? '1'
  const amount = minutes / Number(unit)
  const setTime = (count: number, by: string) =>
    onChange({ ...when, minutes: Math.min(525_600, Math.max(1, Math.floor(count) * Number(by))) })
  return (
    <>
      <TextField
        type="number"
        min={1}
        label={t('rules.edit.amount')}
        value={amount}
        onChange={(event) => setTime(Number(event.currentTarget.value) || 1, unit)}
      />
      <SelectField
        label={t('rules.edit.unit')}
        value={unit}
        onChange={(event) => setTime(amount, event.currentTarget.value)}
        data={units.map((value) => ({ value, label: t(`rules.units.${value}`) }))}
      />
      <SelectField
        label={t('rules.edit.since')}
        value={when.since ?? 'created'}
        onChange={(event) => {
          const since = event.currentTarget.value as NonNullable<When['since']>
          const { state: _state, ...rest } = when
          onChange({
            ...rest,
            since,
            ...(since === 'moved' ? { state: 'waiting_on_requester' as const } : {}),
          })
        }}
        data={beginnings.map((value) => ({
          value,
          label: value === 'moved' ? t('rules.edit.sinceState') : t(`rules.event.${value}`),
        }))}
      />
    </>
  )
}
