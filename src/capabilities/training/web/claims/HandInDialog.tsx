import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import type { Credential } from '../data.ts'
import { EvidenceField, type EvidenceRow } from '../records/Evidence.tsx'
import { useTrainingT } from '../useTrainingT.ts'

const empty = {
  origin: 'outside',
  happened_on: '',
  title: '',
  provider: '',
  shows: '',
  evidence: '',
  evidence_link: '',
  duration_minutes: '',
}
type Words = typeof empty
type Asked = readonly Credential[]

/** Hands in what one learned elsewhere; what it shows is chosen among what is asked of oneself. */
export function HandInDialog({ credentials, onClose }: { credentials: Asked; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [words, setWords] = useState(empty)
  const [files, setFiles] = useState<readonly EvidenceRow[]>([])
  const send = async () => {
    await ask(api.POST('/api/training/claims', { body: claimOf(words, credentials, files) }))
    await queries.invalidateQueries({ queryKey: ['training', 'claims'] })
  }
  return (
    <FormDialog
      title={t('training.claims.title')}
      submitLabel={t('training.claims.send')}
      isReady={words.title.trim() !== '' && words.happened_on !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => {
        const field = (name: keyof Words) => ({
          value: words[name],
          ...(errors.has(name) ? { error: errors.get(name) as string } : {}),
          onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
            setWords((before) => ({ ...before, [name]: value })),
        })
        return (
          <>
            <What credentials={credentials} field={field} />
            <TextAreaField
              maxLength={1000}
              label={t('training.record.word.evidence')}
              hint={t('training.record.noPatient')}
              {...field('evidence')}
            />
            <TextField
              type="url"
              maxLength={500}
              label={t('training.record.word.evidence_link')}
              {...field('evidence_link')}
            />
            <EvidenceField
              files={files}
              error={[...errors].find(([name]) => name.startsWith('file_ids'))?.[1]}
              onChange={setFiles}
            />
          </>
        )
      }}
    </FormDialog>
  )
}

/** What is sent: nothing of what is empty. */
function claimOf(words: Words, credentials: Asked, files: readonly EvidenceRow[]) {
  const { origin, happened_on, title, shows, duration_minutes, ...optional } = words
  const shown = credentials.find(({ requirement_id }) => requirement_id === shows)
  const said = Object.entries(optional).flatMap(([key, text]) => (text.trim() ? [[key, text.trim()]] : []))
  return {
    ...{ origin: origin as 'outside' | 'prior', happened_on, title: title.trim() },
    ...Object.fromEntries(said),
    ...(duration_minutes.trim() ? { duration_minutes: Number(duration_minutes) } : {}),
    ...(shown ? { competency: { competency_id: shown.competency_id, level: shown.level } } : {}),
    ...(files.length > 0 ? { file_ids: files.map(({ id }) => id) } : {}),
  }
}

type Field = (name: keyof Words) => {
  value: string
  onChange: (event: { currentTarget: { value: string } }) => void
}

function What({ credentials, field }: { credentials: Asked; field: Field }) {
  const t = useTrainingT()
  const origins = ['outside', 'prior'] as const
  const choices = credentials.map(({ requirement_id, competency, level_name }) => ({
    value: requirement_id,
    label: `${competency} (${level_name})`,
  }))
  return (
    <>
      <TextField
        data-autofocus
        required
        maxLength={200}
        label={t('training.record.word.title')}
        {...field('title')}
      />
      <TextField required type="date" label={t('training.record.day')} {...field('happened_on')} />
      <SelectField
        label={t('training.record.origin')}
        data={origins.map((value) => ({ value, label: t(`training.origin.${value}`) }))}
        {...field('origin')}
      />
      <TextField maxLength={200} label={t('training.record.word.provider')} {...field('provider')} />
      {choices.length > 0 && (
        <SelectField
          label={t('training.claims.shows')}
          data={[{ value: '', label: t('training.claims.showsNone') }, ...choices]}
          {...field('shows')}
        />
      )}
      <TextField
        inputMode="numeric"
        label={t('training.record.duration_minutes')}
        {...field('duration_minutes')}
      />
    </>
  )
}
