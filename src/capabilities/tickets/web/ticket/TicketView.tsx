import { ActionIcon } from '@mantine/core'
import { useDebouncedState } from '@mantine/hooks'
import { IconExternalLink, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { MoveButtons } from '../../../../web/records/MoveButtons.tsx'
import { useShown } from '../../../../web/records/masks/Shown.tsx'
import { RecordPage } from '../../../../web/records/RecordPage.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { GlassHint, RestrictionNotice } from '../../../restriction/web/index.ts'
import { WentInto } from '../../merging/web/WentInto.tsx'
import { type Ticket, ticketQuery } from '../data/ticket.ts'
import type { Insertion } from '../dialogs/ArticleDialog.tsx'
import { type DialogName, type OpenDialog, TicketDialogs } from '../dialogs/TicketDialogs.tsx'
import { PriorityMark, PromiseMark, StateBadge } from '../look.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import { Composer, type ComposerHandle } from './Composer.tsx'
import { ConflictNotice } from './ConflictNotice.tsx'
import { Others } from './Others.tsx'
import { SidePanel } from './SidePanel.tsx'
import { Stream } from './Stream.tsx'
import styles from './TicketView.module.css'
import { type Conflict, useAct } from './useAct.ts'
import { useMoves } from './useMoves.ts'
import { usePresence } from './usePresence.ts'
import { useTicketCommands, useTicketKeys } from './useTicketKeys.ts'
import { useWithMacros } from './useWithMacros.ts'
import type { Mode } from './Writing.tsx'

type TicketViewProps = { id: string; level: 1 | 2; takesFocus?: boolean }

/** One ticket, on its own page or beside the queue. */
export function TicketView({ id, level, takesFocus = false }: TicketViewProps) {
  const t = useTicketsT()
  const { data: ticket, error, refetch } = useQuery(ticketQuery(id))
  const mayBreak = useMay()('records.break_glass')
  if (ticket) return <Loaded key={id} ticket={ticket} level={level} takesFocus={takesFocus} />
  if (error) {
    return (
      <>
        {level === 1 && <h1 className="wl-hidden">{t('tickets.queue.record')}</h1>}
        {mayBreak && error instanceof ProblemError && error.status === 404 && <GlassHint id={id} />}
        <ErrorState
          problem={error}
          onRetry={() => void refetch()}
          action={level === 1 && <AppLink href="/desk/queue">{t('tickets.page.back')}</AppLink>}
        />
      </>
    )
  }
  return (
    <div className={styles.skeleton}>
      <PageSkeleton />
    </div>
  )
}

const TYPED_MS = 700

function Loaded({ ticket, level, takesFocus }: { ticket: Ticket; level: 1 | 2; takesFocus: boolean }) {
  const t = useTicketsT()
  const { run, conflict, forgetConflict, isBusy } = useAct(ticket)
  const [open, setOpen] = useState<OpenDialog>()
  const composer = useRef<ComposerHandle>(null)
  const openDialog = useCallback((name: DialogName) => setOpen({ name }), [])
  const insert = useCallback((markdown: string) => composer.current?.insert(markdown), [])
  const { others, wrote } = usePresence(ticket.id, ticket.is_inside)
  const { typed, onTyping } = useTyped(wrote)
  const openMacro = useCallback((macroId?: string) => {
    setOpen({ name: 'macro', ...(macroId ? { macroId } : {}) })
  }, [])
  const moves = useWithMacros(ticket, useMoves(ticket, run, openDialog), openMacro)
  const redact = useCallback((redaction: Extract<OpenDialog, { name: 'redact' }>['redaction']) => {
    setOpen({ name: 'redact', redaction })
  }, [])
  const askForArticle = useCallback((insertion: Insertion) => setOpen({ name: 'article', insertion }), [])
  const write = useCallback((mode: Mode) => composer.current?.write(mode), [])
  const findArticle = useCallback(() => composer.current?.findArticle(), [])
  useTicketKeys(ticket, run, { write, openDialog, findArticle })
  useTicketCommands(ticket, moves, write)
  const title = useShown(ticket.title).text
  return (
    <>
      <RecordPage
        level={level}
        takesFocus={takesFocus}
        title={title}
        {...(level === 1 ? { tabTitle: `#${ticket.number} ${title}` } : {})}
        above={<Above ticket={ticket} level={level} />}
        facts={
          <>
            <StateBadge state={ticket.state} />
            <PriorityMark priority={ticket.priority} />
            <button
              type="button"
              className={styles.promise}
              title={t('tickets.promise.why')}
              onClick={showTargets}
            >
              <PromiseMark due_at={ticket.due_at} due_target={ticket.due_target} category={ticket.category} />
            </button>
            <Others others={others} />
          </>
        }
        moves={<MoveButtons moves={moves} isBusy={isBusy} />}
        notice={<Notice ticket={ticket} conflict={conflict} onLeave={forgetConflict} />}
        stream={<Stream ticket={ticket} onRedact={redact} />}
        composer={
          <Composer
            ref={composer}
            ticket={ticket}
            run={run}
            onArticle={askForArticle}
            onTyping={onTyping}
            onResolve={() => setOpen({ name: 'resolve' })}
          />
        }
        sideLabel={t('tickets.page.side')}
        sideSummary={<Summary ticket={ticket} />}
        side={<SidePanel ticket={ticket} run={run} onDialog={openDialog} typed={typed} onInsert={insert} />}
      />
      <TicketDialogs open={open} ticket={ticket} run={run} onClose={() => setOpen(undefined)} />
    </>
  )
}

type NoticeProps = { ticket: Ticket; conflict: Conflict | undefined; onLeave: () => void }

/** What has to be decided first, or where the work goes on. */
function Notice({ ticket, conflict, onLeave }: NoticeProps) {
  if (conflict) return <ConflictNotice ticket={ticket} conflict={conflict} onLeave={onLeave} />
  return (
    <>
      {ticket.restriction && <RestrictionNotice id={ticket.id} />}
      {ticket.merged_into && <WentInto ticket={ticket} into={ticket.merged_into} />}
    </>
  )
}

/** What is being written in answer, once no key was pressed for a moment. */
function useTyped(wrote: () => void) {
  const [typed, setTyped] = useDebouncedState('', TYPED_MS)
  const onTyping = useCallback(
    (text: string) => {
      wrote()
      setTyped(text)
    },
    [wrote, setTyped],
  )
  return { typed, onTyping }
}

/** Opens the first target beside the ticket, where the panel stands as a line above it too. */
function showTargets() {
  const target = document.querySelector<HTMLDetailsElement>('#targets details')
  if (!target) return
  if (target.getClientRects().length === 0)
    target.closest('aside')?.querySelector<HTMLButtonElement>('button[aria-expanded="false"]')?.click()
  target.open = true
  requestAnimationFrame(() => target.querySelector('summary')?.focus())
}

function Above({ ticket, level }: { ticket: Ticket; level: 1 | 2 }) {
  const t = useTicketsT()
  const address = `/desk/tickets/${ticket.id}`
  const copy = () =>
    void navigator.clipboard
      ?.writeText(new URL(address, window.location.href).href)
      .then(() => toast.show(t('tickets.did.copied'), 'success'))
  return (
    <>
      {level === 1 && (
        <AppLink href="/desk/queue" className={styles.back}>
          {t('tickets.page.back')}
        </AppLink>
      )}
      <span className="wl-figures">{t('tickets.number', { number: ticket.number })}</span>
      <span>{t(`tickets.kind.${ticket.kind}`)}</span>
      <span className={styles.tools}>
        <ActionIcon
          size="sm"
          aria-label={t('tickets.move.copyLink')}
          title={t('tickets.move.copyLink')}
          onClick={copy}
        >
          <IconLink size={15} aria-hidden />
        </ActionIcon>
        {level === 2 && (
          <AppLink
            href={address}
            className={styles.tool}
            aria-label={t('tickets.move.openAlone')}
            title={t('tickets.move.openAlone')}
          >
            <IconExternalLink size={15} aria-hidden />
          </AppLink>
        )}
      </span>
    </>
  )
}

/** Who it is about and where, for a narrow pane. */
function Summary({ ticket }: { ticket: Ticket }) {
  const t = useTicketsT()
  const requester = ticket.people.find((person) => person.id === ticket.requester?.id)
  return (
    <>
      <strong>{ticket.requester?.name ?? t('tickets.nobody')}</strong>
      {requester?.phone && <a href={`tel:${requester.phone.replace(/[^\d+]/g, '')}`}>{requester.phone}</a>}
      {ticket.place && <span>{ticket.place}</span>}
      <span className={styles.dim}>
        {[ticket.owner?.name ?? t('tickets.nobody'), ticket.team?.name].filter(Boolean).join(', ')}
      </span>
    </>
  )
}
