import { Time } from '../../../web/i18n/Time.tsx'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { Shown } from '../../../web/records/masks/Shown.tsx'
import { detailsOf, sentenceOf } from './audit-sentence.ts'
import { type AuditLine, base } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

/** What no person does, signed in or not. */
const byItself: ReadonlySet<string> = new Set(['audit.retire', 'audit.judge', 'history.add'])

/** The log as sentences: who did what to whom, what of it, when, and from which address. */
export function AuditLines({ rows }: { rows: readonly AuditLine[] }) {
  const t = useOrganizationT()
  return (
    <ol className={styles.log} aria-label={t('organization.audit.title')}>
      {rows.map((row) => (
        <Line key={row.id} row={row} />
      ))}
    </ol>
  )
}

function Line({ row }: { row: AuditLine }) {
  const t = useOrganizationT()
  const format = useFormat()
  const details = [
    ...detailsOf(t, row, format.list),
    ...(row.searched ? [t('organization.audit.searchedFor', { words: row.searched })] : []),
    ...(row.address ? [t('organization.audit.from_address', { address: row.address })] : []),
  ]
  return (
    <li>
      <Time at={row.at} as="dateTime" className={styles.small} />
      <span>
        {row.actor ? (
          <AppLink className={styles.link} href={`${base}/people/${row.actor.id}`}>
            {row.actor.name}
          </AppLink>
        ) : (
          t(`organization.audit.${byItself.has(row.action) ? 'itself' : 'nobody'}`)
        )}{' '}
        {sentenceOf(t, row)} <Subject row={row} />
        {details.length > 0 && <span className={styles.logDetails}>{details.join(' · ')}</span>}
      </span>
    </li>
  )
}

const pages: Record<string, string> = { ticket: '/desk/tickets', article: '/desk/knowledge' }

/** The record that the line is about; who may not see it learns no more than that there is one. */
function Subject({ row }: { row: AuditLine }) {
  const t = useOrganizationT()
  const { record } = row
  if (record === null) {
    // That something was not there for somebody to see is the sentence itself.
    const isHidden =
      row.data.status !== 404 && (row.record_id !== null || typeof row.data.record === 'string')
    return isHidden ? <span className={styles.dim}>({t('organization.audit.hidden')})</span> : null
  }
  const words = <Shown text={`#${record.number} ${record.title}`} />
  const page = pages[record.kind]
  return page ? (
    <AppLink className={styles.link} href={`${page}/${record.id}`}>
      {words}
    </AppLink>
  ) : (
    words
  )
}
