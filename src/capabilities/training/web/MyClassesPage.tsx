import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { bookingTones, type ClassLine, classesQuery, classQuery, waitingQuery } from './classes-data.ts'
import { ClassMaterials } from './courses/Materials.tsx'
import { FeedbackForm } from './FeedbackForm.tsx'
import { minePath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

// How a class was is asked for some weeks.
const past_ms = 30 * 86_400_000

/** The classes that one may book, those that one has, and those of one's people that wait for a yes. */
export function Page() {
  const t = useTrainingT()
  const since = new Date(Math.floor(Date.now() / past_ms) * past_ms - past_ms).toISOString()
  const mine = useQuery(classesQuery({ mine: true, from: since }))
  const open = useQuery(classesQuery({ state: 'open' }))
  const waiting = useQuery(waitingQuery).data?.rows ?? []
  const error = mine.error ?? open.error
  if (error) return <ErrorState problem={error} onRetry={() => void mine.refetch()} />
  if (!mine.data || !open.data) return <PageSkeleton />
  const others = open.data.rows.filter(({ id }) => !mine.data.rows.some((each) => each.id === id))
  return (
    <div className={styles.page}>
      <PageHeader
        above={
          <AppLink className={styles.link} href={minePath}>
            {t('training.mine.title')}
          </AppLink>
        }
        title={t('training.classes.mine')}
        note={t('training.classes.mineNote')}
      />
      {waiting.length > 0 && (
        <>
          <h2 className={styles.heading}>{t('training.classes.toApprove')}</h2>
          <ul className={styles.lines}>
            {waiting.map((each) => (
              <Waiting key={`${each.class_id} ${each.person_id}`} of={each} />
            ))}
          </ul>
        </>
      )}
      <h2 className={styles.heading}>{t('training.classes.own')}</h2>
      {mine.data.rows.length === 0 ? (
        <EmptyState title={t('training.classes.noOwn')}>{t('training.classes.noOwnBody')}</EmptyState>
      ) : (
        <ul className={styles.lines}>
          {mine.data.rows.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </ul>
      )}
      <h2 className={styles.heading}>{t('training.classes.toBook')}</h2>
      {others.length === 0 ? (
        <p className={styles.small}>{t('training.classes.noneOpen')}</p>
      ) : (
        <ul className={styles.lines}>
          {others.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Line({ row }: { row: ClassLine }) {
  const t = useTrainingT()
  const format = useFormat()
  const queries = useQueryClient()
  const isHeld = row.own === 'booked' || row.own === 'waitlisted' || row.own === 'requested'
  // The link to join, and whether one may still say how it was, stand with the class.
  const more = useQuery({ ...classQuery(row.id), enabled: row.own === 'booked' }).data
  const { isBusy, problem, submit } = useSubmit(async () => {
    const params = { path: { id: row.id } }
    if (isHeld) await ask(api.POST('/api/classes/{id}/unbook', { params, body: {} }))
    else await ask(api.POST('/api/classes/{id}/book', { params, body: {} }))
    await queries.invalidateQueries({ queryKey: ['training'] })
  })
  return (
    <li>
      <div className={styles.row}>
        <strong>{row.title}</strong>
        {row.own && (
          <StatusBadge tone={bookingTones[row.own]} label={t(`training.classes.bookingState.${row.own}`)} />
        )}
        {row.state !== 'open' && <span>{t(`training.classes.state.${row.state}`)}</span>}
      </div>
      <p className={styles.small}>
        {[
          t('training.classes.fromTo', {
            from: format.dateTime(row.starts_at),
            to: format.time(row.ends_at),
          }),
          row.place,
          row.trainers.join(', '),
          t('training.classes.taken', { booked: row.booked, capacity: row.capacity }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={styles.row}>
        {more?.virtual_link && (
          <a className={styles.link} href={more.virtual_link} rel="noreferrer">
            {t('training.classes.join')}
          </a>
        )}
        {row.state === 'open' && (
          <Button
            h={44}
            variant={isHeld ? 'default' : 'filled'}
            loading={isBusy}
            aria-label={t(isHeld ? 'training.classes.unbookOf' : 'training.classes.bookOf', {
              name: `${row.title}, ${format.dateTime(row.starts_at)}`,
            })}
            onClick={() => void submit()}
          >
            {t(
              isHeld
                ? 'training.classes.unbook'
                : row.booked >= row.capacity
                  ? 'training.classes.wait'
                  : 'training.classes.book',
            )}
          </Button>
        )}
      </div>
      {row.own === 'booked' && <ClassMaterials courseId={row.course_id} version={row.course_version} />}
      {more?.may_give_feedback && <FeedbackForm id={row.id} title={row.title} />}
      <Failure problem={problem} />
    </li>
  )
}

function Waiting({
  of,
}: {
  of: { class_id: string; title: string; starts_at: string; person_id: string; person: string }
}) {
  const t = useTrainingT()
  const format = useFormat()
  const queries = useQueryClient()
  const decide = async (is_approved: boolean) => {
    await ask(
      api.POST('/api/classes/{id}/decide', {
        params: { path: { id: of.class_id } },
        body: { person_id: of.person_id, is_approved },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  const yes = useSubmit(() => decide(true))
  const no = useSubmit(() => decide(false))
  return (
    <li>
      <strong>{of.person}</strong>
      <p className={styles.small}>{`${of.title} · ${format.dateTime(of.starts_at)}`}</p>
      <div className={styles.row}>
        <Button
          h={44}
          loading={yes.isBusy}
          aria-label={t('training.classes.approveOf', { name: of.person })}
          onClick={() => void yes.submit()}
        >
          {t('training.classes.approve')}
        </Button>
        <Button
          h={44}
          variant="default"
          loading={no.isBusy}
          aria-label={t('training.classes.declineOf', { name: of.person })}
          onClick={() => void no.submit()}
        >
          {t('training.classes.decline')}
        </Button>
      </div>
      <Failure problem={yes.problem ?? no.problem} />
    </li>
  )
}
