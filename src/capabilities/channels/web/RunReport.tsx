import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { said } from '../../../web/i18n/said.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import type { ImportRun, Report } from './data.ts'
import styles from './imports.module.css'
import { fieldLabel, nameKinds } from './mapping.ts'
import { Sideways } from './Sideways.tsx'
import { useChannelsT } from './useChannelsT.ts'

const examples_shown = 8
const bad_rows_shown = 20

/** What a trial or a run found: counts, names that are not there, and the rows that were left out. */
export function RunReport({ run, report }: { run: ImportRun; report: Report }) {
  const t = useChannelsT()
  const format = useFormat()
  const facts: [string, number][] = [
    [t('channels.report.rows'), report.rows_read],
    [t('channels.report.tickets'), report.tickets],
    [
      report.is_dry ? t('channels.report.wouldWrite') : t('channels.report.written'),
      report.is_dry ? report.tickets - report.known : report.stored,
    ],
    [t('channels.report.known'), report.known],
    [report.is_dry ? t('channels.report.wouldExtend') : t('channels.report.extended'), report.extended],
    [t('channels.report.events'), report.events],
    [t('channels.report.messages'), report.messages],
    [t('channels.report.rejected'), report.rows_rejected],
  ]
  return (
    <section className={styles.section} aria-labelledby="import-report">
      <h2 id="import-report">{report.is_dry ? t('channels.report.dry') : t('channels.report.title')}</h2>
      <p className={styles.dim}>
        {report.is_dry
          ? t('channels.report.dryNote')
          : t('channels.report.note', { seconds: format.number(report.seconds) })}{' '}
        {report.first_at &&
          report.last_at &&
          t('channels.report.between', {
            from: format.date(report.first_at),
            to: format.date(report.last_at),
          })}
      </p>
      <dl className={styles.facts}>
        {facts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      <Names report={report} />
      {report.conflict_count > 0 && <Conflicts report={report} />}
      {report.rows_missed > 0 && (
        <p className={styles.note}>{t('channels.report.missed', { count: report.rows_missed })}</p>
      )}
      {report.rows_rejected > 0 && <BadRows run={run} report={report} />}
      {report.notes.length > 0 && <Notes report={report} />}
    </section>
  )
}

/** Tickets that were changed here since the last import, where the file says something else. */
function Conflicts({ report }: { report: Report }) {
  const t = useChannelsT()
  const title = t('channels.conflicts.title', { count: report.conflict_count })
  return (
    <section className={styles.section} aria-labelledby="import-conflicts">
      <h2 id="import-conflicts">{title}</h2>
      <p className={styles.dim}>{t('channels.conflicts.note')}</p>
      <Sideways label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('channels.conflicts.ticket')}</th>
              <th scope="col">{t('channels.conflicts.key')}</th>
              <th scope="col" className={styles.number}>
                {t('channels.bad.line')}
              </th>
              <th scope="col">{t('channels.conflicts.fields')}</th>
            </tr>
          </thead>
          <tbody>
            {report.conflicts.map(({ id, key, number, line, fields }) => (
              <tr key={id}>
                <th scope="row">
                  <AppLink href={`/desk/tickets/${id}`}>{`#${number}`}</AppLink>
                </th>
                <td>{key}</td>
                <td className={styles.number}>{line}</td>
                <td>{fields.map(fieldLabel).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  )
}

function Names({ report }: { report: Report }) {
  const t = useChannelsT()
  const format = useFormat()
  const named = nameKinds.filter((kind) => (report.names[kind]?.total ?? 0) > 0)
  if (named.length === 0) return null
  return (
    <Sideways label={t('channels.report.names')}>
      <table className={styles.table}>
        <caption className={styles.dim} style={{ textAlign: 'start' }}>
          {t('channels.report.names')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('channels.report.kind')}</th>
            <th scope="col" className={styles.number}>
              {t('channels.report.named')}
            </th>
            <th scope="col" className={styles.number}>
              {t('channels.report.missing')}
            </th>
            <th scope="col" className={styles.number}>
              {t('channels.report.created')}
            </th>
            <th scope="col">{t('channels.report.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {named.map((kind) => {
            const { total = 0, missing = 0, examples = [] } = report.names[kind] ?? {}
            return (
              <tr key={kind}>
                <th scope="row">{t(`channels.names.${kind}`)}</th>
                <td className={styles.number}>{format.number(total)}</td>
                <td className={styles.number}>{format.number(missing)}</td>
                <td className={styles.number}>{format.number(report.created[kind] ?? 0)}</td>
                <td className={styles.samples}>
                  {examples.slice(0, examples_shown).join(', ')}
                  {missing > examples_shown && ' …'}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Sideways>
  )
}

function BadRows({ run, report }: { run: ImportRun; report: Report }) {
  const t = useChannelsT()
  return (
    <section className={styles.section} aria-labelledby="import-bad">
      <h2 id="import-bad">{t('channels.bad.title', { count: report.rows_rejected })}</h2>
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
      <Sideways label={t('channels.bad.title', { count: report.rows_rejected })}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.number}>
                {t('channels.bad.line')}
              </th>
              <th scope="col">{t('channels.bad.column')}</th>
              <th scope="col">{t('channels.bad.value')}</th>
              <th scope="col">{t('channels.bad.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {report.bad_rows.slice(0, bad_rows_shown).map((bad) => (
              <tr key={`${bad.line} ${bad.column}`}>
                <td className={styles.number}>{bad.line}</td>
                <td>{bad.column}</td>
                <td className={styles.samples}>{bad.value}</td>
                <td>{said(bad.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  )
}

function Notes({ report }: { report: Report }) {
  const t = useChannelsT()
  return (
    <details className={styles.section}>
      <summary>
        {t('channels.report.notes', {
          count: Object.values(report.note_counts).reduce((sum, count) => sum + count, 0),
        })}
      </summary>
      <ul>
        {report.notes.map((note) => (
          <li key={`${note.key} ${note.line} ${note.text}`}>
            {t('channels.report.noteLine', { key: note.key, line: note.line })} {note.text}
          </li>
        ))}
      </ul>
    </details>
  )
}
