import { ActionIcon, Button } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import { SelectField, TextField } from '../../../../../web/kit/fields.tsx'
import type { RotaShown } from '../data.ts'
import { errorOf } from '../FormDialog.tsx'
import styles from '../on-call.module.css'
import { useOnCallT } from '../useOnCallT.ts'
import { earlier, type Rotation, without } from './draft.ts'
import { useWeekdays } from './weekdays.ts'

type RotationFieldsProps = {
  rotation: Rotation
  at: string
  title: string
  people: RotaShown['people']
  errors: ReadonlyMap<string, string>
  onChange: (change: Partial<Rotation>) => void
  onRemove?: () => void
}

/** Who takes turns in which order, and when they hand over. */
export function RotationFields(props: RotationFieldsProps) {
  const { rotation, at, title, errors, onChange, onRemove } = props
  const t = useOnCallT()
  const weekdays = useWeekdays()
  return (
    <fieldset className={styles.part} style={{ border: 0, margin: 0 }}>
      <legend>{title}</legend>
      <Turns {...props} />
      <div className={styles.fields}>
        <TextField
          type="number"
          min={1}
          max={366}
          label={t('on_call.edit.length')}
          value={rotation.length_days || ''}
          {...errorOf(errors, `${at}/length_days`)}
          onChange={(event) => onChange({ length_days: Number(event.currentTarget.value) })}
        />
        <SelectField
          label={t('on_call.edit.weekday')}
          value={String(rotation.handover_weekday ?? '')}
          data={[
            { value: '', label: t('on_call.edit.anyWeekday') },
            ...weekdays.map((label, index) => ({ value: String(index + 1), label })),
          ]}
          {...errorOf(errors, `${at}/handover_weekday`)}
          onChange={(event) => onChange({ handover_weekday: Number(event.currentTarget.value) || null })}
        />
        <TextField
          type="time"
          label={t('on_call.edit.time')}
          value={rotation.handover_time}
          {...errorOf(errors, `${at}/handover_time`)}
          onChange={(event) => onChange({ handover_time: event.currentTarget.value })}
        />
        <TextField
          type="date"
          label={t('on_call.edit.from')}
          value={rotation.from}
          {...errorOf(errors, `${at}/from`)}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextField
          type="date"
          label={t('on_call.edit.to')}
          required={false}
          value={rotation.to ?? ''}
          {...errorOf(errors, `${at}/to`)}
          onChange={(event) => onChange({ to: event.currentTarget.value || null })}
        />
      </div>
      {onRemove && (
        <span className={styles.buttons}>
          <Button size="compact-sm" variant="default" onClick={onRemove}>
            {t('on_call.edit.removeRotation')}
          </Button>
        </span>
      )}
    </fieldset>
  )
}

function Turns({ rotation, at, people, errors, onChange }: RotationFieldsProps) {
  const t = useOnCallT()
  const name = (id: string) => people.find((person) => person.id === id)?.name ?? '?'
  return (
    <>
      <ol className={styles.list}>
        {rotation.people.map((id, index) => (
          // One person may stand in the order more than once.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={`${id} ${index}`}>
            <span>{`${index + 1}. ${name(id)}`}</span>
            <span className={styles.buttons}>
              <ActionIcon
                variant="default"
                disabled={index === 0}
                aria-label={t('on_call.edit.earlier', { name: name(id) })}
                onClick={() => onChange({ people: earlier(rotation.people, index) })}
              >
                <IconArrowUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="default"
                aria-label={t('on_call.edit.leaveOut', { name: name(id) })}
                onClick={() => onChange({ people: without(rotation.people, index) })}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <SelectField
        label={t('on_call.edit.addPerson')}
        value=""
        data={[
          { value: '', label: t('on_call.choose') },
          ...people.filter(({ is_there }) => is_there).map(({ id, name: label }) => ({ value: id, label })),
        ]}
        {...errorOf(errors, `${at}/people`)}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          if (chosen) onChange({ people: [...rotation.people, chosen] })
        }}
      />
    </>
  )
}
