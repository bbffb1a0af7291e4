import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { PersonPicker } from '../../../../core/people/web/pickers.tsx'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { CompetencyPicker } from '../CompetencyPicker.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { origins, type RecordFilter, type Records, standings, verbs } from './data.ts'

const typing_ms = 400

type Props = {
  filter: RecordFilter
  first: Records | undefined
  onChange: (change: Record<string, string>) => void
}

/** Everything by which lines of learning are asked for. */
export function RecordFilters({ filter, first, onChange }: Props) {
  const t = useTrainingT()
  const readsAll = useMay()('training.read_all')
  const choice = <W extends string>(name: 'verb' | 'origin' | 'standing', words: readonly W[]) => (
    <SelectField
      label={t(`training.records.${name}`)}
      value={filter[name] ?? ''}
      data={[
        { value: '', label: t('training.records.any') },
        ...words.map((value) => ({ value, label: labelOf(t, name, value) })),
      ]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  )
  const day = (name: 'from' | 'to') => (
    <TextField
      type="date"
      label={t(`training.records.${name}`)}
      value={filter[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <search className={styles.filters} aria-label={t('training.records.filters')}>
      {readsAll ? (
        <OfEverybody filter={filter} first={first} onChange={onChange} />
      ) : (
        <Choice
          label={t('training.column.person')}
          value={filter.person}
          list={first?.people}
          onChange={(person) => onChange({ person })}
        />
      )}
      <Words value={filter.words ?? ''} onChange={(words) => onChange({ words })} />
      {choice('standing', standings)}
      {choice('verb', verbs)}
      {choice('origin', origins)}
      {day('from')}
      {day('to')}
    </search>
  )
}

type T = ReturnType<typeof useTrainingT>
const labelOf = (t: T, name: string, value: string) =>
  t(`training.${name === 'standing' ? 'records.stands' : name}.${value}` as 'training.verb.passed')

function OfEverybody({ filter, first, onChange }: Props) {
  const t = useTrainingT()
  const named = (id: string | undefined) => {
    if (id === undefined) return null
    return { id, name: first?.chosen.find((each) => each.id === id)?.name ?? '' }
  }
  const competency = named(filter.competency)
  return (
    <>
      <PersonPicker
        label={t('training.column.person')}
        value={named(filter.person)}
        onChange={(person) => onChange({ person: person?.id ?? '' })}
        isClearable
      />
      <Choice
        label={t('training.column.department')}
        value={filter.department}
        list={first?.departments}
        onChange={(department) => onChange({ department })}
      />
      <CompetencyPicker
        value={competency && { ...competency, code: '', levels: [] }}
        onChange={(chosen) => onChange({ competency: chosen?.id ?? '' })}
      />
      <PersonPicker
        label={t('training.record.assessor')}
        value={named(filter.assessor)}
        onChange={(assessor) => onChange({ assessor: assessor?.id ?? '' })}
        isClearable
      />
    </>
  )
}

type ChoiceProps = {
  label: string
  value: string | undefined
  list: Records['people'] | undefined
  onChange: (id: string) => void
}

function Choice({ label, value = '', list = [], onChange }: ChoiceProps) {
  const t = useTrainingT()
  return (
    <SelectField
      label={label}
      value={value}
      data={[
        { value: '', label: t('training.records.any') },
        ...list.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** Asked for when the typing pauses. */
function Words({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const t = useTrainingT()
  const [typed, setTyped] = useState(value)
  const tell = useDebouncedCallback(
    (words: string) => onChange({ words }.words.trim() ? words : ''),
    typing_ms,
  )
  return (
    <TextField
      type="search"
      maxLength={100}
      label={t('training.records.words')}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}
