import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { type Requirement, requirementsQuery } from './data.ts'
import { Table, Tabs } from './parts.tsx'
import { gapsPath, requirementsPath } from './paths.ts'
import { RequirementDialog } from './RequirementDialog.tsx'
import styles from './training.module.css'
import { UsersDialog } from './UsersDialog.tsx'
import { useTrainingT } from './useTrainingT.ts'

/** Who has to have which competency. */
export function Page() {
  const t = useTrainingT()
  const may = useMay()
  const { data, error, refetch } = useQuery(requirementsQuery)
  const [dialog, setDialog] = useState<'new' | 'users' | { edit: Requirement } | { archive: Requirement }>()
  const close = () => setDialog(undefined)
  const manages = may('training.manage')
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.requirements.title')}
        note={t('training.requirements.note')}
        actions={
          manages && (
            <>
              <Button onClick={() => setDialog('new')}>{t('training.requirements.add')}</Button>
              <Button variant="default" onClick={() => setDialog('users')}>
                {t('training.users.open')}
              </Button>
            </>
          )
        }
      />
      <Tabs here={requirementsPath} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('training.requirements.empty')}>
          {t('training.requirements.emptyBody')}
        </EmptyState>
      ) : (
        <Table
          label={t('training.requirements.title')}
          heads={[
            t('training.column.subject'),
            t('training.column.competency'),
            t('training.column.rule'),
            t('training.column.missing'),
            ...(manages ? [t('training.column.actions')] : []),
          ]}
        >
          {data.rows.map((row) => (
            <Line
              key={row.id}
              row={row}
              manages={manages}
              onEdit={() => setDialog({ edit: row })}
              onArchive={() => setDialog({ archive: row })}
            />
          ))}
        </Table>
      )}
      {dialog === 'new' && <RequirementDialog onClose={close} />}
      {dialog === 'users' && <UsersDialog onClose={close} />}
      {typeof dialog === 'object' && 'edit' in dialog && (
        <RequirementDialog row={dialog.edit} onClose={close} />
      )}
      {typeof dialog === 'object' && 'archive' in dialog && (
        <ArchiveDialog row={dialog.archive} onClose={close} />
      )}
    </div>
  )
}

function Line({
  row,
  manages,
  onEdit,
  onArchive,
}: {
  row: Requirement
  manages: boolean
  onEdit: () => void
  onArchive: () => void
}) {
  const t = useTrainingT()
  const format = useFormat()
  const name = `${row.competency}, ${row.subject_name}`
  return (
    <tr>
      <th scope="row">
        {row.subject_name}
        <div className={styles.small}>{t(`training.subject.${row.subject}`)}</div>
      </th>
      <td>
        {row.competency}
        <div className={styles.small}>
          {[row.code, row.levels[row.level - 1]].filter(Boolean).join(' · ')}
        </div>
      </td>
      <td>
        <Rule row={row} />
      </td>
      <td>
        <AppLink className={styles.link} href={`${gapsPath}?within=now&requirement=${row.id}`}>
          {t('training.requirements.missing', {
            missing: format.number(row.missing),
            people: format.number(row.people),
          })}
        </AppLink>
      </td>
      {manages && (
        <td>
          <Button
            size="compact-sm"
            variant="default"
            onClick={onEdit}
            aria-label={t('training.requirements.editOf', { name })}
          >
            {t('training.edit')}
          </Button>{' '}
          <Button
            size="compact-sm"
            variant="default"
            onClick={onArchive}
            aria-label={t('training.requirements.archiveOf', { name })}
          >
            {t('training.archive')}
          </Button>
        </td>
      )}
    </tr>
  )
}

function Rule({ row }: { row: Requirement }) {
  const t = useTrainingT()
  const format = useFormat()
  const valid =
    row.valid_months === null
      ? t('training.rule.forever')
      : row.ends_on_day === null
        ? t('training.rule.rolling', { count: row.valid_months })
        : t('training.rule.fixed', {
            day: format.date(`2001-${row.ends_on_day}T12:00:00Z`).replace(/,? ?(de )?2001/, ''),
            count: row.valid_months,
          })
  return (
    <>
      {valid}
      <div className={styles.small}>
        {row.valid_months !== null && `${t('training.rule.renewal', { count: row.renewal_days })} · `}
        {t('training.rule.grace', { count: row.grace_days })}
      </div>
    </>
  )
}

function ArchiveDialog({ row, onClose }: { row: Requirement; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const send = async () => {
    await ask(api.DELETE('/api/training/requirements/{id}', { params: { path: { id: row.id } }, body: {} }))
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t('training.requirements.archiveTitle')}
      submitLabel={t('training.archive')}
      isDanger
      onSubmit={send}
      onClose={onClose}
    >
      <p className={styles.words}>
        {t('training.requirements.archiveBody', { competency: row.competency, name: row.subject_name })}
      </p>
    </FormDialog>
  )
}
