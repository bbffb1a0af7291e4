import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { OrderButtons } from '../../../../web/kit/ordering.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import type { QuestionRow } from './data.ts'

const shown_max = 90

/** The questions of a quiz in their order, and the others of the bank to add. */
export function QuizQuestions({
  ids,
  bank,
  error,
  onChange,
}: {
  ids: string[]
  bank: readonly QuestionRow[]
  error: string | undefined
  onChange: (ids: string[]) => void
}) {
  const t = useTrainingT()
  const promptOf = (id: string) =>
    cut(bank.find((row) => row.id === id)?.prompt ?? t('training.assessment.archived'))
  const move = (index: number, by: 1 | -1) => {
    const next = [...ids]
    next.splice(index + by, 0, ...next.splice(index, 1))
    onChange(next)
  }
  return (
    <section aria-label={t('training.assessment.questions')}>
      <h2 className={styles.heading}>{t('training.assessment.questions')}</h2>
      <ol className={styles.lines}>
        {ids.map((id, index) => (
          <li key={id}>
            <div className={styles.row}>
              <span>{promptOf(id)}</span>
              <OrderButtons
                moves={{
                  onUp: index === 0 ? undefined : () => move(index, -1),
                  onDown: index === ids.length - 1 ? undefined : () => move(index, 1),
                }}
                upLabel={t('training.courses.up', { name: promptOf(id) })}
                downLabel={t('training.courses.down', { name: promptOf(id) })}
              />
              <ActionIcon
                aria-label={t('training.courses.remove', { name: promptOf(id) })}
                onClick={() => onChange(ids.filter((each) => each !== id))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </div>
          </li>
        ))}
      </ol>
      <SelectField
        mt="sm"
        label={t('training.assessment.take.addFromBank')}
        value=""
        {...(error === undefined ? {} : { error })}
        data={[
          { value: '', label: t('training.assessment.take.choose') },
          ...bank
            .filter(({ id }) => !ids.includes(id))
            .map(({ id, prompt }) => ({ value: id, label: cut(prompt) })),
        ]}
        onChange={(event) => event.currentTarget.value && onChange([...ids, event.currentTarget.value])}
      />
    </section>
  )
}

const cut = (text: string) => (text.length > shown_max ? `${text.slice(0, shown_max)}…` : text)
