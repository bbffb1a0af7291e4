import type { Answer, Field } from '../../form.ts'
import styles from '../catalog.module.css'
import { useSaid } from '../useCatalogT.ts'
import { FieldInput } from './FieldInput.tsx'

type FormFieldsProps = {
  shown: readonly Field[]
  given: Readonly<Record<string, Answer | null>>
  names: Readonly<Record<string, string>>
  today: string
  errorOf: (key: string) => string | undefined
  onAnswer: (key: string, value: Answer | null, names?: Record<string, string>) => void
}

/** All questions that are asked now, one below the other. */
export function FormFields({ shown, given, names, today, errorOf, onAnswer }: FormFieldsProps) {
  return shown.map((field) =>
    field.type === 'section' ? (
      <SectionHead key={field.key} field={field} />
    ) : (
      <div key={field.key} id={`field-${field.key}`}>
        <FieldInput
          field={field}
          value={given[field.key]}
          names={names}
          today={today}
          error={errorOf(field.key)}
          onChange={(value, more) => onAnswer(field.key, value, more)}
        />
      </div>
    ),
  )
}

/** A heading within the form, with what there is to explain. */
export function SectionHead({ field }: { field: Field }) {
  const said = useSaid()
  const help = said(field.help)
  return (
    <div className={styles.section}>
      <h2>{said(field.label)}</h2>
      {help && <p>{help}</p>}
    </div>
  )
}

/** Puts the focus on the first control of a question. */
export function focusField(key: string): void {
  document
    .getElementById(`field-${key}`)
    ?.querySelector<HTMLElement>('input, textarea, select, button')
    ?.focus()
}
