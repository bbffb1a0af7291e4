import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { PublicFrame } from '../../../core/people/web/public/PublicFrame.tsx'
import { useForm } from '../../../core/people/web/public/useForm.ts'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import { changeLanguage } from '../../../web/i18n/setup.ts'
import { keptLanguage } from '../../../web/kit/appearance.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ChoiceField, TextAreaField } from '../../../web/kit/fields.tsx'
import { TextSkeleton } from '../../../web/kit/Skeletons.tsx'
import styles from './surveys.module.css'
import { type SurveysKey, useSurveysT } from './useSurveysT.ts'

const best_first = ['5', '4', '3', '2', '1'] as const
type Rating = (typeof best_first)[number]
type Asked = paths['/api/surveys/open']['post']['responses'][200]['content']['application/json']

const COMMENT_LENGTH_MAX = 2000

/** What a mail's link leads to. Looking at the page says nothing; its button does. */
export function Page() {
  const t = useSurveysT()
  const link = useRouterState({ select: (state) => state.location.hash.replace(/^#/, '') })
  const asked = useQuery({
    queryKey: ['survey-link', link],
    queryFn: () => ask(api.POST('/api/surveys/open', { body: { link: link || '-' } })),
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  useLanguageOf(asked.data)
  if (asked.isPending)
    return (
      <PublicFrame title={t('surveys.answer.title')}>
        <TextSkeleton />
      </PublicFrame>
    )
  if (asked.isError) {
    const isOver = asked.error instanceof ProblemError && asked.error.status === 410
    return (
      <PublicFrame title={t('surveys.answer.title')}>
        <ErrorState problem={asked.error} onRetry={isOver ? undefined : () => asked.refetch()} />
      </PublicFrame>
    )
  }
  return <Answer key={link} link={link} first={asked.data} />
}

/** The page speaks as the mail did, unless its reader chose a language here before. */
function useLanguageOf(asked: Asked | undefined): void {
  const language = asked?.language
  useEffect(() => {
    if (language && !keptLanguage()) void changeLanguage(language)
  }, [language])
}

function Answer({ link, first }: { link: string; first: Asked }) {
  const t = useSurveysT()
  const [asked, setAsked] = useState(first)
  const [rating, setRating] = useState(String(first.proposed) as Rating)
  const [isSent, setSent] = useState(false)
  const send = useForm(async () => {
    setAsked(await ask(api.POST('/api/surveys/answer', { body: { link, rating: Number(rating) } })))
    setSent(true)
  })
  if (isSent) return <Thanks link={link} asked={asked} onAgain={() => setSent(false)} />
  const about = asked.team
    ? t('surveys.answer.about', { number: asked.number, team: asked.team })
    : t('surveys.answer.aboutNobody', { number: asked.number })
  return (
    <PublicFrame title={t('surveys.answer.title')}>
      <p>{about}</p>
      {asked.may_change ? (
        <form onSubmit={send.onSubmit} style={{ display: 'grid', gap: 16 }}>
          <div className={styles.answers}>
            <ChoiceField
              label={t('surveys.answer.question')}
              value={rating}
              onChange={setRating}
              options={best_first.map((value) => ({
                value,
                label: t(`surveys.scale.${value}` as SurveysKey),
              }))}
              {...(send.failure ? { error: send.failure } : {})}
            />
          </div>
          <Button type="submit" size="md" loading={send.isBusy}>
            {t('surveys.answer.send')}
          </Button>
          <p>{t(asked.given === null ? 'surveys.answer.notYet' : 'surveys.answer.before')}</p>
        </form>
      ) : (
        <p role="status">{t('surveys.answer.over', { rating: asked.given ?? 0 })}</p>
      )}
    </PublicFrame>
  )
}

/** Said, and a place for words, which are not asked for before. */
function Thanks({ link, asked, onAgain }: { link: string; asked: Asked; onAgain: () => void }) {
  const t = useSurveysT()
  const [comment, setComment] = useState('')
  const [isSaid, setSaid] = useState(false)
  const rating = asked.given ?? asked.proposed
  const send = useForm(async () => {
    await ask(api.POST('/api/surveys/answer', { body: { link, rating, comment: comment.trim() } }))
    setSaid(true)
  })
  return (
    <PublicFrame title={t('surveys.thanks.title')}>
      <p role="status">
        {isSaid
          ? t('surveys.thanks.said')
          : t('surveys.thanks.given', { answer: t(`surveys.scale.${rating}` as SurveysKey) })}
      </p>
      {!isSaid && (
        <form onSubmit={send.onSubmit} style={{ display: 'grid', gap: 16 }}>
          <TextAreaField
            label={t('surveys.thanks.words')}
            hint={t('surveys.thanks.wordsHint')}
            required={false}
            maxLength={COMMENT_LENGTH_MAX}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            {...(send.failure ? { error: send.failure } : {})}
          />
          <Button type="submit" loading={send.isBusy} disabled={comment.trim() === ''}>
            {t('surveys.thanks.send')}
          </Button>
          <Button variant="default" onClick={onAgain}>
            {t('surveys.thanks.change')}
          </Button>
        </form>
      )}
    </PublicFrame>
  )
}
