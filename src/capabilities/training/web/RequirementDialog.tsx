import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Named } from '../../../core/people/web/data.ts'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { ListField, PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { CompetencyPicker } from './CompetencyPicker.tsx'
import { type Competency, choicesQuery, type Requirement, requirementsQuery } from './data.ts'
import { useTrainingT } from './useTrainingT.ts'

const subjects = ['role', 'department', 'application', 'job', 'person'] as const
type Subject = (typeof subjects)[number]
type Errors = ReadonlyMap<string, string>
const error = (errors: Errors, field: string) =>
  errors.has(field) ? { error: errors.get(field) as string } : {}

type Whom = { subject: Subject; id: string | null; person: Named | null; named: string }

function ruleOf(row: Requirement | undefined, today: string) {
  return {
    valid_months: row ? String(row.valid_months ?? '') : '12',
    ends_on_day: row?.ends_on_day ?? '',
    active_days_min: String(row?.active_days_min ?? 0),
    renewal_days: String(row?.renewal_days ?? 90),
    grace_days: String(row?.grace_days ?? 30),
    starts_on: row?.starts_on ?? today,
  }
}
type Rule = ReturnType<typeof ruleOf>

function bodyOf(rule: Rule) {
  return {
    ...(rule.valid_months.trim() ? { valid_months: Number(rule.valid_months) } : {}),
    ...(rule.ends_on_day.trim() ? { ends_on_day: rule.ends_on_day.trim() } : {}),
    active_days_min: Number(rule.active_days_min),
    renewal_days: rule.valid_months.trim() ? Number(rule.renewal_days) : 0,
    grace_days: Number(rule.grace_days),
    starts_on: rule.starts_on,
  }
}

/** Asks for a competency, or changes what is asked. */
export function RequirementDialog({ row, onClose }: { row?: Requirement; onClose: () => void }) {
  const t = useTrainingT()
  const format = useFormat()
  const queries = useQueryClient()
  const [whom, setWhom] = useState<Whom>({ subject: 'role', id: null, person: null, named: '' })
  const [competency, setCompetency] = useState<Pick<Competency, 'id' | 'code' | 'name' | 'levels'> | null>(
    row ? { id: row.competency_id, code: row.code, name: row.competency, levels: row.levels } : null,
  )
  const [level, setLevel] = useState(row?.level ?? 1)
  const [rule, setRule] = useState(() => ruleOf(row, format.day(Date.now())))
  const send = async () => {
    const asked = { competency_id: competency?.id ?? '', level, ...bodyOf(rule) }
    const subject_id = whom.subject === 'person' ? whom.person?.id : whom.id
    if (row)
      await ask(
        api.PUT('/api/training/requirements/{id}', {
          params: { path: { id: row.id } },
          body: { version: row.version, ...asked },
        }),
      )
    else
      await ask(
        api.POST('/api/training/requirements', {
          body: {
            subject: whom.subject,
            ...(subject_id ? { subject_id } : {}),
            ...(whom.named.trim() ? { named: whom.named.trim() } : {}),
            ...asked,
          },
        }),
      )
    await queries.invalidateQueries({ queryKey: requirementsQuery.queryKey.slice(0, 1) })
  }
  return (
    <FormDialog
      title={t(row ? 'training.requirements.edit' : 'training.requirements.add')}
      submitLabel={t('training.save')}
      isReady={competency !== null && rule.starts_on !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {!row && <WhomFields whom={whom} errors={errors} onChange={setWhom} />}
          <CompetencyPicker
            value={competency}
            onChange={(chosen) => {
              setCompetency(chosen)
              setLevel(1)
            }}
            {...error(errors, 'competency_id')}
          />
          {competency && (
            <SelectField
              label={t('training.column.level')}
              value={String(level)}
              data={competency.levels.map((name, index) => ({ value: String(index + 1), label: name }))}
              onChange={(event) => setLevel(Number(event.currentTarget.value))}
            />
          )}
          <RuleFields rule={rule} errors={errors} onChange={setRule} />
        </>
      )}
    </FormDialog>
  )
}

function WhomFields({
  whom,
  errors,
  onChange,
}: {
  whom: Whom
  errors: Errors
  onChange: (whom: Whom) => void
}) {
  const t = useTrainingT()
  const choices = useQuery(choicesQuery).data
  const { subject } = whom
  return (
    <>
      <SelectField
        data-autofocus
        label={t('training.column.subject')}
        value={subject}
        data={subjects.map((value) => ({ value, label: t(`training.subject.${value}`) }))}
        onChange={(event) =>
          onChange({ subject: event.currentTarget.value as Subject, id: null, person: null, named: '' })
        }
      />
      {(subject === 'role' || subject === 'department') && (
        <ListField
          label={t(`training.subject.${subject}`)}
          list={subject === 'role' ? choices?.roles : choices?.departments}
          value={whom.id}
          error={errors.get('subject_id')}
          onChange={(id) => onChange({ ...whom, id })}
        />
      )}
      {subject === 'person' && (
        <PersonPicker
          label={t('training.subject.person')}
          value={whom.person}
          error={errors.get('subject_id')}
          onChange={(person) => onChange({ ...whom, person })}
        />
      )}
      {subject === 'job' && (
        <ListField
          label={t('training.subject.job')}
          list={choices?.jobs.map((name) => ({ id: name, name }))}
          value={whom.named || null}
          error={errors.get('named')}
          onChange={(named) => onChange({ ...whom, named: named ?? '' })}
        />
      )}
      {subject === 'application' && (
        <TextField
          label={t('training.subject.application')}
          hint={t('training.users.hint')}
          value={whom.named}
          maxLength={200}
          {...error(errors, 'named')}
          onChange={(event) => onChange({ ...whom, named: event.currentTarget.value })}
        />
      )}
    </>
  )
}

function RuleFields({
  rule,
  errors,
  onChange,
}: {
  rule: Rule
  errors: Errors
  onChange: (rule: Rule) => void
}) {
  const t = useTrainingT()
  const field = (name: keyof Rule) => ({
    label: t(`training.ruleField.${name}`),
    value: rule[name],
    ...error(errors, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...rule, [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextField inputMode="numeric" hint={t('training.ruleHint.valid_months')} {...field('valid_months')} />
      <TextField hint={t('training.ruleHint.ends_on_day')} placeholder="12-31" {...field('ends_on_day')} />
      {rule.ends_on_day.trim() !== '' && (
        <TextField
          inputMode="numeric"
          hint={t('training.ruleHint.active_days_min')}
          {...field('active_days_min')}
        />
      )}
      {rule.valid_months.trim() !== '' && <TextField inputMode="numeric" {...field('renewal_days')} />}
      <TextField inputMode="numeric" {...field('grace_days')} />
      <TextField type="date" {...field('starts_on')} />
    </>
  )
}
