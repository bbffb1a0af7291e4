import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { CheckboxField, TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Calendar, calendarQuery } from './data.ts'
import styles from './notices.module.css'
import { useNoticesT } from './useNoticesT.ts'
import { useSaving } from './useSaving.ts'

const parts = ['tasks', 'on_call', 'follow_ups', 'classes'] as const

/** The secret link for a calendar program. It is shown once, since only its hash is kept. */
export function CalendarPart() {
  const t = useNoticesT()
  const { data } = useQuery(calendarQuery)
  return (
    <section className={styles.part} aria-labelledby="calendar">
      <h2 id="calendar">{t('notices.calendar.title')}</h2>
      <p className={styles.small}>{t('notices.calendar.note')}</p>
      {data && <Link calendar={data} />}
    </section>
  )
}

function Link({ calendar }: { calendar: Calendar }) {
  const t = useNoticesT()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState(calendar.parts)
  const [url, setUrl] = useState<string>()
  const { run, isBusy, failure } = useSaving()
  const doing = (work: () => Promise<unknown>, said?: string) =>
    run(async () => {
      await work()
      if (said) toast.show(said, 'success')
      await queries.invalidateQueries({ queryKey: calendarQuery.queryKey })
    })
  const make = () =>
    doing(async () => setUrl((await ask(api.POST('/api/notices/calendar', { body: { parts: chosen } }))).url))
  const change = () =>
    doing(
      () => ask(api.PUT('/api/notices/calendar', { body: { parts: chosen } })),
      t('notices.calendar.changed'),
    )
  const end = () =>
    doing(async () => {
      await ask(api.DELETE('/api/notices/calendar', { body: {} }))
      setUrl(undefined)
    }, t('notices.calendar.ended'))
  return (
    <>
      <PartsField chosen={chosen} onChoose={setChosen} />
      {url && (
        <TextField
          label={t('notices.calendar.link')}
          hint={t('notices.calendar.once')}
          value={url}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {calendar.has_link && (
        <p className={styles.small}>
          {t('notices.calendar.has')}{' '}
          {calendar.used_at ? (
            <>
              {t('notices.calendar.used')} <Time at={calendar.used_at} />
            </>
          ) : (
            t('notices.calendar.neverUsed')
          )}
        </p>
      )}
      {failure && <p role="alert">{failure}</p>}
      <span className={styles.buttons}>
        <Button variant="default" disabled={isBusy || chosen.length === 0} onClick={() => void make()}>
          {t(calendar.has_link ? 'notices.calendar.renew' : 'notices.calendar.make')}
        </Button>
        {calendar.has_link && (
          <>
            <Button variant="default" disabled={isBusy || chosen.length === 0} onClick={() => void change()}>
              {t('notices.calendar.change')}
            </Button>
            <Button variant="default" disabled={isBusy} onClick={() => void end()}>
              {t('notices.calendar.end')}
            </Button>
          </>
        )}
      </span>
    </>
  )
}

type Part = (typeof parts)[number]

function PartsField({ chosen, onChoose }: { chosen: readonly Part[]; onChoose: (parts: Part[]) => void }) {
  const t = useNoticesT()
  return (
    <div className={styles.row}>
      <fieldset>
        <legend>{t('notices.calendar.shows')}</legend>
        {parts.map((part) => (
          <CheckboxField
            key={part}
            label={t(`notices.calendar.parts.${part}`)}
            checked={chosen.includes(part)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked
              onChoose(parts.filter((each) => (each === part ? isOn : chosen.includes(each))))
            }}
          />
        ))}
      </fieldset>
    </div>
  )
}
