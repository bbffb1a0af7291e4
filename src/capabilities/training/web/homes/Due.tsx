import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { bookingTones } from '../classes-data.ts'
import { type Due as DueRow, dueQuery } from '../data.ts'
import { CredentialState } from '../parts.tsx'
import { playerPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'

/** What one lacks, the most urgent first, each with the way to it. */
export function Due() {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(dueQuery)
  return (
    <>
      <h2 className={styles.heading}>{t('training.mine.due')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={3} />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('training.mine.nothingDue')}>{t('training.mine.nothingDueBody')}</EmptyState>
      ) : (
        <ul className={styles.lines}>
          {data.rows.map((row) => (
            <li key={row.requirement_id}>
              <strong>{row.competency}</strong>
              <div className={styles.small}>{[row.code, row.level_name].filter(Boolean).join(' · ')}</div>
              <CredentialState of={row} />
              {row.class && <WayByClass of={row.class} />}
              {row.package && (
                <div>
                  <AppLink className={styles.link} href={`${playerPath}/${row.package.id}`}>
                    {t('training.mine.course', { title: row.package.title })}
                  </AppLink>
                </div>
              )}
              {!row.class && !row.package && <p className={styles.small}>{t('training.mine.noWay')}</p>}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function WayByClass({ of }: { of: NonNullable<DueRow['class']> }) {
  const t = useTrainingT()
  const format = useFormat()
  const queries = useQueryClient()
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(api.POST('/api/classes/{id}/book', { params: { path: { id: of.id } }, body: {} }))
    await queries.invalidateQueries({ queryKey: ['training'] })
  })
  const when = format.dateTime(of.starts_at)
  return (
    <>
      <p className={styles.words}>
        {t(of.own ? 'training.mine.yourClass' : 'training.mine.nextClass', { title: of.title, when })}
      </p>
      {of.own ? (
        <StatusBadge tone={bookingTones[of.own]} label={t(`training.classes.bookingState.${of.own}`)} />
      ) : (
        <div className={styles.row}>
          <Button
            h={44}
            loading={isBusy}
            aria-label={t('training.classes.bookOf', { name: `${of.title}, ${when}` })}
            onClick={() => void submit()}
          >
            {t(of.is_full ? 'training.classes.wait' : 'training.classes.book')}
          </Button>
          {of.is_full && <span className={styles.small}>{t('training.mine.full')}</span>}
        </div>
      )}
      <Failure problem={problem} />
    </>
  )
}
