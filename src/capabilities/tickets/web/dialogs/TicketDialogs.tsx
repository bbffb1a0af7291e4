import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { ofTicketQuery, sayVerdict } from '../../../knowledge/web/index.ts'
import { alikeQuery, wordsOf } from '../data/alike.ts'
import { useTicketsT } from '../useTicketsT.ts'
import { ArticleDialog, type Insertion } from './ArticleDialog.tsx'
import { AssignDialog, type Assignment } from './AssignDialog.tsx'
import { FollowDialog } from './FollowDialog.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { type DialogProps, EscalateDialog, HandBackDialog } from './PassDialogs.tsx'
import { RedactDialog, type Redaction } from './RedactDialog.tsx'
import { ResolveDialog } from './ResolveDialog.tsx'
import { ScheduleDialog, TimeDialog } from './WorkDialogs.tsx'

const MacroDialog = lazy(() =>
  import('../../macros/web/MacroDialog.tsx').then((module) => ({ default: module.MacroDialog })),
)
const FollowUpDialog = lazy(() =>
  import('../../scheduled/web/dialogs.tsx').then((module) => ({ default: module.FollowUpDialog })),
)

export type DialogName =
  | 'resolve'
  | 'assign'
  | 'escalate'
  | 'hand_back'
  | 'schedule'
  | 'log_time'
  | 'link'
  | 'cancel'
  | 'follow'
  | 'follow_up'
export type OpenDialog =
  | { name: DialogName }
  | { name: 'redact'; redaction: Redaction }
  | { name: 'macro'; macroId?: string }
  | { name: 'article'; insertion: Insertion }

/** The dialog that is open on a ticket, if any. */
export function TicketDialogs(props: DialogProps & { open: OpenDialog | undefined }) {
  const t = useTicketsT()
  const { open, ticket, run, onClose } = props
  switch (open?.name) {
    case 'resolve':
      return <Resolve {...props} />
    case 'assign':
      return <Assign {...props} />
    case 'escalate':
      return <EscalateDialog {...props} />
    case 'hand_back':
      return <HandBackDialog {...props} />
    case 'schedule':
      return <ScheduleDialog {...props} />
    case 'log_time':
      return <TimeDialog {...props} />
    case 'link':
      return <LinkDialog {...props} />
    case 'follow':
      return <FollowDialog {...props} />
    case 'article':
      return <ArticleDialog ticket={ticket} run={run} onClose={onClose} insertion={open.insertion} />
    case 'redact':
      return <RedactDialog redaction={open.redaction} run={run} onClose={onClose} />
    case 'macro':
      return (
        <Suspense fallback={null}>
          <MacroDialog
            ticketId={ticket.id}
            {...(open.macroId ? { macroId: open.macroId } : {})}
            onClose={onClose}
          />
        </Suspense>
      )
    case 'follow_up':
      return (
        <Suspense fallback={null}>
          <FollowUpDialog ticket={ticket} onClose={onClose} />
        </Suspense>
      )
    case 'cancel':
      return (
        <FormDialog
          title={t('tickets.dialog.cancelTitle', { number: ticket.number })}
          submitLabel={t('tickets.dialog.cancelDo')}
          cancelLabel={t('tickets.dialog.keep')}
          isDanger
          onSubmit={() => run('cancel', {}, { throws: true, said: t('tickets.did.cancel') })}
          onClose={onClose}
        >
          <p style={{ margin: 0 }}>{t('tickets.dialog.cancelBody')}</p>
        </FormDialog>
      )
    default:
      return null
  }
}

/** Offers the articles that were put to use, and those that the page proposes, except what was judged already. */
function Resolve({ ticket, run, onClose }: DialogProps) {
  const t = useTicketsT()
  const { data: alike } = useQuery(alikeQuery(wordsOf(ticket, '')))
  const { data: used } = useQuery(ofTicketQuery(ticket.id))
  const judged = used?.rows.flatMap(({ id, verdict }) => (verdict === null ? [] : [id])) ?? []
  const linked = ticket.links.filter(({ kind, reads_as }) => kind === 'article' && reads_as !== 'solved_by')
  const solved = ticket.links.filter(({ reads_as }) => reads_as === 'solved_by')
  const all = new Map([...linked, ...(alike?.rows ?? [])].map(({ id, title }) => [id, { id, title }]))
  for (const id of [...judged, ...solved.map((link) => link.id)]) all.delete(id)
  return (
    <ResolveDialog
      title={t('tickets.dialog.resolveTitle', { number: ticket.number })}
      articles={ticket.may.includes('tickets.link') ? [...all.values()] : linked}
      onResolve={async (input, didNotHelp) => {
        for (const id of didNotHelp) await sayVerdict(ticket.id, id, 'did_not_help')
        return run('resolve', input, { throws: true, said: t('tickets.did.resolve') })
      }}
      onClose={onClose}
    />
  )
}

function Assign({ ticket, run, onClose }: DialogProps) {
  const t = useTicketsT()
  const assign = (assignment: Assignment, to: string) => {
    if (Object.keys(assignment).length === 0) return Promise.resolve(true)
    const back: Assignment = {
      ...(assignment.team_id === undefined ? {} : { team_id: ticket.team?.id ?? null }),
      ...(assignment.owner_id === undefined ? {} : { owner_id: ticket.owner?.id ?? null }),
    }
    return run('assign', assignment, {
      throws: true,
      said: to ? t('tickets.did.assign', { to }) : t('tickets.did.unassign'),
      undo: { verb: 'assign', body: back as never },
    })
  }
  return (
    <AssignDialog
      title={t('tickets.dialog.assignTitle', { number: ticket.number })}
      ticketId={ticket.id}
      team={ticket.team}
      owner={ticket.owner}
      onAssign={assign}
      onClose={onClose}
    />
  )
}
