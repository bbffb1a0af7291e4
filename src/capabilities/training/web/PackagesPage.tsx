import { Button, Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, FormDialog, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { FileDrop } from '../../../web/kit/FileDrop.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { CompetencyPicker } from './CompetencyPicker.tsx'
import { type Package, type PackageRow, packageQuery, packagesQuery } from './data.ts'
import { Table, Tabs } from './parts.tsx'
import { packagesPath, playerPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

const size_bytes_max = 50_000_000

/** The packaged courses: taken from a zip file, and what each of them shows. */
export function Page() {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(packagesQuery)
  const [edited, setEdited] = useState<string>()
  return (
    <div className={styles.page}>
      <PageHeader title={t('training.packages.title')} note={t('training.packages.note')} />
      <Tabs here={packagesPath} />
      <Upload />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <List rows={data.rows} onEdit={setEdited} />
      ) : (
        <ListSkeleton rows={4} />
      )}
      {edited !== undefined && <EditDialog id={edited} onClose={() => setEdited(undefined)} />}
    </div>
  )
}

/** Sends the zip file; what is no course is refused with its sentence, and the list stays. */
function Upload() {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [file, setFile] = useState<File>()
  const [taken, setTaken] = useState('')
  const { isBusy, problem, submit } = useSubmit(async () => {
    if (!file) return
    const { title } = await ask(
      api.GET('/api/training/packages/{id}', { params: { path: { id: await sendPackage(file) } } }),
    )
    setTaken(title)
    setFile(undefined)
    await queries.invalidateQueries({ queryKey: ['training', 'packages'] })
  })
  const choose = ([next]: File[]) => {
    setTaken('')
    setFile(next)
  }
  return (
    <div className={styles.upload}>
      <FileDrop
        label={t('training.packages.choose')}
        accept=".zip"
        files_max={1}
        size_bytes_max={size_bytes_max}
        isDisabled={isBusy}
        onFiles={choose}
      />
      {file && (
        <Button loading={isBusy} onClick={() => void submit()}>
          {t('training.competencies.take')} {file.name}
        </Button>
      )}
      <Failure problem={problem} />
      <p role="status" className={styles.words}>
        {isBusy ? t('training.packages.taking') : taken ? t('training.packages.taken', { title: taken }) : ''}
      </p>
    </div>
  )
}

/** Answers the id under which it was taken. */
async function sendPackage(file: File): Promise<string> {
  const form = new FormData()
  form.append('file', file)
  const response = await fetch('/api/training/packages', { method: 'POST', body: form })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError({ ...answer, status: response.status })
  return answer.id
}

function List({ rows, onEdit }: { rows: readonly PackageRow[]; onEdit: (id: string) => void }) {
  const t = useTrainingT()
  const format = useFormat()
  if (rows.length === 0)
    return <EmptyState title={t('training.packages.none')}>{t('training.packages.noneBody')}</EmptyState>
  return (
    <Table
      label={t('training.packages.title')}
      heads={[
        t('training.packages.course'),
        t('training.packages.format'),
        t('training.packages.learners'),
        t('training.packages.done'),
        t('training.packages.added'),
        t('training.column.actions'),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <AppLink className={styles.link} href={`${playerPath}/${row.id}`}>
              {row.title}
            </AppLink>
            <p className={styles.small}>
              {t('training.packages.units', { count: row.units })}
              {row.is_retired && ` · ${t('training.packages.retired')}`}
            </p>
          </td>
          <td>{t(`training.packages.formats.${row.format}`)}</td>
          <td>{row.learners}</td>
          <td>{row.done}</td>
          <td>{format.date(row.uploaded_at)}</td>
          <td>
            <Button
              variant="default"
              size="compact-md"
              aria-label={t('training.packages.editOf', { title: row.title })}
              onClick={() => onEdit(row.id)}
            >
              {t('training.edit')}
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function EditDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { data } = useQuery(packageQuery(id))
  return data ? <EditForm course={data} onClose={onClose} /> : null
}

function EditForm({ course, onClose }: { course: Package; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [title, setTitle] = useState(course.title)
  const [isRetired, setRetired] = useState(course.is_retired)
  const [shown, setShown] = useState(course.competencies)
  const send = async () => {
    await ask(
      api.PUT('/api/training/packages/{id}', {
        params: { path: { id: course.id } },
        body: {
          title,
          is_retired: isRetired,
          competencies: shown.map(({ competency_id, level }) => ({ competency_id, level })),
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training', 'packages'] })
  }
  return (
    <FormDialog
      title={t('training.packages.edit')}
      submitLabel={t('training.save')}
      isReady={title.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        data-autofocus
        label={t('training.packages.name')}
        value={title}
        maxLength={200}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <p className={styles.small}>{t('training.packages.shows')}</p>
      <ul className={styles.words}>
        {shown.map(({ competency_id, code, name }) => (
          <li key={competency_id}>
            {code} {name}{' '}
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => setShown(shown.filter((each) => each.competency_id !== competency_id))}
            >
              {t('training.packages.remove', { code })}
            </Button>
          </li>
        ))}
      </ul>
      <CompetencyPicker
        value={null}
        onChange={(added) => {
          if (added && !shown.some(({ competency_id }) => competency_id === added.id))
            setShown([
              ...shown,
              { competency_id: added.id, code: added.code, name: added.name, level: added.levels.length },
            ])
        }}
      />
      <Checkbox
        label={t('training.packages.retire')}
        checked={isRetired}
        onChange={(event) => setRetired(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}
