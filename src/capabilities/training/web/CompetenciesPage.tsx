import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { CompetencyDialog, FrameworkImport } from './CompetencyDialogs.tsx'
import { type Competency, type CompetencyFilter, competenciesQuery, frameworksQuery, kinds } from './data.ts'
import { Table, Tabs } from './parts.tsx'
import { competenciesPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** The competencies of all frameworks. */
export function Page() {
  const t = useTrainingT()
  const may = useMay()
  const router = useRouter()
  const filter = filterOf(useSearch({ strict: false }))
  const frameworks = useQuery(frameworksQuery).data?.rows ?? []
  const [dialog, setDialog] = useState<'import' | 'new' | { edit: Competency }>()
  const close = () => setDialog(undefined)
  const show = (change: Record<string, string>) => {
    const next = new URLSearchParams(
      Object.entries({ ...filter, ...change }).filter(([, value]) => value !== ''),
    )
    router.history.replace(next.size > 0 ? `${competenciesPath}?${next}` : competenciesPath)
  }
  const manages = may('training.manage')
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.competencies.title')}
        note={t('training.competencies.note')}
        actions={
          manages && (
            <>
              <Button onClick={() => setDialog('import')}>{t('training.competencies.import')}</Button>
              <Button variant="default" onClick={() => setDialog('new')}>
                {t('training.competencies.add')}
              </Button>
            </>
          )
        }
      />
      <Tabs here={competenciesPath} />
      <div className={styles.filters}>
        <TextField
          label={t('training.competencies.search')}
          value={filter.q ?? ''}
          maxLength={200}
          onChange={(event) => show({ q: event.currentTarget.value })}
        />
        <SelectField
          label={t('training.column.framework')}
          value={filter.framework ?? ''}
          data={[
            { value: '', label: t('training.competencies.allFrameworks') },
            ...frameworks.map(({ id, name, competencies }) => ({
              value: id,
              label: `${name} (${competencies})`,
            })),
          ]}
          onChange={(event) => show({ framework: event.currentTarget.value })}
        />
        <SelectField
          label={t('training.column.kind')}
          value={filter.kind ?? ''}
          data={[
            { value: '', label: t('training.competencies.allKinds') },
            ...kinds.map((kind) => ({ value: kind, label: t(`training.kind.${kind}`) })),
          ]}
          onChange={(event) => show({ kind: event.currentTarget.value })}
        />
      </div>
      <List filter={filter} {...(manages ? { onEdit: (edit: Competency) => setDialog({ edit }) } : {})} />
      {dialog === 'import' && <FrameworkImport onClose={close} />}
      {dialog === 'new' && <CompetencyDialog frameworks={frameworks} onClose={close} />}
      {typeof dialog === 'object' && (
        <CompetencyDialog frameworks={frameworks} row={dialog.edit} onClose={close} />
      )}
    </div>
  )
}

function filterOf(search: Record<string, unknown>): CompetencyFilter {
  const kind = kinds.find((each) => each === search.kind)
  return {
    // The router reads what looks like a number as one.
    ...(search.q === undefined ? {} : { q: String(search.q) }),
    ...(typeof search.framework === 'string' ? { framework: search.framework } : {}),
    ...(kind ? { kind } : {}),
  }
}

function List({ filter, onEdit }: { filter: CompetencyFilter; onEdit?: (row: Competency) => void }) {
  const t = useTrainingT()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    competenciesQuery(filter),
  )
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={8} />
  const rows = data.pages.flatMap((page) => page.rows)
  if (rows.length === 0)
    return (
      <EmptyState title={t('training.competencies.none')}>{t('training.competencies.noneBody')}</EmptyState>
    )
  return (
    <>
      <Table
        label={t('training.competencies.title')}
        heads={[
          t('training.column.code'),
          t('training.column.competency'),
          t('training.column.kind'),
          t('training.column.framework'),
          ...(onEdit ? [t('training.column.actions')] : []),
        ]}
      >
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.code}</td>
            <th scope="row">
              {row.name}
              {row.description && <div className={styles.small}>{row.description}</div>}
              {row.requirements > 0 && (
                <div className={styles.small}>
                  {t('training.competencies.asked', { count: row.requirements })}
                </div>
              )}
            </th>
            <td>{t(`training.kind.${row.kind}`)}</td>
            <td>{row.framework}</td>
            {onEdit && (
              <td>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => onEdit(row)}
                  aria-label={t('training.competencies.editOf', { code: row.code })}
                >
                  {t('training.edit')}
                </Button>
              </td>
            )}
          </tr>
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
