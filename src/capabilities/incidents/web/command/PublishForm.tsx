import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { CheckboxField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { attempt, type Incident, useRefresh } from '../data.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'
import { NextUpdateField, timeIn } from './NextUpdateField.tsx'
import { useGivenAway } from './useGivenAway.tsx'

/** One word to everybody, written once; with other words for those who reported it, where they need them. */
export function PublishForm({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [body, setBody] = useState('')
  const [own, setOwn] = useState('')
  const [isApart, setApart] = useState(false)
  const [minutes, setMinutes] = useState('30')
  const [isBusy, setBusy] = useState(false)
  const givenAway = useGivenAway(isApart ? `${body}\n${own}` : body)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (body.trim() === '' || isBusy) return
    setBusy(true)
    const deed = ask(
      api.POST('/api/incidents/{id}/publish', {
        params: { path: { id: incident.id } },
        body: {
          body,
          ...(isApart && own.trim() ? { reporter_body: own } : {}),
          next_update_at: timeIn(minutes),
          ...givenAway.consent,
        },
      }),
    )
    // What was refused stays in the form with every word.
    const done = t('incidents.publish.done', { count: incident.counts.tickets })
    if (await attempt(deed.catch(givenAway.hear), done)) {
      setBody('')
      setOwn('')
      await refresh()
    }
    setBusy(false)
  }
  return (
    <section className={styles.card} aria-labelledby="publish">
      <h2 id="publish">{t('incidents.publish.title')}</h2>
      <form className={styles.form} onSubmit={send}>
        <TextAreaField
          label={t('incidents.publish.body')}
          hint={t('incidents.publish.bodyHint', { count: incident.counts.tickets })}
          maxLength={20_000}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <CheckboxField
          label={t('incidents.publish.apart')}
          checked={isApart}
          onChange={(event) => setApart(event.currentTarget.checked)}
        />
        {isApart && (
          <TextAreaField
            label={t('incidents.publish.reporters')}
            maxLength={20_000}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
          />
        )}
        {givenAway.field()}
        {incident.state === 'working' && <NextUpdateField value={minutes} onChange={setMinutes} />}
        <div>
          <Button type="submit" loading={isBusy} disabled={body.trim() === ''}>
            {t('incidents.publish.do')}
          </Button>
        </div>
      </form>
    </section>
  )
}
