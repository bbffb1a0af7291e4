import { ChoiceField } from '../../../../web/kit/fields.tsx'
import { type AskedQuestion, type Given, usePhrase, type Weighed } from './asked.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

type AskFieldsProps = {
  questions: readonly AskedQuestion[]
  given: Given
  onChange: (given: Given) => void
}

/** The questions in the short words of the desk; each may be left open. */
export function AskFields({ questions, given, onChange }: AskFieldsProps) {
  const t = usePriorityT()
  const phrase = usePhrase()
  const choose = (key: string, answer: string) => {
    const { [key]: _, ...rest } = given
    onChange(answer === '' ? rest : { ...rest, [key]: answer })
  }
  return questions.map((question) => (
    <ChoiceField
      key={question.key}
      label={phrase('desk', question)}
      value={given[question.key] ?? ''}
      onChange={(answer) => choose(question.key, answer)}
      options={[
        ...question.answers.map((answer) => ({ value: answer.key, label: phrase('desk', answer) })),
        { value: '', label: t('priority.ask.open') },
      ]}
    />
  ))
}

/** What the answers come to, before they are saved. */
export function Outcome({ weighed, now }: { weighed: Weighed | undefined; now?: number }) {
  const t = usePriorityT()
  if (!weighed) return <p className={styles.outcome} />
  const { impact, urgency, answered, priority, p1 } = weighed
  return (
    <div className={styles.outcome} role="status">
      <p>
        {t('priority.outcome.levels', { impact, urgency })}{' '}
        <strong>
          {now === undefined || now === priority
            ? t('priority.outcome.is', { priority: t(`priority.level.${priority}`) })
            : t('priority.outcome.becomes', {
                from: t(`priority.level.${now as 1}`),
                to: t(`priority.level.${priority}`),
              })}
        </strong>
      </p>
      {p1 === 'proposed' && <p>{t('priority.outcome.proposed')}</p>}
      {p1 === 'declined' && <p>{t('priority.outcome.declined')}</p>}
      {p1 === null && answered !== priority && (
        <p>{t('priority.outcome.held', { priority: t(`priority.level.${answered}`) })}</p>
      )}
    </div>
  )
}
