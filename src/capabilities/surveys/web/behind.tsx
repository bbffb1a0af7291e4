import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { queueHref } from '../../tickets/web/index.ts'
import type { Result } from './data.ts'
import styles from './surveys.module.css'
import { useSurveysT } from './useSurveysT.ts'

type Filter = Omit<Parameters<typeof queueHref>[0], 'view'>

/** The tickets of which a solution of the period is counted in a figure. */
export function behind({ from, to }: { from: string; to: string }, filter: Filter): string {
  return queueHref({ view: 'all', survey_from: from, survey_to: to, ...filter })
}

/** A figure that opens what it counts; nothing stands behind a zero. */
export function Count({ count, label, href }: { count: number; label: string; href: string }) {
  const format = useFormat()
  const shown = format.number(count)
  if (count === 0) return <span className="wl-figures">{shown}</span>
  return (
    <AppLink className={`wl-figures ${styles.link}`} href={href} aria-label={`${label}: ${shown}`}>
      {shown}
    </AppLink>
  )
}

/** How many of those who were asked answered; opens the tickets whose requesters were asked. */
export function AskedShare({ result, name, href }: { result: Result; name: string; href: string }) {
  const t = useSurveysT()
  const format = useFormat()
  if (result.asked === 0) return '–'
  const shown = format.percent(result.answered / result.asked)
  return (
    <AppLink
      className={styles.link}
      href={href}
      aria-label={`${name}, ${t('surveys.results.rate')}: ${shown}`}
    >
      {shown}
    </AppLink>
  )
}
