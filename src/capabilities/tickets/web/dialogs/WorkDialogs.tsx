import { Button } from '@mantine/core'
import { useState } from 'react'
import { TextField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './dialogs.module.css'
import type { DialogProps } from './PassDialogs.tsx'

/** Set aside until a time; the usual ones are one click. */
export function ScheduleDialog({ ticket, run, onClose }: DialogProps) {
  const t = useTicketsT()
  const [at, setAt] = useState(() => localMinute(daysFromNow(1)))
  const presets = [
    [t('tickets.dialog.tomorrow'), daysFromNow(1)],
    [t('tickets.dialog.monday'), daysFromNow((8 - new Date().getDay()) % 7 || 7)],
    [t('tickets.dialog.week'), daysFromNow(7)],
  ] as const
  const submit = () =>
    run(
      'schedule',
      { resume_at: new Date(at).toISOString() },
      { throws: true, said: t('tickets.did.schedule') },
    )
  return (
    <FormDialog
      title={t('tickets.dialog.scheduleTitle', { number: ticket.number })}
      submitLabel={t('tickets.move.schedule')}
      isReady={at !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            type="datetime-local"
            label={t('tickets.dialog.scheduleAt')}
            value={at}
            error={errors.get('resume_at')}
            data-autofocus
            onChange={(event) => setAt(event.currentTarget.value)}
          />
          <div className={styles.chips}>
            {presets.map(([label, date]) => (
              <Button
                key={label}
                size="compact-sm"
                variant="default"
                onClick={() => setAt(localMinute(date))}
              >
                {label}
              </Button>
            ))}
          </div>
        </>
      )}
    </FormDialog>
  )
}

function daysFromNow(days: number): Date {
  const date = new Date()
  date.setDate(date.getDate() + days)
  date.setHours(8, 0, 0, 0)
  return date
}

/** As an input of type datetime-local wants it. */
export function localMinute(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Minutes worked, with the usual amounts one click away. */
export function TimeDialog({ ticket, run, onClose }: DialogProps) {
  const t = useTicketsT()
  const [minutes, setMinutes] = useState('15')
  const [note, setNote] = useState('')
  const submit = () =>
    run(
      'log-time',
      { minutes: Number(minutes), ...(note.trim() ? { note: note.trim() } : {}) },
      { throws: true, said: t('tickets.did.log_time') },
    )
  return (
    <FormDialog
      title={t('tickets.dialog.timeTitle', { number: ticket.number })}
      submitLabel={t('tickets.move.log_time')}
      isReady={/^[1-9]\d{0,3}$/.test(minutes)}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('tickets.dialog.minutes')}
            inputMode="numeric"
            value={minutes}
            error={errors.get('minutes')}
            data-autofocus
            onChange={(event) => setMinutes(event.currentTarget.value)}
          />
          <div className={styles.chips}>
            {[5, 15, 30, 60].map((value) => (
              <Button
                key={value}
                size="compact-sm"
                variant="default"
                onClick={() => setMinutes(String(value))}
              >
                {value}
              </Button>
            ))}
          </div>
          <TextField
            label={t('tickets.dialog.timeNote')}
            required={false}
            maxLength={500}
            value={note}
            error={errors.get('note')}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
