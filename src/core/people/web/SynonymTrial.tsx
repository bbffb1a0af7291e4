import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { type Understood, understoodQuery } from './data.ts'
import { Failure } from './FormDialog.tsx'
import styles from './organization.module.css'
import { type OrganizationKey, useOrganizationT } from './useOrganizationT.ts'

const DEBOUNCE_MS = 200

/** What the search makes of some words, term by term, before or after the groups were changed. */
export function SynonymTrial() {
  const t = useOrganizationT()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim() === '' ? '' : typed, DEBOUNCE_MS)
  const { data, error } = useQuery({
    ...understoodQuery(q),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  return (
    <section className={styles.card} aria-labelledby="try-synonyms">
      <div className={styles.cardHead}>
        <h2 id="try-synonyms">{t('organization.synonyms.try')}</h2>
      </div>
      <TextField
        label={t('organization.synonyms.tryHint')}
        type="search"
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error instanceof ProblemError && <Failure problem={error} />}
      <ul className={styles.list} aria-live="polite">
        {q !== '' &&
          data?.rows.map((term, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: The same word may stand in a search twice.
            <li key={at}>
              <span className={styles.words}>
                <strong>{term.typed}</strong>
                <Meaning term={term} />
              </span>
            </li>
          ))}
      </ul>
    </section>
  )
}

function Meaning({ term }: { term: Understood }) {
  const t = useOrganizationT()
  const format = useFormat()
  const words = (key: 'same' | 'similar') =>
    term[key].length > 0 ? [t(`organization.synonyms.${key}`, { words: format.list(term[key]) })] : []
  const marks = (
    [
      ['is_unwanted', 'unwanted'],
      ['is_exact', 'exact'],
      ['is_passed_over', 'passedOver'],
      ['is_beginning', 'beginning'],
    ] as const
  ).flatMap(([field, key]) => (term[field] ? [t(`organization.synonyms.${key}` as OrganizationKey)] : []))
  const all = [...words('same'), ...words('similar'), ...marks]
  return (
    <span className={styles.small}>
      {(all.length > 0 ? all : [t('organization.synonyms.as')]).join('; ')}
    </span>
  )
}
