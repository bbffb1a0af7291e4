/** What several pages of training show alike. */
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { type Credential, type Gap, tones } from './data.ts'
import {
  assessmentPath,
  checkOffsPath,
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
  requirementsPath,
  surveysPath,
  weekPath,
} from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** The pages of training beside each other. */
export function Tabs({ here }: { here: string }) {
  const t = useTrainingT()
  const may = useMay()
  const tabs = [
    [weekPath, t('training.week.title')],
    [gapsPath, t('training.gaps.title')],
    [matrixPath, t('training.matrix.title')],
    [compliancePath, t('training.compliance.title')],
    [plansPath, t('training.plans.title')],
    [needsPath, t('training.needs.title')],
    [surveysPath, t('training.surveys.title')],
    [effectPath, t('training.effect.title')],
    [requirementsPath, t('training.requirements.title')],
    [competenciesPath, t('training.competencies.title')],
    [coursesPath, t('training.courses.title')],
    [classesPath, t('training.classes.title')],
    ...(may('training.manage') ? [[packagesPath, t('training.packages.title')] as const] : []),
    ...(may('training.manage') ? [[assessmentPath, t('training.assessment.title')] as const] : []),
    ...(may('training.record') ? [[checkOffsPath, t('training.checkOff.title')] as const] : []),
    ...(may('training.record') ? [[importPath, t('training.import.tab')] as const] : []),
  ] as const
  return (
    <nav aria-label={t('training.nav.desk')}>
      <ul className={styles.tabs}>
        {tabs.map(([href, label]) => (
          <li key={href}>
            <AppLink href={href} aria-current={href === here ? 'page' : undefined}>
              {label}
            </AppLink>
          </li>
        ))}
      </ul>
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
