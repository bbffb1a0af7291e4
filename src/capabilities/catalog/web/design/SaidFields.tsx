import { TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import type { Said } from '../../form.ts'
import { useCatalogT } from '../useCatalogT.ts'
import design from './design.module.css'
import type { Errors } from './useDraft.ts'

type SaidFieldsProps = {
  label: string
  value: Said | undefined
  length_max: number
  /** Where it stands in the content, for what is wrong with it. */
  at: string
  errors: Errors
  isLong?: boolean
  isOptional?: boolean
  hint?: string
  onChange: (said: Said) => void
}

/** The same words in both languages, side by side; the second one may be left out. */
export function SaidFields(props: SaidFieldsProps) {
  const t = useCatalogT()
  const { label, value = { en: '' }, length_max, at, errors, isLong, isOptional, hint, onChange } = props
  const field = (language: 'en' | 'es') => {
    const error = errors.get(`${at}/${language}`)
    const shared = {
      label: t(`catalog.design.in_${language}`, { label }),
      value: value[language] ?? '',
      maxLength: length_max,
      ...(language === 'es' || isOptional ? { required: false } : {}),
      ...(hint && language === 'en' ? { hint } : {}),
      ...(error ? { error } : {}),
    }
    return isLong ? (
      <TextAreaField
        {...shared}
        minRows={2}
        onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
      />
    ) : (
      <TextField
        {...shared}
        onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
      />
    )
  }
  return (
    <div className={design.two}>
      {field('en')}
      {field('es')}
    </div>
  )
}
