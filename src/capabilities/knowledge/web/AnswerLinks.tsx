import { IconBook2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import styles from './answers/answers.module.css'
import type { Answer } from './answers.ts'
import { MarkedText } from './MarkedText.tsx'
import { useKnowledgeT } from './useKnowledgeT.ts'

type AnswerLinksProps = {
  answers: readonly Answer[]
  /** What she looked for; the article's page carries it on to a new request. */
  words: string
  title?: string
  /** A button beside each answer. */
  action?: (answer: Answer) => ReactNode
  /** Opens in a new tab, where leaving the page would interrupt her. */
  isNewTab?: boolean
}

/** Articles that may be the answer, each with the sentence that matched. */
export function AnswerLinks({ answers, words, title, action, isNewTab }: AnswerLinksProps) {
  const t = useKnowledgeT()
  if (answers.length === 0) return null
  const heading = title ?? t('knowledge.answers.maybe')
  return (
    <div className={styles.group}>
      <h2 className={styles.heading}>{heading}</h2>
      <ul className={styles.list} aria-label={heading}>
        {answers.map((answer) => (
          <li key={answer.id} className={styles.item}>
            <AppLink
              href={`/answers/${answer.id}?q=${encodeURIComponent(words)}`}
              className={styles.answer}
              target={isNewTab ? '_blank' : undefined}
              rel={isNewTab ? 'noopener' : undefined}
            >
              <IconBook2 size={22} stroke={1.7} aria-hidden />
              <span className={styles.words}>
                <span className={styles.title}>{answer.title.text}</span>
                <span className={styles.sentence}>
                  <MarkedText marked={answer.sentence} />
                </span>
              </span>
            </AppLink>
            {action?.(answer)}
          </li>
        ))}
      </ul>
    </div>
  )
}
