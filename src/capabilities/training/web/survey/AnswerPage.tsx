import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useUnsavedGuard } from '../../../../web/kit/useUnsavedGuard.tsx'
import own from '../assessment/assessment.module.css'
import { useDay } from '../parts.tsx'
import { minePath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { formQuery, type SurveyForm, surveysKey } from './data.ts'

/** Says how sure one feels, one radio a competency. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch, isFetchedAfterMount } = useQuery(formQuery(id))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data || !isFetchedAfterMount) return <PageSkeleton />
  return <Answer key={data.id} survey={data} />
}

type Asked = SurveyForm['competencies'][number]
type Given = ReadonlyMap<string, number | null>

function Answer({ survey }: { survey: SurveyForm }) {
  const t = useTrainingT()
  const day = useDay()
  const router = useRouter()
  const queries = useQueryClient()
  const [given, setGiven] = useState<Given>(
    () => new Map(survey.competencies.filter((each) => each.is_answered).map(({ id, level }) => [id, level])),
  )
  const [wish, setWish] = useState(survey.wish)
  const [isChanged, setChanged] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const guard = useUnsavedGuard(isChanged)
  // The guard has heard before that nothing is unsaved: its effects come first.
  useEffect(() => {
    if (isSaved) void router.navigate({ href: minePath })
  }, [isSaved, router])
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(
      api.PUT('/api/training/needs-surveys/{id}/answer', {
        params: { path: { id: survey.id } },
        body: {
          answers: [...given].map(([competency_id, level]) => ({ competency_id, level })),
          wish: wish.trim(),
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: surveysKey })
    setChanged(false)
    setSaved(true)
  })
  const changeWish = (words: string) => {
    setWish(words)
    setChanged(true)
  }
  const answer = (id: string, level: number | null) => {
    setGiven((before) => new Map(before).set(id, level))
    setChanged(true)
  }
  return (
    <form
      className={styles.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <PageHeader title={survey.title} note={t('training.surveys.until', { day: day(survey.ends_on) })} />
      <p className={styles.words}>{t('training.surveys.promise')}</p>
      <div className={styles.more}>
        <Questions asked={survey.competencies} given={given} onAnswer={answer} />
      </div>
      <div className={styles.more}>
        <Wish value={wish} error={problem?.fields.get('wish')} onChange={changeWish} />
      </div>
      <Failure problem={problem} />
      <div className={own.bar}>
        <p role="status" className={styles.small}>
          {t('training.surveys.given', { given: given.size, count: survey.competencies.length })}
        </p>
        <Button h={44} type="submit" loading={isBusy}>
          {t(survey.has_answered ? 'training.surveys.change' : 'training.surveys.answer')}
        </Button>
      </div>
      {guard}
    </form>
  )
}

function Questions({
  asked,
  given,
  onAnswer,
}: {
  asked: readonly Asked[]
  given: Given
  onAnswer: (id: string, level: number | null) => void
}) {
  const t = useTrainingT()
  return (
    <ol className={own.questions}>
      {asked.map((each, at) => (
        <li key={each.id}>
          <Question
            asked={each}
            place={t('training.assessment.take.question', { place: at + 1, count: asked.length })}
            level={given.get(each.id)}
            onAnswer={(level) => onAnswer(each.id, level)}
          />
        </li>
      ))}
    </ol>
  )
}

function Wish({
  value,
  error,
  onChange,
}: {
  value: string
  error: string | undefined
  onChange: (words: string) => void
}) {
  const t = useTrainingT()
  return (
    <TextAreaField
      label={t('training.surveys.wish')}
      required={false}
      hint={t('training.surveys.wishHint')}
      value={value}
      maxLength={1000}
      {...(error ? { error } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function Question({
  asked,
  place,
  level,
  onAnswer,
}: {
  asked: Asked
  place: string
  level: number | null | undefined
  onAnswer: (level: number | null) => void
}) {
  const t = useTrainingT()
  const choices: [number | null, string][] = [
    ...asked.levels.map((name, at): [number, string] => [at + 1, name]),
    [null, t('training.surveys.unusedAnswer')],
  ]
  return (
    <fieldset className={own.question}>
      <legend>{place}</legend>
      <p className={own.prompt}>{asked.name}</p>
      {asked.description !== '' && <p className={styles.small}>{asked.description}</p>}
      {choices.map(([value, name]) => (
        <label key={name} className={own.option}>
          <input
            type="radio"
            name={`asked-${asked.id}`}
            checked={level === value}
            onChange={() => onAnswer(value)}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
