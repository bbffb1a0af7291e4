import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import type { Answer, Field } from '../../form.ts'
import { inWords } from '../../in-words.ts'
import styles from '../catalog.module.css'
import { useCatalogT, useLanguage, useSaid } from '../useCatalogT.ts'

type AnswerListProps = {
  fields: readonly Field[]
  answers: Readonly<Record<string, unknown>>
  names: Readonly<Record<string, string>>
  label: string
  /** Where an answer can be changed. */
  onChange?: (key: string) => void
}

/** Questions and answers as people read them; what was not answered is left out where it cannot be changed. */
export function AnswerList({ fields, answers, names, label, onChange }: AnswerListProps) {
  const t = useCatalogT()
  const said = useSaid()
  const language = useLanguage()
  const format = useFormat()
  const words = (field: Field) => {
    const answer = answers[field.key] as Answer | undefined
    if (answer === undefined || answer === null || answer === '') return ''
    if (field.type === 'date' && typeof answer === 'string' && /^\d{4}-\d\d-\d\d$/.test(answer))
      return dayInWords(format.locale, answer)
    return inWords(field, answer, names, language)
  }
  const shown = fields.filter((field) => field.type !== 'section' && (onChange || words(field) !== ''))
  return (
    <dl className={styles.answers} data-open={onChange ? true : undefined} aria-label={label}>
      {shown.map((field) => (
        <div key={field.key}>
          <dt>{said(field.label)}</dt>
          <dd>
            {words(field) ? (
              <Shown text={words(field)} />
            ) : (
              <span className={styles.small}>{t('catalog.form.none')}</span>
            )}
          </dd>
          {onChange && (
            <dd className={styles.change}>
              <button
                type="button"
                className={styles.link}
                aria-label={t('catalog.form.changeOf', { name: said(field.label) })}
                onClick={() => onChange(field.key)}
              >
                {t('catalog.form.change')}
              </button>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

function dayInWords(locale: string, day: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}
