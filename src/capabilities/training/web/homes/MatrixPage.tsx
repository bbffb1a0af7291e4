import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { gapsQuery, type MatrixFilter, requirementsQuery } from '../data.ts'
import { Tabs } from '../parts.tsx'
import { matrixPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { MatrixTable } from './MatrixTable.tsx'

/** Everybody beside what is asked of them. */
export function Page() {
  const t = useTrainingT()
  const filter = filterOf(useSearch({ strict: false }))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.matrix.title')}
        note={t('training.matrix.note')}
        actions={
          <Button
            component="a"
            variant="default"
            href={`/api/training/matrix/export.csv?${new URLSearchParams(filter)}`}
            download
          >
            {t('training.matrix.export')}
          </Button>
        }
      />
      <Tabs here={matrixPath} />
      <Filters filter={filter} />
      <MatrixTable filter={filter} empty={[t('training.matrix.empty'), t('training.matrix.emptyBody')]} />
    </div>
  )
}

function Filters({ filter }: { filter: MatrixFilter }) {
  const t = useTrainingT()
  const router = useRouter()
  const departments = useInfiniteQuery(gapsQuery({})).data?.pages[0]?.departments ?? []
  const asked = useQuery(requirementsQuery).data?.rows ?? []
  const competencies = new Map(asked.map((each) => [each.competency_id, each.competency]))
  const show = (change: Record<string, string>) => {
    const next = new URLSearchParams(
      Object.entries({ ...filter, ...change }).filter(([, value]) => value !== ''),
    )
    router.history.push(next.size > 0 ? `${matrixPath}?${next}` : matrixPath)
  }
  return (
    <div className={styles.filters}>
      <SelectField
        label={t('training.column.department')}
        value={filter.department ?? ''}
        data={[
          { value: '', label: t('training.gaps.allDepartments') },
          ...departments.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => show({ department: event.currentTarget.value })}
      />
      <SelectField
        label={t('training.column.competency')}
        value={filter.competency ?? ''}
        data={[
          { value: '', label: t('training.matrix.allCompetencies') },
          ...[...competencies].map(([value, label]) => ({ value, label })),
        ]}
        onChange={(event) => show({ competency: event.currentTarget.value })}
      />
    </div>
  )
}

function filterOf({ department, competency }: Record<string, unknown>): MatrixFilter {
  return {
    ...(typeof department === 'string' ? { department } : {}),
    ...(typeof competency === 'string' ? { competency } : {}),
  }
}
