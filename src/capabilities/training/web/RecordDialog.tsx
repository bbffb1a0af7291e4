import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Named } from '../../../core/people/web/data.ts'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { SelectField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { CompetencyPicker } from './CompetencyPicker.tsx'
import type { Competency } from './data.ts'
import { useTrainingT } from './useTrainingT.ts'

const verbs = ['completed', 'passed', 'failed', 'attempted'] as const
const origins = ['observed', 'prior', 'outside'] as const

type Props = { person: Named; today: string; onClose: () => void }
type Chosen = Pick<Competency, 'id' | 'code' | 'name' | 'levels'>

/** Writes down what somebody learned. */
export function RecordDialog({ person, today, onClose }: Props) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [verb, setVerb] = useState<(typeof verbs)[number]>('completed')
  const [origin, setOrigin] = useState<(typeof origins)[number]>('observed')
  const [day, setDay] = useState(today)
  const [competency, setCompetency] = useState<Chosen | null>(null)
  const [level, setLevel] = useState(1)
  const [assessor, setAssessor] = useState<Named | null>(null)
  const [words, setWords] = useState({
    title: '',
    version: '',
    provider: '',
    evidence: '',
    evidence_link: '',
  })
  const [numbers, setNumbers] = useState({ score_percent: '', duration_minutes: '' })
  const send = async () => {
    await ask(
      api.POST('/api/training/records', {
        body: {
          person_id: person.id,
          verb,
          origin,
          happened_on: day,
          ...(competency ? { competencies: [{ competency_id: competency.id, level }] } : {}),
          ...(assessor ? { assessor_id: assessor.id } : {}),
          ...Object.fromEntries(
            Object.entries(words).flatMap(([key, text]) => (text.trim() ? [[key, text.trim()]] : [])),
          ),
          ...Object.fromEntries(
            Object.entries(numbers).flatMap(([key, text]) => (text.trim() ? [[key, Number(text)]] : [])),
          ),
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t('training.record.title', { name: person.name })}
      submitLabel={t('training.record.send')}
      isReady={day !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => {
        const error = (field: string) => (errors.has(field) ? { error: errors.get(field) as string } : {})
        const word = (field: keyof typeof words) => ({
          label: t(`training.record.word.${field}`),
          value: words[field],
          ...error(field),
          onChange: (event: { currentTarget: { value: string } }) =>
            setWords({ ...words, [field]: event.currentTarget.value }),
        })
        const number = (field: keyof typeof numbers) => ({
          label: t(`training.record.${field}`),
          value: numbers[field],
          inputMode: 'decimal' as const,
          ...error(field),
          onChange: (event: { currentTarget: { value: string } }) =>
            setNumbers({ ...numbers, [field]: event.currentTarget.value }),
        })
        return (
          <>
            <SelectField
              data-autofocus
              label={t('training.record.origin')}
              value={origin}
              data={origins.map((value) => ({ value, label: t(`training.origin.${value}`) }))}
              onChange={(event) => setOrigin(event.currentTarget.value as typeof origin)}
            />
            <SelectField
              label={t('training.record.verb')}
              value={verb}
              data={verbs.map((value) => ({ value, label: t(`training.verb.${value}`) }))}
              onChange={(event) => setVerb(event.currentTarget.value as typeof verb)}
            />
            <TextField
              type="date"
              label={t('training.record.day')}
              max={today}
              value={day}
              {...error('happened_on')}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
            <CompetencyPicker
              value={competency}
              onChange={(chosen) => {
                setCompetency(chosen)
                setLevel(1)
              }}
            />
            {competency && (
              <SelectField
                label={t('training.column.level')}
                value={String(level)}
                data={competency.levels.map((name, index) => ({ value: String(index + 1), label: name }))}
                onChange={(event) => setLevel(Number(event.currentTarget.value))}
              />
            )}
            <PersonPicker
              label={t('training.record.assessor')}
              value={assessor}
              onChange={setAssessor}
              error={errors.get('assessor_id')}
              isClearable
            />
            <TextField maxLength={200} {...word('title')} />
            <TextField maxLength={60} {...word('version')} />
            <TextField maxLength={200} {...word('provider')} />
            <TextField {...number('score_percent')} />
            <TextField {...number('duration_minutes')} />
            <TextAreaField maxLength={1000} hint={t('training.record.noPatient')} {...word('evidence')} />
            <TextField type="url" maxLength={500} {...word('evidence_link')} />
          </>
        )
      }}
    </FormDialog>
  )
}
