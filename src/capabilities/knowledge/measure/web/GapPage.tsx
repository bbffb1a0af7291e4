import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { coachPath, gapQuery } from './data.ts'
import styles from './measures.module.css'
import { useMeasuresT } from './useMeasuresT.ts'

/** One gap: its tickets, the way to write the article, and the way to say that none is needed. */
export function Page() {
  const t = useMeasuresT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const gap = useQuery(gapQuery(id))
  if (gap.isPending) return <PageSkeleton />
  if (gap.isError) return <ErrorState problem={gap.error} onRetry={() => void gap.refetch()} />
  const { title, rows, state, reason } = gap.data
  return (
    <div className={styles.page}>
      <PageHeader
        title={title}
        above={<AppLink href={coachPath}>{t('articleMeasures.coach.title')}</AppLink>}
        note={t('articleMeasures.gap.lead')}
        actions={
          <Button component={AppLink} href={`/desk/knowledge/new?title=${encodeURIComponent(title)}`}>
            {t('articleMeasures.gap.write')}
          </Button>
        }
      />
      {state === 'open' ? (
        <Dismiss id={id} />
      ) : (
        <p>{t('articleMeasures.gaps.dismissed', { reason: reason ?? '' })}</p>
      )}
      <section aria-labelledby="gap-tickets">
        <h2 id="gap-tickets">{t('articleMeasures.gap.list')}</h2>
        <ul className={styles.list}>
          {rows.map((ticket) => (
            <li key={ticket.id}>
              <AppLink href={`/desk/tickets/${ticket.id}`}>
                {ticket.number} <Shown text={ticket.title} />
              </AppLink>
              <span className={styles.quiet}>
                <Time at={ticket.created_at} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Dismiss({ id }: { id: string }) {
  const t = useMeasuresT()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const dismiss = useMutation({
    mutationFn: () =>
      ask(api.POST('/api/article-gaps/{id}/dismiss', { params: { path: { id } }, body: { reason } })),
    onSuccess: async () => {
      await Promise.all(
        ['article-gaps', 'article-coach'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      )
      await navigate({ to: coachPath })
    },
  })
  const refusal =
    dismiss.error instanceof ProblemError
      ? (dismiss.error.fields.get('#/reason') ?? dismiss.error.detail)
      : undefined
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        dismiss.mutate()
      }}
    >
      <TextInput
        className={styles.grow}
        label={t('articleMeasures.gap.reason')}
        value={reason}
        maxLength={500}
        required
        error={refusal}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={dismiss.isPending}>
        {t('articleMeasures.gap.dismiss')}
      </Button>
    </form>
  )
}
