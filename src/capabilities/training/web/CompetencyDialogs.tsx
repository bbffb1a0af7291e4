import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { FileDrop } from '../../../web/kit/FileDrop.tsx'
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Competency, type Framework, type Kind, kinds } from './data.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

const size_bytes_max = 5_000_000
const error = (errors: ReadonlyMap<string, string>, field: string) =>
  errors.has(field) ? { error: errors.get(field) as string } : {}

/** Takes a framework from a file and tells what came of it. */
export function FrameworkImport({ onClose }: { onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [file, setFile] = useState<{ name: string; text: string }>()
  const send = async () => {
    const { created, updated, unchanged, refused } = await ask(
      api.POST('/api/training/frameworks/import', { body: { name: name.trim(), text: file?.text ?? '' } }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    toast.show(t('training.competencies.imported', { created, updated, unchanged, refused }))
  }
  return (
    <FormDialog
      title={t('training.competencies.import')}
      submitLabel={t('training.competencies.take')}
      isReady={name.trim() !== '' && file !== undefined}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            data-autofocus
            label={t('training.competencies.framework')}
            hint={t('training.competencies.frameworkHint')}
            value={name}
            maxLength={200}
            {...error(errors, 'name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <FileDrop
            label={t('training.competencies.file')}
            accept=".json,.csv,.txt"
            files_max={1}
            size_bytes_max={size_bytes_max}
            onFiles={([chosen]) => void chosen?.text().then((text) => setFile({ name: chosen.name, text }))}
          />
          <p className={styles.small}>{file ? file.name : t('training.competencies.fileHint')}</p>
          {errors.has('text') && (
            <p role="alert" className={styles.late}>
              {errors.get('text')}
            </p>
          )}
        </>
      )}
    </FormDialog>
  )
}

type Written = { code: string; name: string; description: string; kind: Kind }

/** Writes a competency, or changes one. */
export function CompetencyDialog({
  row,
  frameworks,
  onClose,
}: {
  row?: Competency
  frameworks: readonly Framework[]
  onClose: () => void
}) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [frameworkId, setFrameworkId] = useState(row?.framework_id ?? frameworks[0]?.id ?? '')
  const [framework, setFramework] = useState('')
  const [written, setWritten] = useState<Written>({
    code: row?.code ?? '',
    name: row?.name ?? '',
    description: row?.description ?? '',
    kind: row?.kind ?? 'skill',
  })
  const [isArchived, setArchived] = useState(false)
  const send = async () => {
    const { code, name, description, kind } = written
    const body = { code: code.trim(), name: name.trim(), description: description.trim(), kind }
    if (row) {
      const params = { path: { id: row.id } }
      await ask(
        api.PUT('/api/training/competencies/{id}', { params, body: { ...body, is_archived: isArchived } }),
      )
    } else {
      const framework_id =
        frameworkId ||
        (await ask(api.POST('/api/training/frameworks', { body: { name: framework.trim() } }))).id
      await ask(api.POST('/api/training/competencies', { body: { framework_id, ...body } }))
    }
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  const isReady = [written.code, written.name, frameworkId || framework].every((text) => text.trim() !== '')
  return (
    <FormDialog
      title={t(row ? 'training.competencies.edit' : 'training.competencies.add')}
      submitLabel={t('training.save')}
      isReady={isReady}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {!row && (
            <SelectField
              label={t('training.column.framework')}
              value={frameworkId}
              data={[
                ...frameworks.map(({ id, name }) => ({ value: id, label: name })),
                { value: '', label: t('training.competencies.newFramework') },
              ]}
              onChange={(event) => setFrameworkId(event.currentTarget.value)}
            />
          )}
          {!row && frameworkId === '' && <NameField value={framework} onChange={setFramework} />}
          <WrittenFields written={written} errors={errors} onChange={setWritten} />
          {row && <ArchiveField isArchived={isArchived} onChange={setArchived} />}
        </>
      )}
    </FormDialog>
  )
}

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const t = useTrainingT()
  return (
    <TextField
      label={t('training.competencies.framework')}
      value={value}
      maxLength={200}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function ArchiveField({ isArchived, onChange }: { isArchived: boolean; onChange: (is: boolean) => void }) {
  const t = useTrainingT()
  return (
    <CheckboxField
      label={t('training.competencies.archive')}
      hint={t('training.competencies.archiveHint')}
      checked={isArchived}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

type WrittenProps = {
  written: Written
  errors: ReadonlyMap<string, string>
  onChange: (written: Written) => void
}
function WrittenFields({ written, errors, onChange }: WrittenProps) {
  const t = useTrainingT()
  const word = (field: 'code' | 'name' | 'description') => ({
    label: t(`training.competencyField.${field}`),
    value: written[field],
    ...error(errors, field),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...written, [field]: event.currentTarget.value }),
  })
  return (
    <>
      <TextField data-autofocus maxLength={60} {...word('code')} />
      <TextField maxLength={1000} {...word('name')} />
      <SelectField
        label={t('training.column.kind')}
        value={written.kind}
        data={kinds.map((value) => ({ value, label: t(`training.kind.${value}`) }))}
        onChange={(event) => onChange({ ...written, kind: event.currentTarget.value as Kind })}
      />
      <TextAreaField maxLength={4000} {...word('description')} />
    </>
  )
}
