import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { erasuresQuery, peopleQuery } from '../data.ts'
import { peoplePath, settingsPath } from '../paths.ts'
import styles from '../privacy.module.css'
import { usePrivacyT } from '../usePrivacyT.ts'
import { OnePerson } from './OnePerson.tsx'

const pause_ms = 200

/** What is kept of people: found by name, taken along, held, erased. */
export function Page() {
  const t = usePrivacyT()
  const { person } = useSearch({ strict: false }) as { person?: unknown }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('privacy.people.title')}
        note={t('privacy.people.note')}
        actions={
          <AppLink className={styles.link} href={settingsPath}>
            {t('privacy.nav.settings')}
          </AppLink>
        }
      />
      <Finder />
      {typeof person === 'string' ? <OnePerson key={person} id={person} /> : <Erasures />}
    </div>
  )
}

function Finder() {
  const t = usePrivacyT()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, pause_ms)
  const { data } = useQuery(peopleQuery(q))
  return (
    <div className={styles.finder}>
      <TextField
        label={t('privacy.people.find')}
        type="search"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div aria-live="polite">
        {data && q.trim().length > 1 && data.length === 0 && (
          <p className={styles.small}>{t('privacy.people.none')}</p>
        )}
        {data && data.length > 0 && (
          <ul className={styles.found} aria-label={t('privacy.people.found')}>
            {data.map((person) => (
              <li key={person.id}>
                <AppLink
                  className={styles.link}
                  href={`${peoplePath}?person=${person.id}`}
                  onClick={() => setTyped('')}
                >
                  {person.name}
                </AppLink>{' '}
                <span className={styles.small}>
                  {[person.title, person.email, person.is_active ? '' : t('privacy.people.left')]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function Erasures() {
  const t = usePrivacyT()
  const { data, error, refetch } = useQuery(erasuresQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  if (data.rows.length === 0)
    return <EmptyState title={t('privacy.people.empty')}>{t('privacy.people.emptyBody')}</EmptyState>
  return (
    <section aria-labelledby="erasures">
      <h2 id="erasures">{t('privacy.people.erasures')}</h2>
      <ul className={styles.list}>
        {data.rows.map((erasure) => (
          <li key={erasure.id} className={styles.item}>
            <p className={styles.plain}>
              <AppLink className={styles.link} href={`${peoplePath}?person=${erasure.person_id}`}>
                {erasure.person}
              </AppLink>{' '}
              {t(`privacy.erasure.states.${erasure.state}`)}
            </p>
            <p className={styles.small}>
              {t('privacy.erasure.askedBy', { name: erasure.asked_by })} <Time at={erasure.asked_at} />
            </p>
            <p className={styles.context}>{erasure.reason}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
