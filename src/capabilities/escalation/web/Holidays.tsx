import { ActionIcon, Button, Group } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { FileDrop } from '../../../web/kit/FileDrop.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import type { Holiday } from './data.ts'
import styles from './escalation.module.css'
import { useEscalationT } from './useEscalationT.ts'

const file_bytes_max = 1_000_000

type HolidaysProps = {
  holidays: readonly Holiday[]
  zone: string
  onChange: (holidays: Holiday[]) => void
  problems: ReadonlyMap<string, string> | undefined
}

/** Days and parts of days on which nobody works: entered one by one, or taken from a calendar file. */
export function Holidays({ holidays, zone, onChange, problems }: HolidaysProps) {
  const t = useEscalationT()
  const add = (more: readonly Holiday[]) => {
    const all = new Map([...holidays, ...more].map((each) => [`${each.date} ${each.from ?? ''}`, each]))
    onChange([...all.values()].sort((a, b) => a.date.localeCompare(b.date)))
  }
  const [file, setFile] = useState<File>()
  const load = useSubmit(async () => {
    if (!file) return
    const body = { text: await file.text(), time_zone: zone }
    const read = await ask(api.POST('/api/calendars/read-holidays', { body }))
    add(read.holidays)
    toast.show(t('escalation.calendar.taken', { count: read.holidays.length }), 'success')
    setFile(undefined)
  })
  const wrong = [...(problems ?? [])].find(([pointer]) => pointer.startsWith('holidays'))?.[1]
  return (
    <fieldset className={styles.group}>
      <legend>{t('escalation.calendar.holidays')}</legend>
      {holidays.length > 0 && <HolidayList holidays={holidays} onChange={onChange} />}
      {wrong && (
        <p role="alert" className={styles.failure}>
          {wrong}
        </p>
      )}
      <NewHoliday onAdd={(holiday) => add([holiday])} />
      <FileDrop
        label={file ? file.name : t('escalation.calendar.file')}
        accept=".ics,text/calendar"
        files_max={1}
        size_bytes_max={file_bytes_max}
        onFiles={([chosen]) => setFile(chosen)}
      />
      {file && (
        <Group mt="sm">
          <Button variant="default" loading={load.isBusy} onClick={() => void load.submit()}>
            {t('escalation.calendar.take')}
          </Button>
        </Group>
      )}
      <Failure problem={load.problem} />
    </fieldset>
  )
}

function HolidayList({ holidays, onChange }: Pick<HolidaysProps, 'holidays' | 'onChange'>) {
  const t = useEscalationT()
  const format = useFormat()
  // A day has no zone; noon of it is the same day everywhere that anybody looks from.
  const written = (date: string) =>
    new Intl.DateTimeFormat(format.locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
      new Date(`${date}T12:00Z`),
    )
  return (
    <ul className={styles.list}>
      {holidays.map((holiday) => (
        <li key={`${holiday.date} ${holiday.from ?? ''}`}>
          <span>
            {holiday.name}{' '}
            <span className={styles.small}>
              {[written(holiday.date), ...(holiday.from ? [`${holiday.from}–${holiday.to}`] : [])].join(', ')}
            </span>
          </span>
          <ActionIcon
            aria-label={t('escalation.calendar.removeHoliday', { name: `${holiday.name} ${holiday.date}` })}
            onClick={() => onChange(holidays.filter((each) => each !== holiday))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}

function NewHoliday({ onAdd }: { onAdd: (holiday: Holiday) => void }) {
  const t = useEscalationT()
  const [name, setName] = useState('')
  const [date, setDate] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const add = () => {
    const part = from || to ? { from: from || '00:00', to: to || '24:00' } : {}
    onAdd({ name: name.trim(), date, ...part })
    setName('')
    setDate('')
  }
  return (
    <div className={styles.newHoliday}>
      <TextField
        label={t('escalation.calendar.holidayName')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label={t('escalation.calendar.holidayDate')}
        type="date"
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <TextField
        label={t('escalation.calendar.holidayFrom')}
        required={false}
        type="time"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextField
        label={t('escalation.calendar.holidayTo')}
        required={false}
        type="time"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button variant="default" disabled={name.trim() === '' || date === ''} onClick={add}>
        {t('escalation.calendar.addHoliday')}
      </Button>
    </div>
  )
}
