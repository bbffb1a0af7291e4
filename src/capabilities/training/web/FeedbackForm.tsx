import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { SelectField, TextAreaField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

const ratings = ['5', '4', '3', '2', '1'] as const

/** How a class was; whose answer it is is not kept. */
export function FeedbackForm({ id, title }: { id: string; title: string }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [rating, setRating] = useState('')
  const [words, setWords] = useState('')
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(
      api.POST('/api/classes/{id}/feedback', {
        params: { path: { id } },
        body: { rating: Number(rating), ...(words.trim() ? { words: words.trim() } : {}) },
      }),
    )
    toast.show(t('training.classes.thanks'))
    await queries.invalidateQueries({ queryKey: ['training'] })
  })
  return (
    <form
      aria-label={t('training.classes.feedbackOf', { title })}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className={styles.fields}>
        <SelectField
          label={t('training.classes.rating')}
          hint={t('training.classes.ratingHint')}
          value={rating}
          data={[
            { value: '', label: t('training.classes.choose') },
            ...ratings.map((value) => ({ value, label: t(`training.classes.rate.${value}`) })),
          ]}
          onChange={(event) => setRating(event.currentTarget.value)}
        />
        <TextAreaField
          label={t('training.classes.words')}
          required={false}
          value={words}
          maxLength={1000}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      <Failure problem={problem} />
      <Button mt="sm" h={44} type="submit" loading={isBusy} disabled={rating === ''}>
        {t('training.classes.say')}
      </Button>
    </form>
  )
}
