import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge, type Tone } from '../../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { Table, useDay } from '../parts.tsx'
import { peoplePath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type RecordFilter, type RecordRow, recordsQuery } from './data.ts'
import { EvidenceLinks } from './Evidence.tsx'

/** Lines of learning, the newest first; more comes on demand. */
export function RecordTable({ filter }: { filter: RecordFilter }) {
  const t = useTrainingT()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    recordsQuery(filter),
  )
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={8} />
  const rows = data.pages.flatMap((page) => page.rows)
  if (rows.length === 0)
    return <EmptyState title={t('training.records.empty')}>{t('training.records.emptyBody')}</EmptyState>
  return (
    <>
      <Table
        label={t('training.records.title')}
        heads={[
          t('training.record.day'),
          t('training.column.person'),
          t('training.records.what'),
          t('training.records.verb'),
          t('training.records.proof'),
        ]}
      >
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </Table>
      {hasNextPage && (
        <Button
          className={styles.more}
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('training.more')}
        </Button>
      )}
    </>
  )
}

function Line({ row }: { row: RecordRow }) {
  const t = useTrainingT()
  const day = useDay()
  const may = useMay()
  const shows = row.competencies.join(', ')
  const course = [row.version && t('training.line.version', { version: row.version }), row.provider]
  return (
    <tr>
      <td>{day(row.happened_on)}</td>
      <th scope="row">
        {may('training.read_all') ? (
          <AppLink className={styles.link} href={`${peoplePath}/${row.person_id}`}>
            {row.person}
          </AppLink>
        ) : (
          row.person
        )}
        <div className={styles.small}>{row.department}</div>
      </th>
      <td>
        {row.title || shows || '–'}
        {row.title && <div className={styles.small}>{shows}</div>}
        <div className={styles.small}>{course.filter(Boolean).join(' · ')}</div>
      </td>
      <td>
        <Standing row={row} />
      </td>
      <td>
        <Proof row={row} />
      </td>
    </tr>
  )
}

const tones: Readonly<Record<RecordRow['standing'], Tone>> = {
  valid: 'success',
  ended: 'warning',
  revoked: 'danger',
  no_proof: 'neutral',
}

/** What came of it, and whether it counts today. */
function Standing({ row }: { row: RecordRow }) {
  const t = useTrainingT()
  const day = useDay()
  const facts = [
    row.score_percent !== null && t('training.line.score', { score: row.score_percent }),
    row.duration_minutes !== null && t('training.line.minutes', { count: row.duration_minutes }),
  ].filter(Boolean)
  const until = row.valid_until && day(row.valid_until)
  return (
    <>
      <StatusBadge
        tone={tones[row.standing]}
        label={
          row.standing === 'valid' || row.standing === 'no_proof'
            ? t(`training.verb.${row.verb}`)
            : t(`training.records.stands.${row.standing}`)
        }
      />
      {until && row.standing === 'valid' && (
        <div className={styles.small}>{t('training.when.ends', { day: until })}</div>
      )}
      {until && row.standing === 'ended' && (
        <div className={styles.late}>{t('training.when.ended', { day: until })}</div>
      )}
      <div className={styles.small}>{facts.join(' · ')}</div>
    </>
  )
}

function Proof({ row }: { row: RecordRow }) {
  const t = useTrainingT()
  return (
    <>
      {t(`training.origin.${row.origin}`)}
      <div className={styles.small}>
        {row.assessor
          ? t('training.line.assessor', { name: row.assessor })
          : t('training.line.recordedBy', { name: row.recorded_by })}
      </div>
      {row.evidence && <div className={styles.small}>{row.evidence}</div>}
      {row.evidence_link && (
        <a className={styles.link} href={row.evidence_link} target="_blank" rel="noreferrer">
          {t('training.line.evidence')}
        </a>
      )}
      <EvidenceLinks lineId={row.id} files={row.files} />
      {row.certificate && (
        <div className={styles.small}>{t('training.records.certificate', { number: row.certificate })}</div>
      )}
    </>
  )
}
