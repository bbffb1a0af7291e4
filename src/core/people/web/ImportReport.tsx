import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Report } from './ImportPage.tsx'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

const counts = ['created', 'updated', 'unchanged', 'refused'] as const

/** What an import did or would do: in numbers, row by row, and what was refused and why. */
export function ImportReport({ report }: { report: Report }) {
  const t = useOrganizationT()
  return (
    <>
      <dl className={styles.counts}>
        {counts.map((count) => (
          <div key={count}>
            <dt>{t(`organization.import.${count}`)}</dt>
            <dd>{report[count]}</dd>
          </div>
        ))}
      </dl>
      {[...report.departments, ...report.sites].length > 0 && (
        <p className={styles.note}>
          {t('organization.import.made', { names: [...report.departments, ...report.sites].join(', ') })}
        </p>
      )}
      {report.errors.length > 0 && (
        <Table
          label={t('organization.import.errors')}
          heads={[
            t('organization.import.line'),
            t('organization.import.column'),
            t('organization.import.reason'),
          ]}
          rows={report.errors.map(({ line, column, detail }) => [String(line), column, detail])}
        />
      )}
      {report.errors.length > 0 && (
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveAs('refused-rows.csv', report.report_csv)}
        >
          {t('organization.import.download')}
        </Button>
      )}
      {report.rows.length > 0 && (
        <Table
          label={t('organization.import.rows')}
          heads={[
            t('organization.import.line'),
            t('organization.person.name'),
            t('organization.person.email'),
            t('organization.import.what'),
          ]}
          rows={report.rows.map((row) => [
            String(row.line),
            row.name,
            row.email ?? '–',
            [t(`organization.import.does.${row.what}`), row.changes.join(', ')].filter(Boolean).join(': '),
          ])}
        />
      )}
    </>
  )
}

function Table({ label, heads, rows }: { label: string; heads: string[]; rows: string[][] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table className={styles.plain}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(' ')}>
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: A cell is known by its column.
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
