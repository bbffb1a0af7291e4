import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { quizPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import own from './assessment.module.css'
import type { Attempt, Item } from './data.ts'

/** What came of an attempt, as far as the quiz tells it. */
export function AttemptResult({ attempt }: { attempt: Attempt }) {
  const t = useTrainingT()
  const told = useRef<HTMLParagraphElement>(null)
  // Whoever handed in hears first what came of it.
  useEffect(() => told.current?.focus(), [])
  const score = attempt.score_percent ?? 0
  return (
    <div className={styles.page}>
      <PageHeader
        title={attempt.title}
        note={attempt.is_own ? '' : attempt.person}
        actions={
          attempt.is_own && (
            <Button h={44} variant="default" component={AppLink} href={`${quizPath}/${attempt.quiz_id}`}>
              {t('training.assessment.result.back')}
            </Button>
          )
        }
      />
      <p ref={told} tabIndex={-1} className={styles.row}>
        <StatusBadge
          tone={attempt.is_passed ? 'success' : 'danger'}
          label={t(attempt.is_passed ? 'training.assessment.passed' : 'training.assessment.failed')}
        />
        {t('training.assessment.result.score', { score, needed: attempt.pass_percent })}
      </p>
      {attempt.is_trial && <p className={styles.small}>{t('training.assessment.result.trial')}</p>}
      <ol className={own.questions}>
        {attempt.items.map((item) => (
          <li key={item.place}>
            <section
              className={own.question}
              aria-label={t('training.assessment.take.question', {
                place: item.place,
                count: attempt.items.length,
              })}
            >
              <p className={own.prompt}>{item.prompt}</p>
              <p className={styles.words}>
                {t('training.assessment.result.given')}{' '}
                {givenWords(item) || t('training.assessment.result.nothing')}
              </p>
              {item.is_right !== null && (
                <StatusBadge
                  tone={item.is_right ? 'success' : 'danger'}
                  label={t(item.is_right ? 'training.assessment.right' : 'training.assessment.wrong')}
                />
              )}
              {item.right_words && !item.is_right && (
                <p className={styles.words}>
                  {t(`training.assessment.result.rightIs${item.question_kind === 'text' ? 'Any' : ''}`)}{' '}
                  {item.right_words.join(item.question_kind === 'order' ? ' → ' : '; ')}
                </p>
              )}
              {item.explanation && <p className={styles.words}>{item.explanation}</p>}
            </section>
          </li>
        ))}
      </ol>
    </div>
  )
}

function givenWords({ question_kind: kind, answer, options, lefts, unit }: Item): string {
  const text = (place: number) => options[place]?.text ?? '–'
  if (kind === 'number') return answer.written && `${answer.written} ${unit}`.trim()
  if (kind === 'text') return answer.written
  if (kind === 'match')
    return answer.pairs.some((each) => each >= 0)
      ? lefts.map((left, index) => `${left} → ${text(answer.pairs[index] ?? -1)}`).join('; ')
      : ''
  return answer.chosen.map(text).join(kind === 'order' ? ' → ' : '; ')
}
