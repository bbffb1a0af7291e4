/** What several pages of training show alike. */
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { type Credential, type Gap, tones } from './data.ts'
import {
  assessmentPath,
  checkOffsPath,
  claimsPath,
  classesPath,
  competenciesPath,
  compliancePath,
  coursesPath,
  effectPath,
  gapsPath,
  importPath,
  matrixPath,
  needsPath,
  packagesPath,
  plansPath,
  recordsPath,
  requirementsPath,
  surveysPath,
  weekPath,
} from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

type Tab = readonly [href: string, label: string]

/** The pages of training by what they are for. */
function useTabs(): readonly (readonly [group: string, tabs: readonly Tab[]])[] {
  const t = useTrainingT()
  const may = useMay()
  const only = (permission: string, ...tab: Tab): Tab[] => (may(permission) ? [tab] : [])
  return [
    [
      t('training.tabs.stands'),
      [
        [weekPath, t('training.week.title')],
        [gapsPath, t('training.gaps.title')],
        [matrixPath, t('training.matrix.title')],
        [compliancePath, t('training.compliance.title')],
        [recordsPath, t('training.records.title')],
        ...only('training.record', claimsPath, t('training.claims.page')),
      ],
    ],
    [
      t('training.tabs.needed'),
      [
        [needsPath, t('training.needs.title')],
        [surveysPath, t('training.surveys.title')],
        [effectPath, t('training.effect.title')],
      ],
    ],
    [
      t('training.tabs.taught'),
      [
        [coursesPath, t('training.courses.title')],
        [classesPath, t('training.classes.title')],
        [plansPath, t('training.plans.title')],
        ...only('training.manage', packagesPath, t('training.packages.title')),
        ...only('training.manage', assessmentPath, t('training.assessment.title')),
        ...only('training.record', checkOffsPath, t('training.checkOff.title')),
      ],
    ],
    [
      t('training.tabs.asked'),
      [
        [requirementsPath, t('training.requirements.title')],
        [competenciesPath, t('training.competencies.title')],
        ...only('training.record', importPath, t('training.import.tab')),
      ],
    ],
  ]
}

/** The pages of training beside each other. */
export function Tabs({ here }: { here: string }) {
  const t = useTrainingT()
  return (
    <nav aria-label={t('training.nav.desk')} className={styles.groups}>
      {useTabs().map(([group, tabs]) => (
        <div key={group}>
          <p className={styles.group}>{group}</p>
          <ul className={styles.tabs} aria-label={group}>
            {tabs.map(([href, label]) => (
              <li key={href}>
                <AppLink href={href} aria-current={href === here ? 'page' : undefined}>
                  {label}
                </AppLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** A day in the reader's language. */
export function useDay(): (day: string) => string {
  const format = useFormat()
  // Noon is the same day wherever the organization is.
  return (day) => format.date(`${day}T12:00:00Z`)
}

/** The state of a credential in color and words, with the day that matters in it. */
export function CredentialState({
  of,
}: {
  of: Pick<Gap | Credential, 'state' | 'is_late' | 'achieved_on' | 'due_on' | 'expires_on'>
}) {
  const t = useTrainingT()
  const day = useDay()
  return (
    <>
      <StatusBadge tone={tones[of.state]} label={t(`training.state.${of.state}`)} />
      <div className={of.is_late ? styles.late : styles.small}>
        {of.achieved_on === null
          ? t(of.is_late ? 'training.when.overdue' : 'training.when.due', { day: day(of.due_on) })
          : of.expires_on === null
            ? t('training.when.forever')
            : t(of.state === 'expired' ? 'training.when.ended' : 'training.when.ends', {
                day: day(of.expires_on),
              })}
      </div>
    </>
  )
}

/** A table that scrolls by itself where the screen is narrow. */
export function Table({
  label,
  heads,
  children,
}: {
  label: string
  heads: readonly string[]
  children: React.ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
