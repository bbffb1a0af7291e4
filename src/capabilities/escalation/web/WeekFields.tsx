import { Button, Group } from '@mantine/core'
import { TextField } from '../../../web/kit/fields.tsx'
import styles from './escalation.module.css'
import { useEscalationT } from './useEscalationT.ts'
import { readSpans } from './week.ts'

const days = ['0', '1', '2', '3', '4', '5', '6'] as const
const always = '00:00–24:00'

type WeekFieldsProps = {
  week: readonly string[]
  onChange: (week: string[]) => void
  problems: ReadonlyMap<string, string> | undefined
}

/** The hours of seven days, as they are written on a door. */
export function WeekFields({ week, onChange, problems }: WeekFieldsProps) {
  const t = useEscalationT()
  const errorOf = (day: number): string | undefined => {
    if (readSpans(week[day] ?? '') === undefined) return t('escalation.calendar.badHours')
    return problems?.get(`week/${day}`)
  }
  return (
    <fieldset className={styles.group}>
      <legend>{t('escalation.calendar.hours')}</legend>
      <p className={styles.small}>{t('escalation.calendar.hoursHint')}</p>
      <div className={styles.week}>
        {days.map((name, day) => {
          const error = errorOf(day)
          return (
            <TextField
              key={name}
              label={t(`escalation.day.${name}`)}
              value={week[day] ?? ''}
              maxLength={300}
              {...(error ? { error } : {})}
              onChange={(event) => onChange(week.with(day, event.currentTarget.value))}
            />
          )
        })}
      </div>
      {problems?.get('week') && (
        <p role="alert" className={styles.failure}>
          {problems.get('week')}
        </p>
      )}
      <Group gap="sm" mt="sm">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => onChange(week.map((text, day) => (day < 5 ? (week[0] ?? '') : text)))}
        >
          {t('escalation.calendar.likeMonday')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => onChange(week.map(() => always))}>
          {t('escalation.calendar.always')}
        </Button>
      </Group>
    </fieldset>
  )
}
