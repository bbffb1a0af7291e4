import { Button } from '@mantine/core'
import { SelectField, TextField } from '../../../../../web/kit/fields.tsx'
import styles from '../on-call.module.css'
import { useOnCallT } from '../useOnCallT.ts'
import { changed, type Span, without } from './draft.ts'
import { useWeekdays } from './weekdays.ts'

type HoursFieldsProps = {
  hours: readonly Span[]
  at: string
  errors: ReadonlyMap<string, string>
  onChange: (hours: Span[]) => void
}

const night = { from_weekday: 5, from_time: '18:00', to_weekday: 1, to_time: '08:00' }

/** The parts of the week that a layer covers; without any it covers all of it. */
export function HoursFields({ hours, at, errors, onChange }: HoursFieldsProps) {
  const t = useOnCallT()
  const days = useWeekdays().map((label, index) => ({ value: String(index + 1), label }))
  return (
    <fieldset className={styles.part} style={{ border: 0, margin: 0 }}>
      <legend>{t('on_call.edit.hours')}</legend>
      {hours.length === 0 && <p className={styles.dim}>{t('on_call.edit.allWeek')}</p>}
      {hours.map((span, index) => (
        // Spans have no identity of their own.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <div key={index}>
          <div className={styles.fields}>
            <SelectField
              label={t('on_call.edit.fromDay')}
              value={String(span.from_weekday)}
              data={days}
              onChange={(event) =>
                onChange(changed(hours, index, { from_weekday: Number(event.currentTarget.value) }))
              }
            />
            <TextField
              type="time"
              label={t('on_call.edit.fromTime')}
              value={span.from_time}
              onChange={(event) => onChange(changed(hours, index, { from_time: event.currentTarget.value }))}
            />
            <SelectField
              label={t('on_call.edit.toDay')}
              value={String(span.to_weekday)}
              data={days}
              onChange={(event) =>
                onChange(changed(hours, index, { to_weekday: Number(event.currentTarget.value) }))
              }
            />
            <TextField
              type="time"
              label={t('on_call.edit.toTime')}
              value={span.to_time}
              onChange={(event) => onChange(changed(hours, index, { to_time: event.currentTarget.value }))}
            />
            <Button
              variant="default"
              style={{ alignSelf: 'end' }}
              onClick={() => onChange(without(hours, index))}
            >
              {t('on_call.edit.removeHours')}
            </Button>
          </div>
          {errors.get(`${at}/${index}`) && (
            <p role="alert" className={styles.failure}>
              {errors.get(`${at}/${index}`)}
            </p>
          )}
        </div>
      ))}
      <span className={styles.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => onChange([...hours, night])}>
          {t('on_call.edit.addHours')}
        </Button>
      </span>
    </fieldset>
  )
}
