import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import styles from './targets.module.css'
import { useTargetsT } from './useTargetsT.ts'

type Row = {
  key: string
  name: string
  met: number
  missed: number
  hrefOf?: (result: 'met' | 'missed') => string
}

/** The share that was kept, as the reader writes it; a dash where there was nothing to keep. */
export function share(format: ReturnType<typeof useFormat>, met: number, missed: number): string {
  return met + missed === 0 ? '–' : format.percent(met / (met + missed))
}

/** Kept and missed, line by line; each count leads to its tickets. */
export function KeptTable({ title, note, rows }: { title: string; note?: string; rows: readonly Row[] }) {
  const t = useTargetsT()
  const format = useFormat()
  return (
    <div className={styles.card}>
      <h2 className={styles.heading}>{title}</h2>
      {note && <p className={styles.note}>{note}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('targets.name')}</th>
              <th scope="col">{t('targets.share')}</th>
              <th scope="col">{t('targets.met')}</th>
              <th scope="col">{t('targets.missed')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                <td>
                  <span className={styles.share}>
                    <span className={styles.bar} aria-hidden>
                      <span
                        style={{ inlineSize: `${(100 * row.met) / Math.max(1, row.met + row.missed)}%` }}
                      />
                    </span>
                    {share(format, row.met, row.missed)}
                  </span>
                </td>
                {(['met', 'missed'] as const).map((result) => (
                  <td key={result}>
                    <CountLink
                      count={row[result]}
                      label={`${row.name}, ${t(`targets.${result}`)}`}
                      href={row.hrefOf?.(result)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

/** A count that leads to its tickets, where there are any. */
export function CountLink({
  count,
  label,
  href,
}: {
  count: number
  label: string
  href: string | undefined
}) {
  const format = useFormat()
  const shown = format.number(count)
  if (count === 0 || href === undefined) return <span className={styles.zero}>{shown}</span>
  return (
    <AppLink href={href} aria-label={`${label}: ${shown}`}>
      {shown}
    </AppLink>
  )
}
