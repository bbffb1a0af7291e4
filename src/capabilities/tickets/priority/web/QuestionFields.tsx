import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { usePhrase } from './asked.ts'
import { type Answer, freshAnswer, type Language, type Question, withAt } from './draft.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

const ANSWERS_MAX = 8
const WORDS_LENGTH_MAX = 160
const points = ['3', '2', '1', '0', '-1', '-2', '-3'] as const

type QuestionProps = {
  question: Question
  number: number
  isLast: boolean
  language: Language
  errors: ReadonlyMap<string, string>
  /** Where it stands in what is sent, for the sentences of a refusal. */
  pointer: string
  /** Nothing takes the question out. */
  onChange: (question: Question | undefined) => void
  onMove: (by: 1 | -1) => void
}

/** One question with its answers, in one language at a time. */
export function QuestionFields(props: QuestionProps) {
  const { question, number, isLast, language, errors, pointer, onChange, onMove } = props
  const t = usePriorityT()
  const phrase = usePhrase()
  const name = phrase('desk', question) || t('priority.question.unnamed', { number })
  return (
    <li className={styles.question}>
      <div className={styles.questionHead}>
        <h3>{t('priority.question.title', { number, name })}</h3>
        <ActionIcon
          aria-label={t('priority.question.up', { name })}
          disabled={number === 1}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('priority.question.down', { name })}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('priority.question.remove', { name })} onClick={() => onChange(undefined)}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={styles.pair}>
        <Phrase
          of={question}
          side="portal"
          language={language}
          {...at(errors, pointer)}
          onChange={onChange}
        />
        <Phrase of={question} side="desk" language={language} onChange={onChange} />
      </div>
      <ul className={styles.answerFields}>
        {question.answers.map((answer, index) => (
          <AnswerFields
            key={answer.key}
            answer={answer}
            number={index + 1}
            question={name}
            language={language}
            {...at(errors, `${pointer}/answers/${index}`)}
            mayRemove={question.answers.length > 2}
            onChange={(changed) =>
              onChange({ ...question, answers: withAt(question.answers, index, changed) })
            }
          />
        ))}
      </ul>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={question.answers.length >= ANSWERS_MAX}
        onClick={() =>
          onChange({ ...question, answers: [...question.answers, freshAnswer(question.answers)] })
        }
      >
        {t('priority.answer.add')}
      </Button>
    </li>
  )
}

function at(errors: ReadonlyMap<string, string>, pointer: string): { error?: string } {
  const error = errors.get(`${pointer}/portal`)
  return error === undefined ? {} : { error }
}

type PhraseProps<T extends Question | Answer> = {
  of: T
  side: 'portal' | 'desk'
  language: Language
  /** What is asked or answered here, where several fields have one name. */
  about?: string
  error?: string
  onChange: (changed: T) => void
}

/** The words of one side in one language; in an empty field the words that are read instead. */
function Phrase<T extends Question | Answer>({ of, side, language, about, ...rest }: PhraseProps<T>) {
  const t = usePriorityT()
  const other = language === 'en' ? 'es' : 'en'
  const instead =
    side === 'desk' ? of.portal[language] || of.desk[other] || of.portal[other] : of.portal[other]
  return (
    <TextField
      label={about ?? t(`priority.words.${side}`)}
      {...(about ? { 'aria-label': `${about}, ${t(`priority.words.${side}`)}` } : {})}
      lang={language}
      value={of[side][language]}
      placeholder={instead}
      maxLength={WORDS_LENGTH_MAX}
      {...(rest.error ? { error: rest.error } : {})}
      onChange={(event) =>
        rest.onChange({ ...of, [side]: { ...of[side], [language]: event.currentTarget.value } })
      }
    />
  )
}

type AnswerProps = {
  answer: Answer
  number: number
  question: string
  language: Language
  error?: string
  mayRemove: boolean
  onChange: (answer: Answer | undefined) => void
}

function AnswerFields({ answer, number, question, language, mayRemove, onChange, ...rest }: AnswerProps) {
  const t = usePriorityT()
  const select = (of: 'impact' | 'urgency') => (
    <SelectField
      label={t(`priority.answer.${of}`)}
      aria-label={t('priority.answer.pointsOf', { of: t(`priority.answer.${of}`), number, question })}
      value={String(answer[of])}
      data={points.map((value) => ({ value, label: t(`priority.points.${value}`) }))}
      onChange={(event) => onChange({ ...answer, [of]: Number(event.currentTarget.value) })}
    />
  )
  return (
    <li className={styles.answerLine}>
      <Phrase
        of={answer}
        side="portal"
        language={language}
        about={t('priority.answer.title', { number })}
        {...rest}
        onChange={onChange}
      />
      <Phrase of={answer} side="desk" language={language} onChange={onChange} />
      {select('impact')}
      {select('urgency')}
      <ActionIcon
        className={styles.removeAnswer}
        aria-label={t('priority.answer.remove', { number, question })}
        disabled={!mayRemove}
        onClick={() => onChange(undefined)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </li>
  )
}
