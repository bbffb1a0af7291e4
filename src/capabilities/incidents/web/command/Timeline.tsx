import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { CheckboxField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { attempt, type Entry, type Incident, useRefresh } from '../data.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'

/** What happened, was decided and was said, newest first, with a line to add to it. */
export function Timeline({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  return (
    <section className={styles.card} aria-labelledby="timeline">
      <h2 id="timeline">{t('incidents.timeline.title')}</h2>
      {incident.may.includes('incidents.note') && <NoteForm id={incident.id} />}
      <Entries incident={incident} />
    </section>
  )
}

/** The lines themselves; the review shows them too. */
export function Entries({ incident, isOldestFirst }: { incident: Incident; isOldestFirst?: boolean }) {
  const names = new Map(incident.duties.map((duty) => [duty.person.id, duty.person.name]))
  const entries = isOldestFirst ? incident.entries.toReversed() : incident.entries
  return (
    <ol className={styles.timeline}>
      {entries.map((entry) => (
        <Line key={entry.id} entry={entry} names={names} />
      ))}
    </ol>
  )
}

function Line({ entry, names }: { entry: Entry; names: ReadonlyMap<string, string> }) {
  const t = useIncidentsT()
  const look = entry.data.is_decision ? styles.decision : entry.reporter_body !== null ? styles.update : ''
  return (
    <li className={look}>
      <span className={styles.small}>
        <Time at={entry.at} as="dateTime" /> · {useSentence(entry, names)}
      </span>
      {entry.body !== null && <p className={styles.body}>{entry.body}</p>}
      {entry.reporter_body !== null && entry.reporter_body !== entry.body && (
        <p className={styles.body}>
          <span className={styles.small}>{t('incidents.timeline.toReporters')}</span> {entry.reporter_body}
        </p>
      )}
    </li>
  )
}

const told = [
  'propose',
  'declare',
  'decline',
  'cancel',
  'edit',
  'note',
  'publish',
  'resolve',
  'reopen',
  'review',
  'write_review',
  'add_action',
  'file_action',
  'decline_action',
  'close',
  'redact',
  'update_due',
  'restrict',
  'grant',
  'end_grant',
  'break_glass',
] as const

function useSentence(entry: Entry, names: ReadonlyMap<string, string>): string {
  const t = useIncidentsT()
  const who = entry.by?.name ?? ''
  // Who sees an incident is decided as for any other record.
  const verb = entry.action.replace(/^(incidents|restriction)\./, '')
  if (verb === 'note' && entry.data.is_decision) return t('incidents.event.decision', { who })
  if (verb === 'give_duty') {
    const role = entry.data.role as 'commander' | 'communications' | 'technical' | 'scribe'
    const person = names.get(String(entry.data.person)) ?? ''
    return t('incidents.event.give_duty', { who, person, role: t(`incidents.duty.${role}`) })
  }
  if (verb === 'publish' && !entry.data.tickets) return t('incidents.event.publishStaff', { who })
  if (verb === 'publish' || verb === 'resolve_tickets')
    return t(`incidents.event.${verb}`, { who, count: Number(entry.data.tickets ?? 0) })
  const known = told.find((each) => each === verb)
  return known ? t(`incidents.event.${known}`, { who }) : t('incidents.event.other', { who })
}

function NoteForm({ id }: { id: string }) {
  const t = useIncidentsT()
  const refresh = useRefresh(id)
  const [body, setBody] = useState('')
  const [is_decision, setDecision] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (body.trim() === '' || isBusy) return
    setBusy(true)
    const deed = ask(
      api.POST('/api/incidents/{id}/note', { params: { path: { id } }, body: { body, is_decision } }),
    )
    if (await attempt(deed)) {
      setBody('')
      setDecision(false)
      await refresh()
    }
    setBusy(false)
  }
  return (
    <form className={`${styles.form} wl-no-print`} onSubmit={send}>
      <TextAreaField
        label={t('incidents.timeline.note')}
        hint={t('incidents.timeline.noteHint')}
        minRows={2}
        maxLength={20_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <div className={styles.row}>
        <Button type="submit" variant="default" loading={isBusy} disabled={body.trim() === ''}>
          {t('incidents.timeline.add')}
        </Button>
        <CheckboxField
          label={t('incidents.timeline.isDecision')}
          checked={is_decision}
          onChange={(event) => setDecision(event.currentTarget.checked)}
        />
      </div>
    </form>
  )
}
