import { Button } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef } from 'react'
import { useTitle } from '../../../../web/kit/useTitle.ts'
import type { Field } from '../../form.ts'
import styles from '../catalog.module.css'
import type { AskedItem } from '../data.ts'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import { AnswerList } from './AnswerList.tsx'
import { FieldInput } from './FieldInput.tsx'
import { focusField, SectionHead } from './FormFields.tsx'
import { NextBox } from './NextBox.tsx'
import { ForWhom, KeptLine, NoteField, Refusal } from './parts.tsx'
import type { Asking } from './useAsking.ts'

type ScreensProps = { item: AskedItem; asking: Asking }

/** One question a screen, each with an address of its own, so that Back is the browser's; the last one sends. */
export function Screens({ item, asking }: ScreensProps) {
  const t = useCatalogT()
  const said = useSaid()
  const navigate = useNavigate()
  const { step: wanted } = useSearch({ strict: false }) as { step?: string }
  const heading = useRef<HTMLHeadingElement>(null)
  const questions = asking.shown.filter(({ type }) => type !== 'section')
  const place =
    wanted === 'check'
      ? questions.length
      : Math.max(
          0,
          questions.findIndex(({ key }) => key === wanted),
        )
  const field = questions[place]
  const go = (key: string) => navigate({ to: '.', search: { step: key } })
  useTitle(said(item.name))
  useFocusOn(heading, field?.key ?? 'check')
  const next = (event: FormEvent) => {
    event.preventDefault()
    if (!field) return
    asking.look([field.key])
    if (asking.flaws.has(field.key)) return focusField(field.key)
    void go(questions[place + 1]?.key ?? 'check')
  }
  return (
    <div className={styles.page}>
      <Top place={place} count={questions.length} />
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {field ? said(item.name) : t('catalog.form.check')}
      </h1>
      {field ? (
        <form className={styles.fields} onSubmit={next} noValidate>
          {place === 0 && <p className={styles.lead}>{said(item.summary)}</p>}
          <SectionOf fields={asking.shown} field={field} />
          <div id={`field-${field.key}`}>
            <FieldInput
              field={field}
              value={asking.kept.given[field.key]}
              names={asking.kept.names}
              today={item.today}
              error={asking.errorOf(field.key)}
              onChange={(value, names) => asking.answer(field.key, value, names)}
            />
          </div>
          <Button type="submit" size="md">
            {t('catalog.form.next')}
          </Button>
        </form>
      ) : (
        <Check item={item} asking={asking} questions={questions} go={go} />
      )}
      <KeptLine asking={asking} onDiscard={() => navigate({ to: '/catalog', replace: true })} />
    </div>
  )
}

/** The way back, and how far she is. The last screen asks nothing. */
function Top({ place, count }: { place: number; count: number }) {
  const t = useCatalogT()
  const router = useRouter()
  return (
    <>
      <div className={styles.top}>
        <Button
          variant="subtle"
          className={styles.backButton}
          leftSection={<IconChevronLeft size={20} aria-hidden />}
          onClick={() => (place > 0 ? router.history.back() : router.history.push('/catalog'))}
        >
          {t('catalog.form.back')}
        </Button>
        <span className={styles.small}>
          {place < count
            ? t('catalog.form.progress', { step: place + 1, steps: count })
            : t('catalog.form.lastStep')}
        </span>
      </div>
      <div className={styles.progress} aria-hidden>
        <span style={{ width: `${(100 * (place + 1)) / (count + 1)}%` }} />
      </div>
    </>
  )
}

/** What a section explains stands above the first question in it. */
function SectionOf({ fields, field }: { fields: readonly Field[]; field: Field }) {
  const before = fields[fields.findIndex(({ key }) => key === field.key) - 1]
  return before?.type === 'section' ? <SectionHead field={before} /> : null
}

type CheckProps = ScreensProps & { questions: readonly Field[]; go: (key: string) => void }

/** Everything that was answered, what happens next and by when; then it goes out. */
function Check({ item, asking, questions, go }: CheckProps) {
  const t = useCatalogT()
  const send = () => {
    asking.look('all')
    const wrong = questions.find(({ key }) => asking.flaws.has(key))
    if (wrong) return go(wrong.key)
    void asking.send()
  }
  return (
    <div className={styles.fields}>
      <ForWhom item={item} asking={asking} />
      {questions.length > 0 && (
        <AnswerList
          fields={questions}
          answers={asking.answers}
          names={asking.kept.names}
          label={t('catalog.form.answers')}
          onChange={go}
        />
      )}
      <NoteField asking={asking} />
      <NextBox item={item} />
      <Refusal asking={asking} />
      <Button size="lg" loading={asking.isBusy} onClick={send}>
        {t('catalog.form.send')}
      </Button>
    </div>
  )
}

/** The focus goes to the new screen, but not when the page is opened: then its top is read anyway. */
function useFocusOn(heading: React.RefObject<HTMLHeadingElement | null>, step: string): void {
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus()
    window.scrollTo(0, 0)
  }, [heading, step])
}
