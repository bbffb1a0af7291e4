import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { peoplePath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type CheckOff, checkOffsQuery } from './data.ts'

/** What was seen of one person; nothing where nobody looked. */
export function CheckOffsOf({ personId }: { personId: string }) {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(checkOffsQuery({ person: personId }))
  if (data?.rows.length === 0) return null
  return (
    <>
      <h2 className={styles.heading}>{t('training.checkOff.seen')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : (
        data && <CheckOffList rows={data.rows} />
      )}
    </>
  )
}

/** Signed check-offs, the newest first, each with what was seen. */
export function CheckOffList({ rows, hasNames }: { rows: readonly CheckOff[]; hasNames?: boolean }) {
  const t = useTrainingT()
  const format = useFormat()
  return (
    <ul className={styles.lines}>
      {rows.map((row) => (
        <li key={row.id}>
          <div className={styles.row}>
            <strong className={row.is_revoked ? styles.gone : undefined}>{row.title}</strong>
            {hasNames && (
              <AppLink className={styles.link} href={`${peoplePath}/${row.person_id}`}>
                {row.person}
              </AppLink>
            )}
            <StatusBadge
              tone={row.is_revoked ? 'danger' : row.is_passed ? 'success' : 'warning'}
              label={
                row.is_revoked
                  ? t('training.line.revoked')
                  : t(row.is_passed ? 'training.assessment.passed' : 'training.assessment.failed')
              }
            />
          </div>
          <p className={styles.small}>
            {[
              t('training.checkOff.signedBy', {
                name: row.signature,
                at: format.dateTime(row.signed_at),
              }),
              t('training.line.version', { version: row.version }),
            ].join(' · ')}
          </p>
          <details>
            <summary aria-label={t('training.checkOff.whatOf', { title: row.title, person: row.person })}>
              {t('training.checkOff.what')}
            </summary>
            <ul className={styles.words}>
              {row.criteria.map((each) => (
                <li key={each.text}>
                  {each.text}
                  <div className={each.seen < each.level ? styles.late : styles.small}>
                    {t('training.checkOff.reached', {
                      seen: row.levels[each.seen - 1] ?? '',
                      wanted: row.levels[each.level - 1] ?? '',
                    })}
                  </div>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  )
}
