import { AppLink } from '../../../web/kit/AppLink.tsx'
import { base, type Role } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

type RoleAsideProps = {
  role: Role
  people: readonly { id: string; name: string; department: string | null }[]
}

/** What the role is there for, and who holds it: to be read beside its permissions. */
export function RoleAside({ role, people }: RoleAsideProps) {
  const t = useOrganizationT()
  return (
    <div>
      <section className={styles.card} aria-labelledby="duties">
        <div className={styles.cardHead}>
          <h2 id="duties">{t('organization.role.duties')}</h2>
        </div>
        {role.duties.length === 0 && <p className={styles.dim}>{t('organization.role.noDuties')}</p>}
        <ul className={styles.list}>
          {role.duties.map((duty, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: The catalogue's order never changes.
            <li key={index}>{dutyOf(duty)}</li>
          ))}
        </ul>
      </section>
      <section className={styles.card} aria-labelledby="holders" style={{ marginTop: 16 }}>
        <div className={styles.cardHead}>
          <h2 id="holders">{t('organization.role.holders', { count: role.holders })}</h2>
        </div>
        <ul className={styles.list}>
          {people.map((person) => (
            <li key={person.id}>
              <AppLink href={`${base}/people/${person.id}`}>{person.name}</AppLink>
              <span className={styles.small}>{person.department}</span>
            </li>
          ))}
        </ul>
        {people.length < role.holders && (
          <p className={styles.dim}>
            <AppLink className={styles.link} href={`${base}/people?role=${role.id}`}>
              {t('organization.role.allHolders')}
            </AppLink>
          </p>
        )}
      </section>
    </div>
  )
}

function dutyOf(duty: unknown): string {
  if (typeof duty === 'string') return duty
  const words = (duty as { duty?: unknown } | null)?.duty
  return typeof words === 'string' ? words : ''
}
