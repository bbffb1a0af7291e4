import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import type { ImportRun, ArticleReport as Report } from './data.ts'
import styles from './imports.module.css'
import { Sideways } from './Sideways.tsx'
import { useChannelsT } from './useChannelsT.ts'

/** What a trial or a run of articles found: counts, the articles themselves, and links that lead nowhere. */
export function ArticleReport({ run, report }: { run: ImportRun; report: Report }) {
  const t = useChannelsT()
  const format = useFormat()
  const facts: [string, number][] = [
    [t('channels.articles.found'), report.articles],
    [report.is_dry ? t('channels.articles.wouldWrite') : t('channels.articles.written'), report.stored],
    [t('channels.report.known'), report.known],
    [t('channels.articles.drafts'), report.drafts],
    [t('channels.articles.links'), report.links],
    [t('channels.articles.images'), report.images],
    [t('channels.articles.remarks'), report.remark_count],
  ]
  return (
    <section className={styles.section} aria-labelledby="import-report">
      <h2 id="import-report">{report.is_dry ? t('channels.report.dry') : t('channels.report.title')}</h2>
      <p className={styles.dim}>
        {report.is_dry
          ? t('channels.report.dryNote')
          : t('channels.report.note', { seconds: format.number(report.seconds) })}
      </p>
      <dl className={styles.facts}>
        {facts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      {report.remarks.length > 0 && <Remarks run={run} report={report} />}
      {report.examples.length > 0 && <Examples report={report} />}
    </section>
  )
}

function Remarks({ run, report }: { run: ImportRun; report: Report }) {
  const t = useChannelsT()
  const title = t('channels.articles.remarksTitle', { count: report.remark_count })
  return (
    <section className={styles.section} aria-labelledby="import-remarks">
      <h2 id="import-remarks">{title}</h2>
      <p className={styles.dim}>{t('channels.articles.remarksNote')}</p>
      {!run.is_cleared && (
        <Button
          component="a"
          href={`/api/imports/${run.id}/bad-rows`}
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {t('channels.bad.download')}
        </Button>
      )}
      <Sideways label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('channels.articles.path')}</th>
              <th scope="col">{t('channels.articles.remark')}</th>
            </tr>
          </thead>
          <tbody>
            {report.remarks.map(({ path, problem }) => (
              <tr key={`${path} ${problem}`}>
                <td className={styles.samples}>{path}</td>
                <td>{problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  )
}

function Examples({ report }: { report: Report }) {
  const t = useChannelsT()
  const title = t('channels.articles.examples', { count: report.stored })
  return (
    <details className={styles.section} open={report.remarks.length === 0}>
      <summary>{title}</summary>
      <Sideways label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('channels.articles.name')}</th>
              <th scope="col">{t('channels.articles.tags')}</th>
              <th scope="col">{t('channels.articles.path')}</th>
            </tr>
          </thead>
          <tbody>
            {report.examples.map(({ path, title: name, tags }) => (
              <tr key={path}>
                <th scope="row">{name}</th>
                <td>{tags.join(', ')}</td>
                <td className={styles.samples}>{path}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
      {report.examples.length < report.stored && (
        <p className={styles.dim}>
          {t('channels.articles.more', { count: report.stored - report.examples.length })}
        </p>
      )}
    </details>
  )
}
