import { Button } from '@mantine/core'
import { useState } from 'react'
import { PersonPicker } from '../../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { type Incident, useRefresh } from '../data.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'

const roles = ['commander', 'communications', 'technical', 'scribe'] as const
type Role = (typeof roles)[number]

/** Who has which part now, and who had it before. */
export function Duties({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const [given, setGiven] = useState<Role>()
  const mayGive = incident.may.includes('incidents.give_duty') && incident.category !== 'done'
  const before = incident.duties.filter((duty) => duty.ended_at !== null)
  return (
    <section className={styles.card} aria-labelledby="duties">
      <h2 id="duties">{t('incidents.duty.title')}</h2>
      <ul className={styles.list}>
        {roles.map((role) => {
          const holder = incident.duties.find((duty) => duty.role === role && duty.ended_at === null)
          return (
            <li key={role}>
              <span className={styles.words}>
                <span className={styles.small}>{t(`incidents.duty.${role}`)}</span>
                <strong>{holder?.person.name ?? t('incidents.duty.nobody')}</strong>
                {holder && (
                  <span className={styles.small}>
                    {t('incidents.duty.since')} <Time at={holder.began_at} as="time" />
                  </span>
                )}
              </span>
              {mayGive && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`${t(holder ? 'incidents.duty.handOver' : 'incidents.duty.give')}: ${t(`incidents.duty.${role}`)}`}
                  onClick={() => setGiven(role)}
                >
                  {t(holder ? 'incidents.duty.handOver' : 'incidents.duty.give')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {before.length > 0 && (
        <details>
          <summary>{t('incidents.duty.before', { count: before.length })}</summary>
          <ul className={styles.list}>
            {before.map((duty) => (
              <li key={`${duty.role}${duty.began_at}`} className={styles.small}>
                <span>
                  {t(`incidents.duty.${duty.role}`)}: {duty.person.name}
                </span>
                <span>
                  <Time at={duty.began_at} as="time" />–
                  {duty.ended_at && <Time at={duty.ended_at} as="time" />}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {given && <DutyDialog incident={incident} role={given} onClose={() => setGiven(undefined)} />}
    </section>
  )
}

function DutyDialog({ incident, role, onClose }: { incident: Incident; role: Role; onClose: () => void }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const send = async () => {
    await ask(
      api.POST('/api/incidents/{id}/give-duty', {
        params: { path: { id: incident.id } },
        body: { role, person_id: person?.id ?? '' },
      }),
    )
    await refresh()
  }
  return (
    <FormDialog
      title={t('incidents.duty.dialog', { role: t(`incidents.duty.${role}`) })}
      submitLabel={t('incidents.duty.give')}
      isReady={person !== null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <PersonPicker
          label={t('incidents.duty.person')}
          value={person}
          onChange={setPerson}
          error={errors.get('person_id')}
        />
      )}
    </FormDialog>
  )
}
