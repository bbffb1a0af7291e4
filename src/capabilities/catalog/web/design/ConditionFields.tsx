import { ActionIcon, Button, MultiSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { type Comparison, type Condition, comparisons, type Field } from '../../form.ts'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import design from './design.module.css'
import type { SettingsProps } from './FieldSettings.tsx'

const CONDITIONS_MAX = 10
type Show = NonNullable<Field['show']>

/** When the question is asked at all: by the answers to others. */
export function ConditionFields({
  field,
  fields,
  at,
  errors,
  onChange,
}: SettingsProps & { fields: readonly Field[] }) {
  const t = useCatalogT()
  const others = fields.filter(({ key, type }) => key !== field.key && type !== 'section')
  const { show } = field
  const conditions = show?.conditions ?? []
  const set = (next: Condition[], match: Show['match'] = show?.match ?? 'all') => {
    const { show: _show, ...rest } = field
    onChange(next.length > 0 ? { ...rest, show: { match, conditions: next } } : rest)
  }
  const error = errors.get(`${at}/show`)
  return (
    <fieldset className={design.inner}>
      <legend>{t('catalog.design.when')}</legend>
      {conditions.length === 0 && <p className={design.small}>{t('catalog.design.always')}</p>}
      {conditions.length > 1 && (
        <SelectField
          label={t('catalog.design.match')}
          value={show?.match ?? 'all'}
          data={(['all', 'any'] as const).map((value) => ({
            value,
            label: t(`catalog.design.match_${value}`),
          }))}
          onChange={(event) => set(conditions, event.currentTarget.value as Show['match'])}
        />
      )}
      {conditions.map((condition, index) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: Conditions have no names; their places are all they have.
          key={index}
          number={index + 1}
          condition={condition}
          others={others}
          error={['field', 'is', 'values']
            .map((name) => errors.get(`${at}/show/conditions/${index}/${name}`))
            .find(Boolean)}
          onChange={(next) => set(conditions.map((each, place) => (place === index ? next : each)))}
          onRemove={() => set(conditions.filter((_, place) => place !== index))}
        />
      ))}
      {error && <p className={design.problem}>{error}</p>}
      <Button
        size="compact-sm"
        variant="default"
        disabled={others.length === 0 || conditions.length >= CONDITIONS_MAX}
        onClick={() => {
          const [first] = others
          if (first) set([...conditions, fresh(first)])
        }}
      >
        {t('catalog.design.addCondition')}
      </Button>
    </fieldset>
  )
}

function fresh(about: Field): Condition {
  return { field: about.key, is: comparisons[about.type][0] ?? 'filled', values: [] }
}

type LineProps = {
  number: number
  condition: Condition
  others: readonly Field[]
  error: string | undefined
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function ConditionLine({ number, condition, others, error, onChange, onRemove }: LineProps) {
  const t = useCatalogT()
  const said = useSaid()
  const about = others.find(({ key }) => key === condition.field)
  const choices = others.map((field) => ({
    value: field.key,
    label: said(field.label) || t('catalog.manage.nameless'),
  }))
  return (
    <div className={design.condition}>
      <SelectField
        label={t('catalog.design.conditionField', { number })}
        value={condition.field}
        data={
          about ? choices : [{ value: condition.field, label: t('catalog.design.goneField') }, ...choices]
        }
        {...(error ? { error } : {})}
        onChange={(event) => {
          const next = others.find(({ key }) => key === event.currentTarget.value)
          if (next) onChange(fresh(next))
        }}
      />
      <SelectField
        label={t('catalog.design.conditionIs', { number })}
        value={condition.is}
        data={(about ? comparisons[about.type] : [condition.is]).map((value) => ({
          value,
          label: t(`catalog.comparison.${value}`),
        }))}
        onChange={(event) =>
          onChange({ ...condition, is: event.currentTarget.value as Comparison, values: [] })
        }
      />
      {about && <Values about={about} number={number} condition={condition} onChange={onChange} />}
      <ActionIcon
        mt={24}
        variant="subtle"
        color="gray"
        aria-label={t('catalog.design.remove', { name: t('catalog.design.conditionField', { number }) })}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}

type ValuesProps = Pick<LineProps, 'number' | 'condition' | 'onChange'> & { about: Field }

function Values({ about, number, condition, onChange }: ValuesProps) {
  const t = useCatalogT()
  const said = useSaid()
  const { is, values } = condition
  if (is === 'filled' || is === 'empty') return <span />
  const label = t('catalog.design.conditionValue', { number })
  const choices =
    about.type === 'yes_no'
      ? [
          { value: 'yes', label: t('catalog.form.yes') },
          { value: 'no', label: t('catalog.form.no') },
        ]
      : about.options?.map(({ key, label: words }) => ({ value: key, label: said(words) || key }))
  if (choices && is === 'any_of')
    return (
      <MultiSelect
        label={label}
        data={choices}
        value={values}
        onChange={(next) => onChange({ ...condition, values: next })}
      />
    )
  if (choices)
    return (
      <SelectField
        label={label}
        value={values[0] ?? ''}
        data={[{ value: '', label: t('catalog.form.choose') }, ...choices]}
        onChange={(event) =>
          onChange({ ...condition, values: event.currentTarget.value ? [event.currentTarget.value] : [] })
        }
      />
    )
  return (
    <TextField
      label={label}
      type={about.type === 'number' ? 'number' : 'text'}
      value={values[0] ?? ''}
      maxLength={200}
      onChange={(event) => onChange({ ...condition, values: [event.currentTarget.value] })}
    />
  )
}
