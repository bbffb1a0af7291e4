import { Button, Checkbox, Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { act, type Ticket } from '../../web/data/ticket.ts'
import type { Code } from '../../web/dialogs/ResolveDialog.tsx'
import { type State, StateBadge } from '../../web/look.tsx'
import { eachOf, type Failure, refresh } from './data.ts'
import styles from './merging.module.css'
import { NewPartDialog } from './NewPartDialog.tsx'
import { useMergingT } from './useMergingT.ts'

type Part = Ticket['links'][number]
type Ending = 'resolve' | 'close'

const ends: Record<string, { verb: Ending; takes: (part: Part) => boolean }> = {
  resolved: { verb: 'resolve', takes: (part) => part.category !== 'done' },
  closed: { verb: 'close', takes: (part) => part.state === 'resolved' },
}

/** The parts of a ticket with how far they are, or the whole that it is a part of. */
export function PartsSection({ ticket }: { ticket: Ticket }) {
  const t = useMergingT()
  const [isAdding, setAdding] = useState(false)
  const parts = ticket.links.filter((link) => link.reads_as === 'child')
  const whole = ticket.links.find((link) => link.reads_as === 'parent')
  const mayAdd = ticket.may.includes('tickets.link') && ticket.category !== 'done'
  const done_count = parts.filter((part) => part.category === 'done').length
  if (parts.length === 0 && !whole && !mayAdd) return null
  return (
    <PanelSection title={t('merging.parts.title')}>
      {whole && (
        <p className={styles.dim}>
          {t('merging.parts.of')}{' '}
          <AppLink href={`/desk/tickets/${whole.id}`}>
            <span className="wl-figures">#{whole.number}</span> <Shown text={whole.title} />
          </AppLink>
        </p>
      )}
      {parts.length > 0 && (
        <>
          <p className={styles.dim}>
            {t('merging.parts.progress', { done: done_count, count: parts.length })}
          </p>
          <Progress
            value={(done_count / parts.length) * 100}
            size="sm"
            aria-label={t('merging.parts.progress', { done: done_count, count: parts.length })}
          />
          <ul className={styles.list}>
            {parts.map((part) => (
              <li key={part.id}>
                <AppLink href={`/desk/tickets/${part.id}`}>
                  <span className="wl-figures">#{part.number}</span> <Shown text={part.title} />
                </AppLink>
                <StateBadge state={part.state as State} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.buttons}>
        <Offer ticket={ticket} parts={parts} />
        {mayAdd && (
          <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            {t('merging.parts.new')}
          </Button>
        )}
      </div>
      {isAdding && <NewPartDialog ticket={ticket} onClose={() => setAdding(false)} />}
    </PanelSection>
  )
}

/** When the whole ends, its parts are offered to end with it: asked once by itself, and kept at hand. */
function Offer({ ticket, parts }: { ticket: Ticket; parts: readonly Part[] }) {
  const t = useMergingT()
  const [isOpen, setOpen] = useState(false)
  const end = ends[ticket.state]
  const left = end ? parts.filter(end.takes) : []
  const hasLeft = left.length > 0
  const seen = useRef(ticket.state)
  useEffect(() => {
    if (seen.current === ticket.state) return
    seen.current = ticket.state
    if (hasLeft) setOpen(true)
  }, [ticket.state, hasLeft])
  if (!end || (!hasLeft && !isOpen)) return null
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t(`merging.offer.${end.verb}Open`, { count: left.length })}
      </Button>
      {isOpen && <OfferDialog ticket={ticket} parts={left} verb={end.verb} onClose={() => setOpen(false)} />}
    </>
  )
}

type OfferDialogProps = { ticket: Ticket; parts: readonly Part[]; verb: Ending; onClose: () => void }

function OfferDialog({ ticket, parts, verb, onClose }: OfferDialogProps) {
  const t = useMergingT()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<string[]>([])
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const submit = async () => {
    const wanted = parts.filter((part) => chosen.includes(part.id))
    const result = await eachOf(wanted, ({ id }) =>
      verb === 'resolve'
        ? act(id, 'resolve', { code: (ticket.resolution_code ?? 'fixed') as Code })
        : act(id, 'close', {}),
    )
    await refresh(queries)
    setFailures(result.failures)
    setChosen([])
    if (result.done.length > 0)
      toast.show(t(`merging.offer.${verb}Done`, { count: result.done.length }), 'success')
    if (result.failures.length > 0)
      throw new ProblemError({
        status: 422,
        title: t('merging.offer.failed', { count: result.failures.length }),
      })
  }
  return (
    <FormDialog
      title={t(`merging.offer.${verb}Title`, { number: ticket.number })}
      submitLabel={t(`merging.offer.${verb}Do`)}
      cancelLabel={t('merging.offer.leave')}
      isReady={chosen.length > 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <Checkbox.Group label={t('merging.offer.which')} value={chosen} onChange={setChosen}>
        <div className={styles.choices}>
          {parts.map((part) => (
            <Checkbox
              key={part.id}
              value={part.id}
              label={<Shown text={`#${part.number} ${part.title}`} />}
              error={failures.find((each) => each.number === part.number)?.why}
            />
          ))}
        </div>
      </Checkbox.Group>
    </FormDialog>
  )
}
