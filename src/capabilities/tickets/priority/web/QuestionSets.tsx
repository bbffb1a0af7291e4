import { Button, Menu, SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useCategories } from '../../web/data/directory.ts'
import { ListPicker } from '../../web/ticket/Picker.tsx'
import { usePhrase } from './asked.ts'
import { freshQuestion, type Language, moved, type Question, type QuestionSet, withAt } from './draft.ts'
import styles from './priority.module.css'
import { QuestionFields } from './QuestionFields.tsx'
import { usePriorityT } from './usePriorityT.ts'
import { useSetName } from './useSetName.ts'

const QUESTIONS_MAX = 8
type SetsProps = {
  sets: readonly QuestionSet[]
  builtIn: readonly Question[]
  errors: ReadonlyMap<string, string>
  onChange: (sets: QuestionSet[]) => void
}

/** The questions of the organization, and of the categories that have their own. */
export function QuestionSets({ sets, builtIn, errors, onChange }: SetsProps) {
  const t = usePriorityT()
  const nameOf = useSetName()
  const [shown, setShown] = useState<string | null>(null)
  const [language, setLanguage] = useState<Language>('en')
  const at = Math.max(
    0,
    sets.findIndex(({ category_id }) => category_id === shown),
  )
  const set = sets[at]
  const add = (id: string) => {
    const general = sets.find(({ category_id }) => category_id === null)
    onChange([...sets, { category_id: id, questions: general?.questions ?? [] }])
    setShown(id)
  }
  const remove = () => {
    const before = [...sets]
    onChange(withAt(sets, at, undefined))
    setShown(null)
    toast.undo(t('priority.sets.removed', { name: nameOf(shown) }), () => onChange(before))
  }
  if (!set) return null
  const change = (questions: Question[]) => onChange(withAt(sets, at, { ...set, questions }))
  return (
    <section className={styles.group} aria-labelledby="priority-questions">
      <h2 id="priority-questions">{t('priority.sets.title')}</h2>
      <p className={styles.small}>{t('priority.sets.note')}</p>
      <SetBar
        sets={sets}
        shown={set.category_id}
        nameOf={nameOf}
        onShow={setShown}
        onAdd={add}
        language={language}
        onLanguage={setLanguage}
      />
      <ol className={styles.questions}>
        {set.questions.map((question, index) => (
          <QuestionFields
            key={question.key}
            question={question}
            number={index + 1}
            isLast={index === set.questions.length - 1}
            language={language}
            errors={errors}
            pointer={`rules/sets/${at}/questions/${index}`}
            onChange={(changed) => change(withAt(set.questions, index, changed))}
            onMove={(by) => change(moved(set.questions, index, by))}
          />
        ))}
      </ol>
      {set.questions.length === 0 && <p>{t('priority.sets.empty')}</p>}
      <div className={styles.buttons}>
        <AddQuestion
          taken={set.questions}
          builtIn={builtIn}
          onAdd={(question) => change([...set.questions, question])}
        />
        {set.category_id !== null && (
          <Button variant="default" onClick={remove}>
            {t('priority.sets.remove')}
          </Button>
        )}
      </div>
      <p className={styles.small}>{t('priority.sets.where')}</p>
    </section>
  )
}

type BarProps = {
  sets: readonly QuestionSet[]
  shown: string | null
  nameOf: (id: string | null) => string
  onShow: (id: string | null) => void
  onAdd: (id: string) => void
  language: Language
  onLanguage: (language: Language) => void
}

/** Whose questions are shown, and in which language. */
function SetBar({ sets, shown, nameOf, onShow, onAdd, language, onLanguage }: BarProps) {
  const t = usePriorityT()
  const categories = useCategories()
  return (
    <div className={styles.setBar}>
      <SelectField
        label={t('priority.sets.of')}
        value={shown ?? ''}
        data={sets.map(({ category_id }) => ({ value: category_id ?? '', label: nameOf(category_id) }))}
        onChange={(event) => onShow(event.currentTarget.value || null)}
      />
      <ListPicker
        label={t('priority.sets.add')}
        value={null}
        choices={categories.filter(({ id }) => !sets.some(({ category_id }) => category_id === id))}
        onChange={(choice) => choice && onAdd(choice.id)}
      />
      <div>
        <span className={styles.label} id="priority-language">
          {t('priority.sets.language')}
        </span>
        <SegmentedControl
          aria-labelledby="priority-language"
          value={language}
          onChange={(value) => onLanguage(value as Language)}
          data={[
            { value: 'en', label: 'English' },
            { value: 'es', label: 'Español' },
          ]}
        />
      </div>
    </div>
  )
}

type AddProps = {
  taken: readonly Question[]
  builtIn: readonly Question[]
  onAdd: (question: Question) => void
}

/** One of those that the product brings, or an empty one. */
function AddQuestion({ taken, builtIn, onAdd }: AddProps) {
  const t = usePriorityT()
  const phrase = usePhrase()
  const left = builtIn.filter(({ key }) => !taken.some((each) => each.key === key))
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={taken.length >= QUESTIONS_MAX}
        >
          {t('priority.question.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {left.map((question) => (
          <Menu.Item key={question.key} onClick={() => onAdd(question)}>
            {phrase('portal', question)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onAdd(freshQuestion(taken))}>{t('priority.question.own')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
