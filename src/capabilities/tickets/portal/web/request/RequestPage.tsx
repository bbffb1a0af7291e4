import { IconChevronLeft } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ProblemError } from '../../../../../web/api/client.ts'
import { Time } from '../../../../../web/i18n/Time.tsx'
import { useFormat, useNow } from '../../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../../web/kit/Skeletons.tsx'
import { useShown } from '../../../../../web/records/masks/Shown.tsx'
import { PortalParts } from '../../../../../web/shell/PortalParts.tsx'
import { type Ticket, ticketQuery } from '../../../web/data/ticket.ts'
import { promiseSentence, stateLook, stateSentence } from '../request-words.ts'
import { markRead } from '../requests.ts'
import { usePortalT } from '../usePortalT.ts'
import { NextStep } from './NextStep.tsx'
import { Rating } from './Rating.tsx'
import { ReplyBox } from './ReplyBox.tsx'
import styles from './request.module.css'
import { Thread } from './Thread.tsx'

/** One request as its requester sees it: how it stands, until when, what was said, and what she can do. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const request = useQuery(ticketQuery(id))
  useMarkRead(id, request.data?.updated_at)
  if (request.isPending) return <PageSkeleton />
  if (request.isError) return <Lost problem={request.error} onRetry={() => request.refetch()} />
  return <Request request={request.data} key={id} />
}

function Request({ request }: { request: Ticket }) {
  const t = usePortalT()
  const may = new Set(request.may)
  const title = useShown(request.title).text
  const isOver = ['closed', 'cancelled'].includes(request.merged_into?.state ?? request.state)
  return (
    <div className={styles.page}>
      <PageHeader
        title={title}
        above={<BackLink />}
        note={
          <>
            {t('portal.request.number', { number: request.number })} · {t('portal.request.sent')}{' '}
            <Time at={request.created_at} />
          </>
        }
      />
      <Standing request={request} />
      <PortalParts on="request" id={request.id} />
      <NextStep request={request} may={may} />
      {may.has('tickets.rate') && (request.state === 'resolved' || request.state === 'closed') && (
        <Rating request={request} />
      )}
      <Thread request={request} />
      {may.has('tickets.reply') && !isOver && <ReplyBox request={request} />}
      {isOver && <p className={styles.over}>{t('portal.reply.over')}</p>}
      <Details request={request} />
      <PortalParts on="request end" id={request.id} />
    </div>
  )
}

/** Why it cannot be shown, in the portal's words where it is not there. */
function Lost({ problem, onRetry }: { problem: Error; onRetry: () => void }) {
  const t = usePortalT()
  const isMissing = problem instanceof ProblemError && problem.status === 404
  return (
    <div className={styles.page}>
      <PageHeader title={t('portal.request.lost')} above={<BackLink />} />
      {isMissing ? (
        <p className={styles.over}>{t('portal.request.lostBody')}</p>
      ) : (
        <ErrorState problem={problem} onRetry={onRetry} />
      )}
    </div>
  )
}

function BackLink() {
  const t = usePortalT()
  return (
    <AppLink href="/requests" className={styles.back}>
      <IconChevronLeft size={20} aria-hidden />
      {t('portal.request.back')}
    </AppLink>
  )
}

function Standing({ request }: { request: Ticket }) {
  const t = usePortalT()
  const format = useFormat()
  const now = useNow()
  const { icon: Icon, tone } = stateLook(request)
  const promise = promiseSentence(t, request, format, now)
  return (
    <section className={styles.standing} data-tone={tone} aria-label={t('portal.request.state')}>
      <Icon size={28} stroke={1.8} aria-hidden />
      <div role="status">
        <p className={styles.sentence}>{stateSentence(t, request, format, now)}</p>
        {request.merged_into && <GoesOn into={request.merged_into} />}
        {promise && <p className={styles.promise}>{promise}</p>}
      </div>
    </section>
  )
}

/** How the request stands that this one goes on with; who may see that gets the way there. */
function GoesOn({ into }: { into: NonNullable<Ticket['merged_into']> }) {
  const t = usePortalT()
  const isDone = into.state === 'resolved' || into.state === 'closed' || into.state === 'cancelled'
  return (
    <p className={styles.promise}>
      {t(isDone ? `portal.merged.${into.state as 'resolved'}` : 'portal.merged.open')}{' '}
      {into.id && (
        <AppLink href={`/requests/${into.id}`}>
          {t('portal.merged.link', { number: into.number ?? 0 })}
        </AppLink>
      )}
    </p>
  )
}

function Details({ request }: { request: Ticket }) {
  const t = usePortalT()
  const facts = [
    [t('portal.request.topic'), request.subject],
    [t('portal.request.place'), request.place],
    [t('portal.request.device'), request.device ?? request.workstation],
    [t('portal.request.application'), request.application],
    [t('portal.request.alsoSees'), participantsOf(request)],
  ].filter(([, value]) => value)
  if (facts.length === 0) return null
  return (
    <section className={styles.details} aria-labelledby="details">
      <h2 id="details">{t('portal.request.details')}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** What is on the page was seen; each change that arrives while it is open, too. */
function useMarkRead(id: string, changedAt: string | undefined): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (changedAt === undefined) return
    void markRead(id).then(() => queries.invalidateQueries({ queryKey: ['notifications'] }))
  }, [id, changedAt, queries])
}

function participantsOf(request: Ticket): string {
  const names = request.people
    .filter((person) => request.participant_ids.includes(person.id))
    .map((each) => each.name)
  return names.join(', ')
}
