import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { Table, Tabs } from '../parts.tsx'
import { checkOffsPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { CheckOffList } from './CheckOffList.tsx'
import { checkOffsQuery, type Rubric, rubricsQuery } from './data.ts'

/** By what people are checked off, and what was signed. */
export function Page() {
  const t = useTrainingT()
  const may = useMay()
  const rubrics = useQuery(rubricsQuery)
  const signed = useQuery(checkOffsQuery({}))
  const error = rubrics.error ?? signed.error
  const retry = () => {
    void rubrics.refetch()
    void signed.refetch()
  }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.checkOff.title')}
        note={t('training.checkOff.note')}
        actions={
          may('training.manage') && (
            <Button variant="default" component={AppLink} href={`${checkOffsPath}/rubrics/new`}>
              {t('training.checkOff.addRubric')}
            </Button>
          )
        }
      />
      <Tabs here={checkOffsPath} />
      {error ? (
        <ErrorState problem={error} onRetry={retry} />
      ) : !rubrics.data || !signed.data ? (
        <ListSkeleton rows={4} />
      ) : (
        <>
          <Rubrics rows={rubrics.data.rows} />
          <h2 className={styles.heading}>{t('training.checkOff.signed')}</h2>
          {signed.data.rows.length === 0 ? (
            <EmptyState title={t('training.checkOff.noneSigned')}>
              {t('training.checkOff.noneSignedBody')}
            </EmptyState>
          ) : (
            <CheckOffList rows={signed.data.rows} hasNames />
          )}
        </>
      )}
    </div>
  )
}

function Rubrics({ rows }: { rows: readonly Rubric[] }) {
  const t = useTrainingT()
  if (rows.length === 0)
    return (
      <EmptyState title={t('training.checkOff.noRubric')}>{t('training.checkOff.noRubricBody')}</EmptyState>
    )
  return (
    <Table
      label={t('training.checkOff.rubrics')}
      heads={[
        t('training.checkOff.rubric'),
        t('training.column.competency'),
        t('training.checkOff.criteria'),
        t('training.checkOff.signed'),
        t('training.column.actions'),
      ]}
    >
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </Table>
  )
}

function Row({ row }: { row: Rubric }) {
  const t = useTrainingT()
  const may = useMay()
  const queries = useQueryClient()
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(
      api.POST('/api/training/rubrics/{id}/archive', {
        params: { path: { id: row.id } },
        body: { is_archived: !row.is_archived },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  })
  return (
    <tr>
      <th scope="row">
        {row.title}
        <div className={styles.small}>
          {t('training.line.version', { version: row.version })}
          {row.is_archived && ` · ${t('training.assessment.archived')}`}
        </div>
      </th>
      <td>{row.competency ?? '–'}</td>
      <td>{row.criteria.length}</td>
      <td>{row.signed}</td>
      <td>
        <div className={styles.buttons}>
          {may('training.record') && !row.is_archived && (
            <Button
              component={AppLink}
              href={`${checkOffsPath}/${row.id}`}
              aria-label={t('training.checkOff.beginOf', { title: row.title })}
            >
              {t('training.checkOff.begin')}
            </Button>
          )}
          {may('training.manage') && (
            <>
              <Button
                variant="default"
                component={AppLink}
                href={`${checkOffsPath}/rubrics/${row.id}`}
                aria-label={t('training.packages.editOf', { title: row.title })}
              >
                {t('training.edit')}
              </Button>
              <Button
                variant="default"
                loading={isBusy}
                aria-label={t(
                  row.is_archived ? 'training.checkOff.takeUpOf' : 'training.checkOff.archiveOf',
                  {
                    title: row.title,
                  },
                )}
                onClick={() => void submit()}
              >
                {t(row.is_archived ? 'training.checkOff.takeUp' : 'training.archive')}
              </Button>
            </>
          )}
        </div>
        <Failure problem={problem} />
      </td>
    </tr>
  )
}
