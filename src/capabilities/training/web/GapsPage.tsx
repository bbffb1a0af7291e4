import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { SelectField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { type GapFilter, type Gaps, gapsQuery, requirementsQuery } from './data.ts'
import { GapList } from './GapList.tsx'
import { Tabs } from './parts.tsx'
import { gapsPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** What is missing for whom, now and within ninety days. */
export function Page() {
  const t = useTrainingT()
  const format = useFormat()
  const filter = filterOf(useSearch({ strict: false }))
  const first = useInfiniteQuery(gapsQuery(filter)).data?.pages[0]
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.gaps.title')}
        note={t('training.gaps.note')}
        actions={
          <Button
            component="a"
            variant="default"
            href={`/api/training/gaps/export.csv?${new URLSearchParams(filter)}`}
            download
          >
            {t('training.gaps.export')}
          </Button>
        }
      />
      <Tabs here={gapsPath} />
      <Filters filter={filter} first={first} />
      <GapList filter={filter} />
      {first?.reckoned_at && (
        <p className={`${styles.small} ${styles.more}`}>
          {t('training.gaps.reckoned', { at: format.dateTime(first.reckoned_at) })}
        </p>
      )}
    </div>
  )
}

function Filters({ filter, first }: { filter: GapFilter; first: Gaps | undefined }) {
  const t = useTrainingT()
  const format = useFormat()
  const router = useRouter()
  const requirements = useQuery(requirementsQuery).data?.rows ?? []
  const show = (change: Record<string, string>) => {
    const next = new URLSearchParams(
      Object.entries({ ...filter, ...change }).filter(([, value]) => value !== ''),
    )
    router.history.push(next.size > 0 ? `${gapsPath}?${next}` : gapsPath)
  }
  const count = (of: 'now' | 'soon') => (first ? ` (${format.number(first[of] ?? 0)})` : '')
  return (
    <div className={styles.filters}>
      <SelectField
        label={t('training.gaps.within')}
        value={filter.within ?? ''}
        data={[
          { value: '', label: t('training.gaps.both') },
          { value: 'now', label: t('training.gaps.now') + count('now') },
          { value: 'soon', label: t('training.gaps.soon') + count('soon') },
        ]}
        onChange={(event) => show({ within: event.currentTarget.value })}
      />
      <SelectField
        label={t('training.column.department')}
        value={filter.department ?? ''}
        data={[
          { value: '', label: t('training.gaps.allDepartments') },
          ...(first?.departments ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => show({ department: event.currentTarget.value })}
      />
      <SelectField
        label={t('training.gaps.requirement')}
        value={filter.requirement ?? ''}
        data={[
          { value: '', label: t('training.gaps.allRequirements') },
          ...requirements.map(({ id, competency, subject_name }) => ({
            value: id,
            label: `${competency} – ${subject_name}`,
          })),
        ]}
        onChange={(event) => show({ requirement: event.currentTarget.value })}
      />
    </div>
  )
}

function filterOf(search: Record<string, unknown>): GapFilter {
  const { within, department, requirement } = search
  return {
    ...(within === 'now' || within === 'soon' ? { within } : {}),
    ...(typeof department === 'string' ? { department } : {}),
    ...(typeof requirement === 'string' ? { requirement } : {}),
  }
}
