import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Incident } from '../data.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'
import { EditDialog } from './EditDialog.tsx'

/** What it affects, where people meet, and why it was proposed. */
export function About({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const [isOpen, setOpen] = useState(false)
  const places = incident.places.map((place) => place.name)
  const mayEdit = incident.may.includes('incidents.edit') && incident.category !== 'done'
  return (
    <section className={styles.card} aria-labelledby="about">
      <div className={styles.head}>
        <h2 id="about">{t('incidents.about.title')}</h2>
        {mayEdit && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            {t('incidents.edit.do')}
          </Button>
        )}
      </div>
      <dl className={styles.facts}>
        <dt>{t('incidents.about.applications')}</dt>
        <dd>{incident.applications.join(', ') || t('incidents.about.none')}</dd>
        <dt>{t('incidents.about.places')}</dt>
        <dd>{places.join(', ') || t('incidents.about.none')}</dd>
        <dt>{t('incidents.about.bridge')}</dt>
        <dd>
          {incident.bridge_url ? (
            <a className={styles.link} href={incident.bridge_url} rel="noreferrer" target="_blank">
              {t('incidents.about.join')}
            </a>
          ) : (
            t('incidents.about.none')
          )}
        </dd>
        <dt>{t('incidents.about.followers')}</dt>
        <dd>{incident.counts.followers}</dd>
        <dt>{t('incidents.about.proposedBy', { name: incident.proposed_by.name })}</dt>
        <dd className={styles.body}>{incident.why}</dd>
      </dl>
      {isOpen && <EditDialog incident={incident} onClose={() => setOpen(false)} />}
    </section>
  )
}
