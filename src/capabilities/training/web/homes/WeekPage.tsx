import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat, useNow } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { claimsQuery } from '../claims/data.ts'
import { bookingTones, type ClassLine, classesQuery, classQuery } from '../classes-data.ts'
import { gapsQuery, needsQuery } from '../data.ts'
import { NeedNumbers } from '../needs.tsx'
import { Tabs } from '../parts.tsx'
import { claimsPath, classesPath, gapsPath, needsPath, weekPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'

const day_ms = 86_400_000
const needs_shown = 5

/** The trainer's home: the next days, what is over and not closed, what waits for a decision, and what is missing. */
export function Page() {
  const t = useTrainingT()
  const may = useMay()
  return (
    <div className={styles.page}>
      <PageHeader title={t('training.week.title')} note={t('training.week.note')} />
      <Tabs here={weekPath} />
      <Missing />
      {may('training.record') && <ToAccept />}
      {may('training.record') && <ToFinish />}
      <Ahead />
      <Needs />
    </div>
  )
}

function Missing() {
  const t = useTrainingT()
  const { data, error, refetch } = useInfiniteQuery(gapsQuery({}))
  const first = data?.pages[0]
  return (
    <>
      <h2 className={styles.heading}>{t('training.week.missing')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !first ? (
        <ListSkeleton rows={1} />
      ) : (
        <p className={styles.row}>
          <AppLink className={styles.link} href={`${gapsPath}?within=now`}>
            {t('training.week.missingNow', { count: first.now ?? 0 })}
          </AppLink>
          <AppLink className={styles.link} href={`${gapsPath}?within=soon`}>
            {t('training.week.missingSoon', { count: first.soon ?? 0 })}
          </AppLink>
        </p>
      )}
    </>
  )
}

/** What people handed in; nothing where nothing waits. */
function ToAccept() {
  const t = useTrainingT()
  const { data } = useQuery(claimsQuery)
  if (!data?.count) return null
  return (
    <>
      <h2 className={styles.heading}>{t('training.claims.page')}</h2>
      <AppLink className={styles.link} href={claimsPath}>
        {t('training.claims.wait', { count: data.count })}
      </AppLink>
    </>
  )
}

/** Classes that ended in the last month and stand open still: who came is not learned before they are closed. */
function ToFinish() {
  const t = useTrainingT()
  const format = useFormat()
  const now = useNow()
  const hour = Math.floor(now / 3_600_000) * 3_600_000
  const { data, error, refetch } = useQuery(
    classesQuery({
      from: new Date(hour - 30 * day_ms).toISOString(),
      until: new Date(hour + 3_600_000).toISOString(),
    }),
  )
  const rows = data?.rows.filter(
    ({ state, ends_at }) => (state === 'open' || state === 'in_progress') && Date.parse(ends_at) < now,
  )
  return (
    <>
      <h2 className={styles.heading}>{t('training.week.toFinish')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <ListSkeleton rows={1} />
      ) : rows.length === 0 ? (
        <p className={styles.small}>{t('training.week.nothingToFinish')}</p>
      ) : (
        <>
          <p className={styles.small}>{t('training.week.toFinishBody')}</p>
          <ul className={styles.courses}>
            {rows.map((row) => (
              <li key={row.id}>
                <AppLink className={styles.link} href={`${classesPath}/${row.id}`}>
                  {row.title}
                </AppLink>
                <span className={styles.small}>{format.dateTime(row.starts_at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** The classes of seven days, and later ones in which somebody waits for a yes. */
function Ahead() {
  const t = useTrainingT()
  const hour = Math.floor(useNow() / 3_600_000) * 3_600_000
  const { data, error, refetch } = useQuery(classesQuery({ from: new Date(hour).toISOString() }))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  const rows = data?.rows.filter(({ state }) => state !== 'held' && state !== 'cancelled') ?? []
  const isNear = ({ starts_at }: ClassLine) => Date.parse(starts_at) < hour + 7 * day_ms
  const near = rows.filter(isNear)
  const later = rows.filter((row) => !isNear(row) && row.requested > 0)
  return (
    <>
      <h2 className={styles.heading}>{t('training.week.classes')}</h2>
      {!data ? (
        <ListSkeleton rows={4} />
      ) : near.length === 0 ? (
        <p className={styles.small}>{t('training.week.noClasses')}</p>
      ) : (
        <Classes rows={near} />
      )}
      <p className={styles.more}>
        <AppLink className={styles.link} href={classesPath}>
          {t('training.week.allClasses')}
        </AppLink>
      </p>
      {later.length > 0 && (
        <>
          <h2 className={styles.heading}>{t('training.week.later')}</h2>
          <Classes rows={later} />
        </>
      )}
    </>
  )
}

const Classes = ({ rows }: { rows: readonly ClassLine[] }) => (
  <ul className={styles.lines}>
    {rows.map((row) => (
      <OneClass key={row.id} row={row} />
    ))}
  </ul>
)

function OneClass({ row }: { row: ClassLine }) {
  const t = useTrainingT()
  const format = useFormat()
  const may = useMay()
  const facts = [
    format.dateTime(row.starts_at),
    row.place,
    row.trainers.join(', '),
    t('training.classes.taken', { booked: row.booked, capacity: row.capacity }),
    row.waiting > 0 && t('training.classes.waiting', { count: row.waiting }),
  ]
  return (
    <li>
      <div className={styles.row}>
        <AppLink className={styles.link} href={`${classesPath}/${row.id}`}>
          {row.title}
        </AppLink>
        {row.state === 'planned' && <StatusBadge tone="neutral" label={t('training.week.notOpen')} />}
        {row.place === null && !row.has_link && (
          <StatusBadge tone="warning" label={t('training.week.noRoom')} />
        )}
        {row.requested > 0 && (
          <StatusBadge tone="info" label={t('training.week.requests', { count: row.requested })} />
        )}
        {row.waiting > 0 && row.booked >= row.capacity && (
          <StatusBadge tone="warning" label={t('training.week.fullWaiting')} />
        )}
      </div>
      <p className={styles.small}>{facts.filter(Boolean).join(' · ')}</p>
      {may('training.record') && <Names of={row} />}
    </li>
  )
}

/** Who comes, read when it is asked for. */
function Names({ of }: { of: ClassLine }) {
  const t = useTrainingT()
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch } = useQuery({ ...classQuery(of.id), enabled: isOpen })
  const people = data?.roster.filter(({ state }) => state !== 'cancelled' && state !== 'declined')
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={t('training.week.rosterOf', { name: of.title })}>
        {t('training.week.roster')}
      </summary>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !people ? (
        isOpen && <ListSkeleton rows={2} />
      ) : people.length === 0 ? (
        <p className={styles.small}>{t('training.week.nobody')}</p>
      ) : (
        <ul className={styles.chosen}>
          {people.map((each) => (
            <li key={each.person_id}>
              <span>{[each.person, each.department].filter(Boolean).join(' · ')}</span>
              <StatusBadge
                tone={bookingTones[each.state]}
                label={t(`training.classes.bookingState.${each.state}`)}
              />
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

function Needs() {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(needsQuery(false))
  const rows = data?.rows.filter(({ state }) => state === 'proposed').slice(0, needs_shown)
  return (
    <>
      <h2 className={styles.heading}>{t('training.week.needs')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <ListSkeleton rows={2} />
      ) : rows.length === 0 ? (
        <p className={styles.small}>{t('training.week.noNeeds')}</p>
      ) : (
        <ul className={styles.lines}>
          {rows.map((need) => (
            <li key={need.id}>
              <AppLink className={styles.link} href={`${needsPath}/${need.id}`}>
                {[need.application, need.category].filter(Boolean).join(' · ')}
              </AppLink>
              <div className={styles.small}>{need.department || t('training.surveys.everybody')}</div>
              <NeedNumbers need={need} />
            </li>
          ))}
        </ul>
      )}
      <p className={styles.more}>
        <AppLink className={styles.link} href={needsPath}>
          {t('training.week.allNeeds')}
        </AppLink>
      </p>
    </>
  )
}
