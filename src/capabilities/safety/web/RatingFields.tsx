import { SelectField } from '../../../web/kit/fields.tsx'
import { five } from './data.ts'
import styles from './safety.module.css'
import { useSafetyT } from './useSafetyT.ts'

type RatingFieldsProps = {
  severity: number | null
  likelihood: number | null
  onChange: (rating: { severity: number | null; likelihood: number | null }) => void
  errors?: ReadonlyMap<string, string>
  names?: readonly [severity: string, likelihood: string]
}

/** How bad and how likely, each from 1 to 5 in words. */
export function RatingFields({ severity, likelihood, onChange, errors, names }: RatingFieldsProps) {
  const t = useSafetyT()
  const read = (text: string) => (text === '' ? null : Number(text))
  const errorOf = (name: string | undefined) => {
    const error = name === undefined ? undefined : errors?.get(name)
    return error === undefined ? {} : { error }
  }
  const none = { value: '', label: t('safety.field.choose') }
  return (
    <div className={styles.pair}>
      <SelectField
        label={t('safety.field.severity')}
        value={severity ?? ''}
        data={[none, ...five.map((each) => ({ value: String(each), label: t(`safety.severity.${each}`) }))]}
        {...errorOf(names?.[0])}
        onChange={(event) => onChange({ severity: read(event.currentTarget.value), likelihood })}
      />
      <SelectField
        label={t('safety.field.likelihood')}
        value={likelihood ?? ''}
        data={[none, ...five.map((each) => ({ value: String(each), label: t(`safety.likelihood.${each}`) }))]}
        {...errorOf(names?.[1])}
        onChange={(event) => onChange({ severity, likelihood: read(event.currentTarget.value) })}
      />
    </div>
  )
}
