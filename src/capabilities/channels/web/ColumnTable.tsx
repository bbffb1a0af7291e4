import { Checkbox, NativeSelect } from '@mantine/core'
import { Fragment } from 'react'
import { SelectField } from '../../../web/kit/fields.tsx'
import { VisuallyHidden } from '../../../web/kit/VisuallyHidden.tsx'
import type { ColumnMapping } from './data.ts'
import styles from './imports.module.css'
import type { MappingFormProps } from './MappingForm.tsx'
import { changeColumn, columnOf, fieldLabel, mapColumn, markFinal, ownField, wordsOf } from './mapping.ts'
import { Sideways } from './Sideways.tsx'
import { useChannelsT } from './useChannelsT.ts'

/** Each column of the file with some of its values, and the field that it becomes. */
export function ColumnTable(props: MappingFormProps) {
  const t = useChannelsT()
  const isLog = props.mapping.source === 'event-log'
  return (
    <div className={styles.section}>
      <h2>{t('channels.columns.title', { count: props.run.shape.columns.length })}</h2>
      <Sideways label={t('channels.columns.title', { count: props.run.shape.columns.length })}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('channels.columns.column')}</th>
              <th scope="col">{t('channels.columns.samples')}</th>
              <th scope="col">{t('channels.columns.field')}</th>
              {isLog && <th scope="col">{t('channels.columns.final')}</th>}
            </tr>
          </thead>
          <tbody>
            {props.run.shape.columns.map((column) => (
              <ColumnRow key={column.name} {...props} column={column} isLog={isLog} />
            ))}
          </tbody>
        </table>
      </Sideways>
    </div>
  )
}

type RowProps = MappingFormProps & { column: { name: string; samples: string[] }; isLog: boolean }

function ColumnRow({ mapping, ready, onChange, column, isLog }: RowProps) {
  const t = useChannelsT()
  const { name, samples } = column
  const mapped = columnOf(mapping, name)
  const own = ownField(name)
  const present = mapped?.field ?? ''
  const fields = ready.fields.map((field) => field.name)
  const others = present.startsWith('field.') && present !== own ? [present] : []
  const field = ready.fields.find((each) => each.name === present)
  return (
    <Fragment>
      <tr>
        <th scope="row">{name}</th>
        <td className={styles.samples}>{samples.join(' · ')}</td>
        <td>
          <NativeSelect
            aria-label={t('channels.columns.fieldOf', { name })}
            value={present}
            onChange={(event) => onChange(mapColumn(mapping, name, event.currentTarget.value))}
            data={[
              { value: '', label: t('channels.columns.leaveOut') },
              ...fields.map((value) => ({ value, label: fieldLabel(value) })),
              ...[own, ...others].map((value) => ({
                value,
                label: t('channels.columns.own', { name: value.slice('field.'.length) }),
              })),
            ]}
          />
        </td>
        {isLog && (
          <td>
            {mapped && (
              <Checkbox
                aria-label={t('channels.columns.finalOf', { name })}
                checked={mapping.finalColumns?.includes(name) ?? false}
                onChange={(event) => onChange(markFinal(mapping, name, event.currentTarget.checked))}
              />
            )}
          </td>
        )}
      </tr>
      {mapped && wordsOf(field).length > 0 && (
        <tr>
          <td colSpan={isLog ? 4 : 3}>
            <Values
              column={mapped}
              samples={samples}
              words={wordsOf(field)}
              isLevel={field?.type === 'level'}
              onChange={(values) => onChange(changeColumn(mapping, name, { values }))}
            />
          </td>
        </tr>
      )}
    </Fragment>
  )
}

type ValuesProps = {
  column: ColumnMapping
  samples: readonly string[]
  words: readonly string[]
  isLevel: boolean
  onChange: (values: NonNullable<ColumnMapping['values']>) => void
}

/** What each value of the column means. A value that means nothing is unknown; one without a choice is refused. */
function Values({ column, samples, words, isLevel, onChange }: ValuesProps) {
  const t = useChannelsT()
  const values = column.values ?? {}
  const known = [...new Set([...Object.keys(values), ...samples])]
  const chosen = (value: string) => {
    const target = values[value]
    if (target === undefined) return words.includes(value) ? value : ''
    return target === null ? 'unknown' : String(target)
  }
  const choose = (value: string, word: string) => {
    const { [value]: _before, ...rest } = values
    if (word === '') return onChange(rest)
    onChange({ ...rest, [value]: word === 'unknown' ? null : isLevel ? Number(word) : word })
  }
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend>
        <VisuallyHidden>{t('channels.values.title', { name: column.column })}</VisuallyHidden>
      </legend>
      <div className={styles.values}>
        {known.map((value) => (
          <SelectField
            key={value}
            label={value}
            value={chosen(value)}
            onChange={(event) => choose(value, event.currentTarget.value)}
            data={[
              { value: '', label: t('channels.values.refused') },
              { value: 'unknown', label: t('channels.values.unknown') },
              ...words.map((word) => ({ value: word, label: word.replaceAll('_', ' ') })),
            ]}
          />
        ))}
      </div>
    </fieldset>
  )
}
