import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import styles from '../../macros/web/macros.module.css'
import { useMacrosT } from '../../macros/web/useMacrosT.ts'
import { laterQuery, SendLaterDialog } from './dialogs.tsx'

/** On a ticket's page: the replies that wait to be sent, and when somebody looks again. */
export function LaterPart({ id, version }: { id: string; version: number }) {
  const t = useMacrosT()
  const { data, refetch } = useQuery(laterQuery(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may have held or sent one.
  useEffect(() => void refetch(), [version, refetch])
  if (!data || data.replies.length + data.follow_ups.length === 0) return null
  return (
    <PanelSection title={t('macros.later.title')}>
      <ul className={styles.list}>
        {data.replies.map((reply) => (
          <ReplyLine key={reply.id} ticketId={id} reply={reply} />
        ))}
        {data.follow_ups.map((each) => (
          <FollowUpLine key={each.id} ticketId={id} followUp={each} />
        ))}
      </ul>
    </PanelSection>
  )
}

type Later = NonNullable<ReturnType<typeof useLater>>
function useLater(id: string) {
  return useQuery(laterQuery(id)).data
}

function ReplyLine({ ticketId, reply }: { ticketId: string; reply: Later['replies'][number] }) {
  const t = useMacrosT()
  const me = useMe()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const discard = useSubmit(async () => {
    const options = { params: { path: { id: ticketId } }, body: { reply_id: reply.id } }
    await ask(api.POST('/api/tickets/{id}/discard-scheduled', options as never))
    toast.show(t('macros.later.discarded'), 'success')
    await queries.invalidateQueries({ queryKey: ['later', ticketId] })
  })
  return (
    <li>
      <span className={styles.line}>
        <StatusBadge
          tone={reply.state === 'held' ? 'warning' : 'info'}
          label={t(`macros.later.${reply.state}`)}
        />
        <Time at={reply.send_at} as="exact" />
      </span>
      <span className={styles.small}>{t('macros.later.by', { name: reply.author })}</span>
      {reply.why && <p className={styles.problem}>{t(`macros.later.why.${reply.why}`)}</p>}
      <p className={styles.text}>{reply.body}</p>
      <Failure problem={discard.problem} />
      <Group gap="xs">
        {reply.author_id === me.person_id && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            {t('macros.later.change')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          loading={discard.isBusy}
          onClick={() => void discard.submit()}
        >
          {t('macros.later.discard')}
        </Button>
      </Group>
      {isOpen && (
        <SendLaterDialog
          ticketId={ticketId}
          body={reply.body}
          waiting={reply}
          onDone={() => setOpen(false)}
          onClose={() => setOpen(false)}
        />
      )}
    </li>
  )
}

type Finishing = { id: string; due_at: string; note: string }

/** Marks a reminder as done. */
function useFinish(ticketId: string, followUpId: string) {
  const queries = useQueryClient()
  return useSubmit(async () => {
    const options = { params: { path: { id: ticketId } }, body: { follow_up_id: followUpId } }
    await ask(api.POST('/api/tickets/{id}/finish-follow-up', options as never))
    await queries.invalidateQueries({ queryKey: ['later', ticketId] })
    await queries.invalidateQueries({ queryKey: ['counts', 'follow-ups'] })
  })
}

function Finish({ ticketId, followUp }: { ticketId: string; followUp: Finishing }) {
  const t = useMacrosT()
  const finish = useFinish(ticketId, followUp.id)
  return (
    <>
      <Failure problem={finish.problem} />
      <Button
        size="compact-sm"
        variant="default"
        loading={finish.isBusy}
        aria-label={t('macros.later.doneOf', { note: followUp.note })}
        onClick={() => void finish.submit()}
      >
        {t('macros.later.done')}
      </Button>
    </>
  )
}

function FollowUpLine({ ticketId, followUp }: { ticketId: string; followUp: Later['follow_ups'][number] }) {
  const t = useMacrosT()
  return (
    <li>
      <span className={styles.line}>
        <Time at={followUp.due_at} as="exact" />
        <span className={styles.small}>
          {t('macros.later.for', { name: followUp.team ?? followUp.person ?? '' })}
        </span>
      </span>
      {followUp.note && (
        <span>
          <Shown text={followUp.note} />
        </span>
      )}
      <span>
        <Finish ticketId={ticketId} followUp={followUp} />
      </span>
    </li>
  )
}

/** On the Today page: what one wanted to look at again by the end of the day. */
export function FollowUpsToday() {
  const t = useMacrosT()
  const { data } = useQuery({
    queryKey: ['counts', 'follow-ups'],
    queryFn: () => ask(api.GET('/api/follow-ups')),
  })
  if (!data || data.rows.length === 0) return null
  return (
    <section>
      <h2>{t('macros.later.today')}</h2>
      <ul className={styles.list}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <span className={styles.line}>
              <AppLink href={`/desk/tickets/${row.ticket_id}`}>
                <Shown text={`#${row.number} ${row.title}`} />
              </AppLink>
              <Time at={row.due_at} as="due" />
            </span>
            {row.note && (
              <span>
                <Shown text={row.note} />
              </span>
            )}
            <span>
              <Finish ticketId={row.ticket_id} followUp={row} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
