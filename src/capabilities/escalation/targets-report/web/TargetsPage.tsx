import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { PeriodPicker } from '../../../tickets/web/index.ts'
import { DutyPart } from './DutyPart.tsx'
import {
  behind,
  importedPath,
  type Kept,
  keptQuery,
  kinds,
  readTargetsSearch,
  type TargetsSearch,
  targetsHref,
} from './data.ts'
import { KeptTable, share } from './KeptTable.tsx'
import { MissedHours } from './MissedHours.tsx'
import { MissesPart } from './MissesPart.tsx'
import styles from './targets.module.css'
import { useTargetsT } from './useTargetsT.ts'

/** The promises of a period: which were kept, by whom and when, and why the others were not. */
export function Page() {
  const t = useTargetsT()
  const format = useFormat()
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const search = useMemo(() => readTargetsSearch(raw), [raw])
  const router = useRouter()
  const go = (next: TargetsSearch) => router.history.push(targetsHref(next))
  const target = search.target ? { target: search.target } : {}
  const { data: kept, error, refetch, isPlaceholderData } = useQuery(keptQuery(search))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('targets.title')}
        note={
          kept &&
          t('targets.note', {
            from: format.date(kept.from),
            to: format.date(Date.parse(kept.to) - 1),
          })
        }
        actions={
          <span className={styles.links}>
            <AppLink href="/wallboard">{t('targets.wallboard')}</AppLink>{' '}
            <AppLink href={importedPath}>{t('targets.imported.link')}</AppLink>
          </span>
        }
      />
      <PeriodPicker search={search} flow={kept} onChange={(next) => go({ ...next, ...target })} />
      <SegmentedControl
        className={styles.kinds ?? ''}
        aria-label={t('targets.kindLabel')}
        value={search.target ?? 'all'}
        data={[
          { value: 'all', label: t('targets.kind.all') },
          ...kinds.map((kind) => ({ value: kind, label: t(`targets.kind.${kind}`) })),
        ]}
        onChange={(value) => {
          const { target: _target, ...rest } = search
          const kind = kinds.find((each) => each === value)
          go({ ...rest, ...(kind ? { target: kind } : {}) })
        }}
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !kept ? (
        <PageSkeleton />
      ) : (
        <div aria-busy={isPlaceholderData} className={styles.body} data-old={isPlaceholderData}>
          {kept.met + kept.missed === 0 ? (
            <EmptyState title={t('targets.empty')}>{t('targets.emptyBody')}</EmptyState>
          ) : (
            <Decided kept={kept} search={search} />
          )}
          <DutyPart search={search} />
        </div>
      )}
    </div>
  )
}

function Decided({ kept, search }: { kept: Kept; search: TargetsSearch }) {
  const t = useTargetsT()
  return (
    <>
      <Figures kept={kept} search={search} />
      <div className={styles.parts}>
        <KeptTable
          title={t('targets.byKind')}
          rows={kept.kinds.map(({ kind, met, missed }) => ({
            key: kind,
            name: t(`targets.kind.${kind}`),
            met,
            missed,
            hrefOf: (result) => behind(search, kept, { target: kind, target_result: result }),
          }))}
        />
        <KeptTable
          title={t('targets.byPolicy')}
          rows={kept.policies.map(({ id, name, met, missed }) => ({
            key: id ?? '',
            name: name ?? '–',
            met,
            missed,
            hrefOf: (result) =>
              behind(search, kept, { target_result: result, ...(id ? { target_policy: id } : {}) }),
          }))}
        />
        <KeptTable
          title={t('targets.byTeam')}
          note={t('targets.byTeamNote')}
          rows={kept.teams.map(({ id, name, met, missed }) => ({
            key: id ?? '',
            name: name ?? t('targets.noTeam'),
            met,
            missed,
            // There is no list of the tickets without a team.
            ...(id
              ? {
                  hrefOf: (result: 'met' | 'missed') =>
                    behind(search, kept, { target_result: result, team: [id] }),
                }
              : {}),
          }))}
        />
        <MissedHours kept={kept} search={search} />
      </div>
      <MissesPart search={search} />
    </>
  )
}

function Figures({ kept, search }: { kept: Kept; search: TargetsSearch }) {
  const t = useTargetsT()
  const format = useFormat()
  const { met, missed } = kept
  return (
    <dl className={styles.figures} aria-label={t('targets.figures')}>
      <div className={styles.figure}>
        <dt>{t('targets.kept')}</dt>
        <dd className={styles.value}>{share(format, met, missed)}</dd>
        <dd className={styles.note}>{t('targets.ofTickets', { count: met + missed })}</dd>
      </div>
      {(['met', 'missed'] as const).map((result) => (
        <div key={result} className={styles.figure}>
          <dt>{t(`targets.${result}`)}</dt>
          <dd className={styles.value}>
            <AppLink
              href={behind(search, kept, { target_result: result })}
              aria-label={`${t(`targets.${result}`)}: ${format.number(kept[result])}`}
            >
              {format.number(kept[result])}
            </AppLink>
          </dd>
          <dd className={styles.note}>{t(`targets.${result}Note`)}</dd>
        </div>
      ))}
    </dl>
  )
}
