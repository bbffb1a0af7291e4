import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { CheckboxField, SelectField, TextField } from '../../../../web/kit/fields.tsx'
import type { Field } from '../../form.ts'
import { useCatalogT } from '../useCatalogT.ts'
import design from './design.module.css'
import { freshKey } from './fresh-key.ts'
import { SaidFields } from './SaidFields.tsx'
import type { Errors } from './useDraft.ts'

export type SettingsProps = { field: Field; at: string; errors: Errors; onChange: (field: Field) => void }

const measured: readonly string[] = ['text', 'long_text', 'number', 'several_of', 'files']
const OPTIONS_MAX = 60

/** The words of a question, and what its answers must be like. */
export function FieldSettings({ field, at, errors, onChange }: SettingsProps) {
  const t = useCatalogT()
  const isSection = field.type === 'section'
  const part = { field, at, errors, onChange }
  return (
    <>
      <SaidFields
        label={t(isSection ? 'catalog.design.sectionTitle' : 'catalog.design.question')}
        value={field.label}
        length_max={200}
        at={`${at}/label`}
        errors={errors}
        onChange={(label) => onChange({ ...field, label })}
      />
      <SaidFields
        label={t('catalog.design.help')}
        value={field.help}
        length_max={2000}
        at={`${at}/help`}
        errors={errors}
        isLong
        isOptional
        onChange={(help) => onChange({ ...field, help })}
      />
      {!isSection && (
        <CheckboxField
          label={t('catalog.design.isRequired')}
          checked={field.is_required === true}
          onChange={(event) => onChange({ ...field, is_required: event.currentTarget.checked })}
        />
      )}
      {field.options && <Options {...part} options={field.options} />}
      {measured.includes(field.type) && <Bounds {...part} />}
      {field.type === 'date' && <DateRule {...part} />}
    </>
  )
}

function Options({
  field,
  at,
  errors,
  options,
  onChange,
}: SettingsProps & { options: NonNullable<Field['options']> }) {
  const t = useCatalogT()
  const set = (next: typeof options) => onChange({ ...field, options: next })
  const error = errors.get(`${at}/options`)
  return (
    <fieldset className={design.inner}>
      <legend>{t('catalog.design.options')}</legend>
      {options.map((option, index) => (
        <div key={option.key} className={design.withTool}>
          <SaidFields
            label={t('catalog.design.option', { number: index + 1 })}
            value={option.label}
            length_max={200}
            at={`${at}/options/${index}/label`}
            errors={errors}
            onChange={(label) =>
              set(options.map((each) => (each.key === option.key ? { ...each, label } : each)))
            }
          />
          <ActionIcon
            mt={24}
            variant="subtle"
            color="gray"
            aria-label={t('catalog.design.remove', {
              name: t('catalog.design.option', { number: index + 1 }),
            })}
            onClick={() => set(options.filter(({ key }) => key !== option.key))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {error && <p className={design.problem}>{error}</p>}
      <Button
        size="compact-sm"
        variant="default"
        disabled={options.length >= OPTIONS_MAX}
        onClick={() =>
          set([
            ...options,
            {
              key: freshKey(
                'a',
                options.map(({ key }) => key),
              ),
              label: { en: '' },
            },
          ])
        }
      >
        {t('catalog.design.addOption')}
      </Button>
    </fieldset>
  )
}

function Bounds({ field, at, errors, onChange }: SettingsProps) {
  const t = useCatalogT()
  const kind =
    field.type === 'number' ? 'number' : field.options || field.type === 'files' ? 'count' : 'length'
  const bound = (name: 'min' | 'max') => {
    const error = errors.get(`${at}/${name}`)
    return (
      <TextField
        type="number"
        required={false}
        label={t(`catalog.design.${name}_${kind}`)}
        value={field[name] ?? ''}
        {...(error ? { error } : {})}
        onChange={(event) => {
          const { [name]: _before, ...rest } = field
          const typed = event.currentTarget.value
          onChange(typed === '' ? (rest as Field) : { ...field, [name]: Number(typed) })
        }}
      />
    )
  }
  return (
    <div className={design.three}>
      {bound('min')}
      {bound('max')}
      {field.type === 'number' && (
        <TextField
          required={false}
          label={t('catalog.design.unit')}
          value={field.unit ?? ''}
          maxLength={20}
          onChange={(event) => onChange({ ...field, unit: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

function DateRule({ field, onChange }: SettingsProps) {
  const t = useCatalogT()
  const rules = ['from_today', 'after_today', 'until_today'] as const
  return (
    <SelectField
      label={t('catalog.design.date')}
      value={field.date ?? ''}
      data={[
        { value: '', label: t('catalog.design.date_any') },
        ...rules.map((value) => ({ value, label: t(`catalog.design.date_${value}`) })),
      ]}
      onChange={(event) => {
        const { date: _date, ...rest } = field
        const rule = event.currentTarget.value as (typeof rules)[number] | ''
        onChange(rule ? { ...rest, date: rule } : rest)
      }}
    />
  )
}
