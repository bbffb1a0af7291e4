import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { queueHref } from '../../../tickets/web/index.ts'
import { type Imported, importedPath, importedQuery, type Kind, kinds, targetsPath } from './data.ts'
import { CountLink } from './KeptTable.tsx'
import styles from './targets.module.css'
import { useTargetsT } from './useTargetsT.ts'

const theirs = ['met', 'missed'] as const
const ours = ['met', 'missed', 'none'] as const
type Pair = { theirs: (typeof theirs)[number]; ours: (typeof ours)[number]; count: number }

/** What another system said of its own targets, beside what the policies here say of the same tickets. */
export function Page() {
  const t = useTargetsT()
  const router = useRouter()
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const target = kinds.find((kind) => kind === raw.target) ?? 'resolution'
  const { data, error, refetch } = useQuery(importedQuery(target))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('targets.imported.title')}
        note={t('targets.imported.note')}
        above={
          <span className={styles.links}>
            <AppLink href={targetsPath}>{t('targets.title')}</AppLink>
          </span>
        }
      />
      <SegmentedControl
        className={styles.kinds ?? ''}
        aria-label={t('targets.kindLabel')}
        value={target}
        data={kinds.map((kind) => ({ value: kind, label: t(`targets.kind.${kind}`) }))}
        onChange={(value) => router.history.push(`${importedPath}?target=${value}`)}
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.total === 0 ? (
        <EmptyState title={t('targets.imported.empty')}>{t('targets.imported.emptyBody')}</EmptyState>
      ) : (
        <Compared data={data} target={target} />
      )}
    </div>
  )
}

function countOf(rows: readonly Pair[], a: Pair['theirs'], b: Pair['ours']): number {
  return rows.filter((row) => row.theirs === a && row.ours === b).reduce((sum, { count }) => sum + count, 0)
}

function Compared({ data, target }: { data: Imported; target: Kind }) {
  const t = useTargetsT()
  const format = useFormat()
  const same = countOf(data.cells, 'met', 'met') + countOf(data.cells, 'missed', 'missed')
  const hrefOf = (a: Pair['theirs'], b: Pair['ours']) =>
    queueHref({ view: 'all', made_target: a, target, target_result: b })
  const labelOf = (a: Pair['theirs'], b: Pair['ours']) =>
    `${t(`targets.imported.theirs_${a}`)}, ${t(`targets.imported.ours_${b}`)}`
  return (
    <div className={styles.parts}>
      <div className={styles.card}>
        <h2 id="verdicts" className={styles.heading}>
          {t('targets.imported.verdicts')}
        </h2>
        <p className={styles.note}>
          {t('targets.imported.agree', {
            share: format.percent(same / data.total),
            total: format.number(data.total),
          })}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard. */}
        <section className={styles.scroll} tabIndex={0} aria-labelledby="verdicts">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('targets.imported.there')}</th>
                {ours.map((each) => (
                  <th key={each} scope="col">
                    {t(`targets.imported.ours_${each}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {theirs.map((a) => (
                <tr key={a}>
                  <th scope="row">{t(`targets.imported.theirs_${a}`)}</th>
                  {ours.map((b) => (
                    <td key={b}>
                      <CountLink
                        count={countOf(data.cells, a, b)}
                        label={labelOf(a, b)}
                        href={hrefOf(a, b)}
                      />
                      <Middle cell={data.cells.find((cell) => cell.theirs === a && cell.ours === b)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      <Reasons data={data} labelOf={labelOf} />
      <Priorities data={data} target={target} />
    </div>
  )
}

/** How long such tickets took in the middle, by the wall's clock and as it counted here. */
function Middle({ cell }: { cell: Imported['cells'][number] | undefined }) {
  const t = useTargetsT()
  const format = useFormat()
  if (!cell || cell.elapsed_minutes === null) return null
  return (
    <span className={styles.middle}>
      {t('targets.imported.middle', {
        elapsed: format.duration(Math.round(cell.elapsed_minutes) * 60),
        worked: format.duration(Math.round(cell.worked_minutes ?? 0) * 60),
      })}
    </span>
  )
}

function Reasons({
  data,
  labelOf,
}: {
  data: Imported
  labelOf: (a: Pair['theirs'], b: Pair['ours']) => string
}) {
  const t = useTargetsT()
  const format = useFormat()
  const sorted = data.reasons.toSorted((a, b) => b.count - a.count)
  return (
    <section className={styles.card} aria-labelledby="reasons">
      <h2 id="reasons" className={styles.heading}>
        {t('targets.imported.reasons')}
      </h2>
      <p className={styles.note}>{t('targets.imported.reasonsNote')}</p>
      <ul className={styles.last}>
        {sorted.map((row) => (
          <li key={`${row.theirs} ${row.ours} ${row.reason}`}>
            <strong>{format.number(row.count)}</strong> {labelOf(row.theirs, row.ours)}
            <p className={styles.note}>{t(`targets.reason.${row.reason}`)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Priorities({ data, target }: { data: Imported; target: Kind }) {
  const t = useTargetsT()
  const priorities = [...new Set(data.priorities.map(({ priority }) => priority))].sort(
    (a, b) => (a ?? 9) - (b ?? 9),
  )
  const columns = theirs.flatMap((a) => ours.map((b) => ({ a, b })))
  const shown = columns.filter(({ a, b }) => countOf(data.priorities, a, b) > 0)
  return (
    <div className={styles.card}>
      <h2 id="by-priority" className={styles.heading}>
        {t('targets.imported.byPriority')}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-labelledby="by-priority">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('targets.imported.priority')}</th>
              {shown.map(({ a, b }) => (
                <th key={`${a} ${b}`} scope="col">
                  {t(`targets.imported.theirs_${a}`)}
                  <br />
                  {t(`targets.imported.ours_${b}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {priorities.map((priority) => {
              const own = data.priorities.filter((row) => row.priority === priority)
              return (
                <tr key={priority}>
                  <th scope="row">{priority === null ? '–' : `P${priority}`}</th>
                  {shown.map(({ a, b }) => (
                    <td key={`${a} ${b}`}>
                      <CountLink
                        count={countOf(own, a, b)}
                        label={`P${priority}, ${t(`targets.imported.theirs_${a}`)}, ${t(`targets.imported.ours_${b}`)}`}
                        href={
                          priority === null
                            ? undefined
                            : queueHref({
                                view: 'all',
                                made_target: a,
                                target,
                                target_result: b,
                                priority: [priority],
                              })
                        }
                      />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </div>
  )
}
