import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { base, failingMailQuery, type Person, personQuery } from './data.ts'
import styles from './organization.module.css'
import { PersonActions } from './PersonActions.tsx'
import { PersonRoles } from './PersonRoles.tsx'
import { PersonSessions } from './PersonSessions.tsx'
import { PersonSkills } from './PersonSkills.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

/** A person: who it is, what it may do, where it is signed in. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: person, error, refetch } = useQuery(personQuery(id))
  if (error || !person)
    return (
      <div className={styles.page}>
        {error ? <ErrorState problem={error} onRetry={() => void refetch()} /> : <PageSkeleton />}
      </div>
    )
  return <PersonView person={person} />
}

function PersonView({ person }: { person: Person }) {
  const t = useOrganizationT()
  const [news, setNews] = useState('')
  return (
    <div className={styles.page}>
      <PageHeader
        title={person.name}
        above={
          <AppLink className={styles.link} href={`${base}/people`}>
            {t('organization.people.title')}
          </AppLink>
        }
        note={[person.title, person.department?.name].filter(Boolean).join(' · ')}
        actions={<PersonActions person={person} onNews={setNews} />}
      />
      <Deeds id={person.id} />
      {person.email && <MailFails email={person.email} />}
      <p role="status" className={news ? styles.note : undefined}>
        {news}
      </p>
      <div className={styles.columns}>
        <Profile person={person} />
        <PersonRoles person={person} />
        <Teams person={person} />
        <PersonSkills person={person} />
        {person.may.includes('sessions.revoke') && <PersonSessions personId={person.id} />}
      </div>
    </div>
  )
}

/** That mail does not reach the person, for who answers for the mail; it is cleared on the page of channels. */
function MailFails({ email }: { email: string }) {
  const t = useOrganizationT()
  const isAsked = useMay()('organization.manage')
  const { data } = useQuery({ ...failingMailQuery, enabled: isAsked })
  const failing = data?.rows.find(({ address }) => address === email.toLowerCase())
  if (!failing) return null
  return (
    <p className={styles.note}>
      {t(`organization.person.mailFails.${failing.reason}`)}{' '}
      <AppLink className={styles.link} href={`${base}/channels`}>
        {t('organization.person.mailFails.look')}
      </AppLink>
    </p>
  )
}

/** The way to what the person did, for those who read the audit log. */
function Deeds({ id }: { id: string }) {
  const t = useOrganizationT()
  if (!useMay()('audit.read')) return null
  return (
    <p>
      <AppLink className={styles.link} href={`${base}/audit?person=${id}`}>
        {t('organization.audit.ofPerson')}
      </AppLink>
    </p>
  )
}

function Profile({ person }: { person: Person }) {
  const t = useOrganizationT()
  const facts: [string, React.ReactNode][] = [
    [t('organization.person.state'), <State key="state" person={person} />],
    [t('organization.person.email'), person.email],
    [t('organization.person.phone'), person.phone],
    [t('organization.person.extension'), person.extension],
    [t('organization.person.site'), person.site?.name],
    [t('organization.person.place'), person.place?.name],
    [
      t('organization.person.manager'),
      person.manager && <PersonLink key="manager" person={person.manager} />,
    ],
    [
      t('organization.person.custodian'),
      person.custodian && <PersonLink key="custodian" person={person.custodian} />,
    ],
    [
      t('organization.person.language'),
      person.language === 'es' ? 'Español' : person.language === 'en' ? 'English' : null,
    ],
    [t('organization.person.external_key'), person.external_key],
    [t('organization.person.badge'), person.badge],
    [
      t('organization.person.signIn'),
      t(
        person.has_factor
          ? 'organization.person.withFactor'
          : person.has_password
            ? 'organization.person.withPassword'
            : 'organization.person.withoutPassword',
      ),
    ],
    [t('organization.person.since'), <Time key="since" at={person.created_at} as="date" />],
  ]
  return (
    <section className={styles.card} aria-labelledby="profile">
      <div className={styles.cardHead}>
        <h2 id="profile">{t('organization.person.profile')}</h2>
      </div>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

function State({ person }: { person: Person }) {
  const t = useOrganizationT()
  if (person.merged_into)
    return (
      <>
        {t('organization.person.mergedInto')} <PersonLink person={person.merged_into} />
      </>
    )
  return person.is_active ? (
    <StatusBadge tone="success" label={t('organization.person.active')} />
  ) : (
    <StatusBadge tone="warning" label={t('organization.person.inactive')} />
  )
}

function PersonLink({ person }: { person: { id: string; name: string } }) {
  return (
    <AppLink className={styles.link} href={`${base}/people/${person.id}`}>
      {person.name}
    </AppLink>
  )
}

function Teams({ person }: { person: Person }) {
  const t = useOrganizationT()
  return (
    <section className={styles.card} aria-labelledby="teams">
      <div className={styles.cardHead}>
        <h2 id="teams">{t('organization.person.teams')}</h2>
      </div>
      {person.teams.length === 0 && <p className={styles.dim}>{t('organization.person.noTeams')}</p>}
      <ul className={styles.list}>
        {person.teams.map((team) => (
          <li key={team.id}>
            <AppLink href={`${base}/teams/${team.id}`}>{team.name}</AppLink>
            <span className={styles.small}>
              {team.is_lead
                ? t('organization.team.leadOf', { tier: team.tier })
                : t('organization.team.line', { tier: team.tier })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
