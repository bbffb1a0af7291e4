import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import type { Run } from './data.ts'
import styles from './exchange.module.css'
import { useExchangeT } from './useExchangeT.ts'

const figures = ['new', 'changed', 'same', 'refused', 'files', 'links', 'broken'] as const

/** What an import would do, or did: figures, pages, and what to look at. */
export function Preview({ run }: { run: Run }) {
  const t = useExchangeT()
  const format = useFormat()
  const { counts, rows, remarks, remarks_total } = run.report
  return (
    <>
      <h3>
        {t(run.state === 'done' ? 'articleExchange.preview.titleDone' : 'articleExchange.preview.title')}
      </h3>
      <dl className={styles.figures}>
        {figures.map((figure) => (
          <div key={figure} data-alert={(figure === 'refused' || figure === 'broken') && counts[figure] > 0}>
            <dt>{t(`articleExchange.preview.${figure}`)}</dt>
            <dd>{format.number(counts[figure])}</dd>
          </div>
        ))}
      </dl>
      <Remarks remarks={remarks} total={remarks_total} />
      <h3 id="exchange-pages">{t('articleExchange.preview.pages')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reached by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-labelledby="exchange-pages">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('articleExchange.preview.page')}</th>
              <th scope="col">{t('articleExchange.preview.what')}</th>
              <th scope="col">{t('articleExchange.preview.path')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.path}>
                <th scope="row">
                  {row.article_id === null ? (
                    row.title
                  ) : (
                    <AppLink href={`/desk/knowledge/${row.article_id}`}>{row.title}</AppLink>
                  )}
                </th>
                <td>
                  {t(`articleExchange.what.${row.what}`)}
                  {row.reason !== null && `: ${row.reason}`}
                  {row.was &&
                    `: ${t('articleExchange.preview.was', { title: row.was.title, owner: row.was.owner ?? '–' })}`}
                </td>
                <td>
                  <code>{row.path}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {counts.new + counts.changed + counts.same + counts.refused > rows.length && (
        <p className={styles.quiet}>{t('articleExchange.preview.first', { count: rows.length })}</p>
      )}
    </>
  )
}

function Remarks({ remarks, total }: { remarks: Run['report']['remarks']; total: number }) {
  const t = useExchangeT()
  return (
    <>
      <h3>{t('articleExchange.remarks.title')}</h3>
      {remarks.length === 0 && <p className={styles.quiet}>{t('articleExchange.remarks.none')}</p>}
      <ul className={styles.remarks}>
        {remarks.slice(0, 200).map((remark, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: The list never changes its order, and two remarks may be the same.
          <li key={index}>
            <strong>{t(`articleExchange.remarks.${remark.kind}`)}</strong>{' '}
            <code>
              {remark.path}, {t('articleExchange.remarks.line', { line: remark.line })}
            </code>
            <br />
            {remark.detail}
          </li>
        ))}
      </ul>
      {total > 200 && <p className={styles.quiet}>{t('articleExchange.preview.first', { count: 200 })}</p>}
    </>
  )
}
