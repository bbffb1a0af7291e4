import { Button } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { PageSkeleton } from '../../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { useTitle } from '../../../../../web/kit/useTitle.ts'
import { PortalParts } from '../../../../../web/shell/PortalParts.tsx'
import { type AskedQuestion, questionsOf, questionsQuery } from '../../../priority/web/asked.ts'
import { type Choice, useCategories } from '../../../web/data/directory.ts'
import { usePortalT } from '../usePortalT.ts'
import { CheckStep } from './CheckStep.tsx'
import { type Form, type Step, stepsOf } from './form.ts'
import styles from './new.module.css'
import { PlaceStep } from './PlaceStep.tsx'
import { AskStep, KindStep, type StepPart, TopicStep } from './Tiles.tsx'
import { useForm } from './useForm.ts'
import { WordsStep } from './WordsStep.tsx'

type Search = { q?: unknown; place?: unknown; device?: unknown; tried?: unknown; step?: string }
const textOf = (value: unknown) => (value === undefined ? undefined : String(value))

/** A new request: one question a screen, each with an address of its own, so that Back is the browser's. */
export function Page() {
  const t = usePortalT()
  const router = useRouter()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Search
  const topics = useCategories()
  const { form, change, clear, isKept, begunBefore } = useForm({
    q: textOf(search.q),
    place: textOf(search.place),
    device: textOf(search.device),
    tried: textOf(search.tried),
    isFirstStep: search.step === undefined,
  })
  const { list, step, place, questions, isPending, go, next } = useSteps(form, topics.length > 0, search.step)
  const heading = useRef<HTMLHeadingElement>(null)
  useFocusOn(heading, step)
  useTitle(t('portal.new.title'))

  const back = () => (place > 0 ? router.history.back() : router.history.push('/'))
  const discard = () => {
    const before = form
    clear()
    void navigate({ to: '/', replace: true })
    toast.undo(t('portal.new.discarded'), () => {
      change(before)
      router.history.push(`/requests/new?step=${step}`)
    })
  }
  if (begunBefore !== undefined)
    return (
      <BegunBefore
        title={begunBefore}
        onGoOn={() => navigate({ to: '.', search: { step: 'kind' } })}
        onNew={clear}
      />
    )
  if (isPending && search.step?.startsWith('ask-')) return <PageSkeleton />
  const part = { form, change, next, heading }
  return (
    <div className={styles.page}>
      <Top place={place} count={list.length} onBack={back} />
      <PortalParts on="new" />
      {form.title && step !== 'words' && step !== 'check' && (
        <p className={styles.about}>{t('portal.new.about', { words: form.title })}</p>
      )}
      <Question
        step={step}
        part={part}
        topics={topics}
        questions={questions}
        steps={list}
        go={go}
        onDone={clear}
      />
      {isKept && (
        <p className={styles.kept}>
          {t('portal.new.saved')}{' '}
          <button type="button" className={styles.discard} onClick={discard}>
            {t('portal.new.discard')}
          </button>
        </p>
      )}
    </div>
  )
}

/** Where she is among the steps, and the ways on. */
function useSteps(form: Form, hasTopics: boolean, wanted: string | undefined) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data: asked, isPending } = useQuery(questionsQuery)
  const questions = questionsOf(asked, form.topic)
  const list = stepsOf(form.kind, hasTopics, questions)
  const step = list.find((each) => each === wanted) ?? 'kind'
  const go = (to: Step) => navigate({ to: '.', search: (before: object) => ({ ...before, step: to }) })
  // The first questions may be chosen before those of the topic have arrived; without them she still gets on.
  const next = async (chosen: Partial<Form> = {}) => {
    const { kind, topic } = { ...form, ...chosen }
    const known = asked ?? (await queries.ensureQueryData(questionsQuery).catch(() => undefined))
    const steps = stepsOf(kind, hasTopics, questionsOf(known, topic))
    void go(steps[steps.indexOf(step) + 1] ?? 'check')
  }
  return { list, step, place: list.indexOf(step), questions, isPending, go, next }
}

type QuestionProps = {
  step: Step
  part: StepPart
  topics: readonly Choice[]
  questions: readonly AskedQuestion[]
  steps: readonly Step[]
  go: (step: Step) => void
  onDone: () => void
}

function Question({ step, part, topics, questions, steps, go, onDone }: QuestionProps) {
  const question = questions.find(({ key }) => step === `ask-${key}`)
  if (question) return <AskStep {...part} question={question} isFirst={question === questions[0]} />
  switch (step) {
    case 'kind':
      return <KindStep {...part} />
    case 'topic':
      return <TopicStep {...part} topics={topics} />
    case 'place':
      return <PlaceStep {...part} />
    case 'words':
      return <WordsStep {...part} onSolved={onDone} />
    case 'check':
      return (
        <CheckStep {...part} topics={topics} questions={questions} steps={steps} go={go} onSent={onDone} />
      )
  }
}

/** The way back, and how far she is. The last screen asks nothing. */
function Top({ place, count, onBack }: { place: number; count: number; onBack: () => void }) {
  const t = usePortalT()
  return (
    <>
      <div className={styles.top}>
        <Button
          variant="subtle"
          className={styles.back}
          leftSection={<IconChevronLeft size={20} aria-hidden />}
          onClick={onBack}
        >
          {t('portal.new.back')}
        </Button>
        <span className={styles.progressWords}>
          {place === count - 1
            ? t('portal.new.lastStep')
            : t('portal.new.progress', { step: place + 1, steps: count - 1 })}
        </span>
      </div>
      <div className={styles.progress} aria-hidden>
        <span style={{ width: `${(100 * (place + 1)) / count}%` }} />
      </div>
    </>
  )
}

/** A request that was begun and not sent is not thrown away for a new one unasked. */
function BegunBefore({ title, onGoOn, onNew }: { title: string; onGoOn: () => void; onNew: () => void }) {
  const t = usePortalT()
  return (
    <section className={styles.page}>
      <h1 className={styles.question}>{t('portal.new.begun.title')}</h1>
      <p className={styles.about}>
        {t('portal.new.about', { words: title || t('portal.new.begun.noTitle') })}
      </p>
      <Button onClick={onGoOn}>{t('portal.new.begun.goOn')}</Button>
      <Button variant="default" onClick={onNew}>
        {t('portal.new.begun.fresh')}
      </Button>
    </section>
  )
}

/** The focus goes to the new question, but not when the page is opened: then its top is read anyway. */
function useFocusOn(heading: React.RefObject<HTMLHeadingElement | null>, step: Step): void {
  const shown = useRef<Step>(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus()
    window.scrollTo(0, 0)
  }, [heading, step])
}
