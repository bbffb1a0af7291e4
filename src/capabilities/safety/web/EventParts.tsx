/** The parts of a safety event's page. */
import { Button, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { TextAreaField } from '../../../web/kit/fields.tsx'
import { hazardsPath, type SafetyEvent, useAskAgain } from './data.ts'
import { Deadline } from './EventsPage.tsx'
import styles from './safety.module.css'
import { useSafetyT } from './useSafetyT.ts'

type PartProps = { event: SafetyEvent }

export function Facts({ event }: PartProps) {
  const t = useSafetyT()
  return (
    <section className={styles.card} aria-labelledby="facts">
      <h2 id="facts">{t('safety.event.owner')}</h2>
      <p className={styles.body}>{event.owner?.name ?? t('safety.list.nobody')}</p>
      <p className={styles.small}>
        <Deadline row={event} />
      </p>
      <h3>{t('safety.event.ticket')}</h3>
      {event.ticket ? (
        <AppLink className={styles.link} href={`/desk/tickets/${event.ticket.id}`}>
          {`#${event.ticket.number} ${event.ticket.title}`}
        </AppLink>
      ) : (
        <p className={styles.dim}>{t('safety.event.noTicket')}</p>
      )}
    </section>
  )
}

export function Hazards({ event, onLink }: PartProps & { onLink: () => void }) {
  const t = useSafetyT()
  return (
    <section className={styles.card} aria-labelledby="hazards">
      <h2 id="hazards">{t('safety.event.hazards')}</h2>
      {event.hazards.length === 0 && <p className={styles.dim}>{t('safety.event.noHazards')}</p>}
      <ul className={styles.list}>
        {event.hazards.map((hazard) => (
          <li key={hazard.id}>
            <AppLink href={`${hazardsPath}/${hazard.id}`}>{`${hazard.number} ${hazard.title}`}</AppLink>
            <span className={styles.small}>{t(`safety.hazard.state.${hazard.state}`)}</span>
          </li>
        ))}
      </ul>
      <Button size="compact-md" variant="default" onClick={onLink}>
        {t('safety.move.hazard')}
      </Button>
    </section>
  )
}

export function Notes({ event }: PartProps) {
  const t = useSafetyT()
  const askAgain = useAskAgain()
  const [body, setBody] = useState('')
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(
      api.POST('/api/safety-events/{id}/note', {
        params: { path: { id: event.id } },
        body: { body: body.trim() },
      }),
    )
    setBody('')
    await askAgain(event.id)
  })
  return (
    <section className={styles.card} aria-labelledby="notes">
      <h2 id="notes">{t('safety.event.notes')}</h2>
      <ul className={styles.list}>
        {event.notes.map((note) => (
          <li key={note.id}>
            <span className={styles.words}>
              <span className={styles.small}>
                {note.author.name} · <Time at={note.created_at} />
              </span>
              <span className={styles.body}>{note.body}</span>
            </span>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(sent: FormEvent) => {
          sent.preventDefault()
          if (body.trim() !== '') void submit()
        }}
      >
        <Stack gap="sm" align="flex-start">
          <TextAreaField
            label={t('safety.event.note')}
            hint={t('safety.event.noteHint')}
            maxLength={20_000}
            w="100%"
            value={body}
            onChange={(typed) => setBody(typed.currentTarget.value)}
          />
          <Failure problem={problem} />
          <Button type="submit" variant="default" loading={isBusy} disabled={body.trim() === ''}>
            {t('safety.event.addNote')}
          </Button>
        </Stack>
      </form>
    </section>
  )
}

/** Every reading is kept, and those who may read see each other's. */
export function Readings({ event }: PartProps) {
  const t = useSafetyT()
  return (
    <section className={styles.card} aria-labelledby="readings">
      <h2 id="readings">{t('safety.event.readings')}</h2>
      <ul className={styles.list}>
        {event.readings.map(({ by, at, times }) => (
          <li key={by.id}>
            <span>{t('safety.event.reading', { name: by.name, count: times })}</span>
            <Time at={at} className={styles.small} />
          </li>
        ))}
      </ul>
    </section>
  )
}
