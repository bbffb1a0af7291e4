import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Named } from '../../../core/people/web/data.ts'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { SelectField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { CompetencyPicker } from './CompetencyPicker.tsx'
import type { Competency } from './data.ts'
import { EvidenceField, type EvidenceRow } from './records/Evidence.tsx'
import { useTrainingT } from './useTrainingT.ts'

const verbs = ['completed', 'passed', 'failed', 'attempted'] as const
const origins = ['observed', 'prior', 'outside'] as const

type Typed = { currentTarget: { value: string } }
type Errors = ReadonlyMap<string, string>
type Line = {
  verb: (typeof verbs)[number]
  origin: (typeof origins)[number]
  day: string
  competency: Pick<Competency, 'id' | 'code' | 'name' | 'levels'> | null
  level: number
  assessor: Named | null
}
const noWords = { title: '', version: '', provider: '', evidence: '', evidence_link: '' }
const noNumbers = { score_percent: '', duration_minutes: '' }
const said = <T,>(fields: Record<string, string>, read: (text: string) => T) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, text]) => (text.trim() ? [[key, read(text.trim())]] : [])),
  )
const errorOf = (errors: Errors, field: string) =>
  errors.has(field) ? { error: errors.get(field) as string } : {}

/** Writes down what somebody learned. */
export function RecordDialog({
  person,
  today,
  onClose,
}: {
  person: Named
  today: string
  onClose: () => void
}) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [line, setLine] = useState<Line>({
    verb: 'completed',
    origin: 'observed',
    day: today,
    competency: null,
    level: 1,
    assessor: null,
  })
  const [words, setWords] = useState(noWords)
  const [numbers, setNumbers] = useState(noNumbers)
  const [files, setFiles] = useState<readonly EvidenceRow[]>([])
  const send = async () => {
    const { verb, origin, day, competency, level, assessor } = line
    await ask(
      api.POST('/api/training/records', {
        body: {
          person_id: person.id,
          verb,
          origin,
          happened_on: day,
          ...(competency ? { competencies: [{ competency_id: competency.id, level }] } : {}),
          ...(assessor ? { assessor_id: assessor.id } : {}),
          ...said(words, String),
          ...said(numbers, Number),
          ...(files.length > 0 ? { file_ids: files.map(({ id }) => id) } : {}),
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t('training.record.title', { name: person.name })}
      submitLabel={t('training.record.send')}
      isReady={line.day !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <LineFields line={line} today={today} errors={errors} onChange={setLine} />
          <NumberFields numbers={numbers} errors={errors} onChange={setNumbers} />
          <WordFields words={words} errors={errors} onChange={setWords} />
          <EvidenceField
            files={files}
            error={[...errors].find(([field]) => field.startsWith('file_ids'))?.[1]}
            onChange={setFiles}
          />
        </>
      )}
    </FormDialog>
  )
}

function LineFields({
  line,
  today,
  errors,
  onChange,
}: {
  line: Line
  today: string
  errors: Errors
  onChange: (line: Line) => void
}) {
  const t = useTrainingT()
  const set = (change: Partial<Line>) => onChange({ ...line, ...change })
  return (
    <>
      <SelectField
        data-autofocus
        label={t('training.record.origin')}
        value={line.origin}
        data={origins.map((value) => ({ value, label: t(`training.origin.${value}`) }))}
        onChange={(event) => set({ origin: event.currentTarget.value as Line['origin'] })}
      />
      <SelectField
        label={t('training.record.verb')}
        value={line.verb}
        data={verbs.map((value) => ({ value, label: t(`training.verb.${value}`) }))}
        onChange={(event) => set({ verb: event.currentTarget.value as Line['verb'] })}
      />
      <TextField
        type="date"
        label={t('training.record.day')}
        max={today}
        value={line.day}
        {...errorOf(errors, 'happened_on')}
        onChange={(event) => set({ day: event.currentTarget.value })}
      />
      <CompetencyPicker value={line.competency} onChange={(competency) => set({ competency, level: 1 })} />
      {line.competency && (
        <SelectField
          label={t('training.column.level')}
          value={String(line.level)}
          data={line.competency.levels.map((name, index) => ({ value: String(index + 1), label: name }))}
          onChange={(event) => set({ level: Number(event.currentTarget.value) })}
        />
      )}
      <PersonPicker
        label={t('training.record.assessor')}
        value={line.assessor}
        onChange={(assessor) => set({ assessor })}
        error={errors.get('assessor_id')}
        isClearable
      />
    </>
  )
}

type Words = typeof noWords
function WordFields({
  words,
  errors,
  onChange,
}: {
  words: Words
  errors: Errors
  onChange: (words: Words) => void
}) {
  const t = useTrainingT()
  const field = (name: keyof Words) => ({
    label: t(`training.record.word.${name}`),
    value: words[name],
    ...errorOf(errors, name),
    onChange: (event: Typed) => onChange({ ...words, [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextField maxLength={200} {...field('title')} />
      <TextField maxLength={60} {...field('version')} />
      <TextField maxLength={200} {...field('provider')} />
      <TextAreaField maxLength={1000} hint={t('training.record.noPatient')} {...field('evidence')} />
      <TextField type="url" maxLength={500} {...field('evidence_link')} />
    </>
  )
}

type Numbers = typeof noNumbers
function NumberFields({
  numbers,
  errors,
  onChange,
}: {
  numbers: Numbers
  errors: Errors
  onChange: (numbers: Numbers) => void
}) {
  const t = useTrainingT()
  const field = (name: keyof Numbers) => ({
    label: t(`training.record.${name}`),
    value: numbers[name],
    inputMode: 'decimal' as const,
    ...errorOf(errors, name),
    onChange: (event: Typed) => onChange({ ...numbers, [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextField {...field('score_percent')} />
      <TextField {...field('duration_minutes')} />
    </>
  )
}
