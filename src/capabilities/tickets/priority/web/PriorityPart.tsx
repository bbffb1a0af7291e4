import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Time } from '../../../../web/i18n/Time.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { act, ticketQuery, type Verb } from '../../web/data/ticket.ts'
import { messageOf } from '../../web/ticket/useAct.ts'
import { AnswersDialog } from './AnswersDialog.tsx'
import { usePhrase, type Weighing } from './asked.ts'
import { weighingQuery } from './data.ts'
import { OverrideDialog } from './OverrideDialog.tsx'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

/** On a ticket's page: why it has its priority, and what may be done about it. */
export function PriorityPart({ id, version }: { id: string; version: number }) {
  const t = usePriorityT()
  const [open, setOpen] = useState<'answers' | 'override'>()
  const { data, refetch } = useQuery({ ...weighingQuery(id), retry: false })
  const { data: ticket } = useQuery(ticketQuery(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may have another priority.
  useEffect(() => void refetch(), [version, refetch])
  const run = useDeed(id)
  // Those who see the ticket from outside are refused, and see nothing here.
  if (!data || !ticket) return null
  const may = (action: string) => ticket.may.includes(`tickets.${action}`)
  const close = () => setOpen(undefined)
  return (
    <PanelSection title={t('priority.part.title')}>
      <div className={styles.part}>
        <Proposal weighing={data} mayDecide={may('call_p1')} run={run} />
        <p className={styles.levels}>
          <strong>{t(`priority.level.${data.priority}`)}</strong>{' '}
          <span className={styles.small}>
            {t('priority.outcome.levels', { impact: data.impact, urgency: data.urgency })}
          </span>
        </p>
        <Held weighing={data} mayLift={may('override_priority')} run={run} />
        <Answers weighing={data} />
        <div className={styles.buttons}>
          {may('answer') && (
            <Button size="compact-sm" variant="default" onClick={() => setOpen('answers')}>
              {t(data.is_asked ? 'priority.part.change' : 'priority.part.ask')}
            </Button>
          )}
          {may('override_priority') && (
            <Button size="compact-sm" variant="default" onClick={() => setOpen('override')}>
              {t('priority.part.override')}
            </Button>
          )}
        </div>
      </div>
      {open === 'answers' && <AnswersDialog ticket={ticket} weighing={data} onClose={close} />}
      {open === 'override' && <OverrideDialog ticket={ticket} weighing={data} onClose={close} />}
    </PanelSection>
  )
}

type Run = (verb: Extract<Verb, 'call-p1' | 'decline-p1' | 'lift-override'>, said: string) => Promise<void>

/** One click, and what became of it. */
function useDeed(id: string): Run {
  const queries = useQueryClient()
  return async (verb, said) => {
    try {
      await act(id, verb, {})
      toast.show(said, 'success')
    } catch (error) {
      toast.show(messageOf(error), 'danger')
    }
    await queries.invalidateQueries({ queryKey: ['record', id] })
  }
}

type PieceProps = { weighing: Weighing; run: Run }

/** Somebody wants P1 who may not call it. */
function Proposal({ weighing, mayDecide, run }: PieceProps & { mayDecide: boolean }) {
  const t = usePriorityT()
  const { p1, p1_by, p1_at } = weighing
  if (p1 === null) return null
  const by = (
    <>
      {p1_by} {p1_at && <Time at={p1_at} />}
    </>
  )
  if (p1 === 'declined')
    return (
      <p className={styles.small}>
        {t('priority.p1.declined')} {by}
      </p>
    )
  return (
    <div className={styles.proposal}>
      <StatusBadge tone="danger" label={t('priority.p1.proposed')} />
      <p className={styles.small}>{by}</p>
      {mayDecide ? (
        <div className={styles.buttons}>
          <Button size="compact-sm" color="red" onClick={() => void run('call-p1', t('priority.p1.called'))}>
            {t('priority.p1.accept')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void run('decline-p1', t('priority.p1.nowDeclined'))}
          >
            {t('priority.p1.decline')}
          </Button>
        </div>
      ) : (
        <p className={styles.small}>{t('priority.p1.waits')}</p>
      )}
    </div>
  )
}

/** An override that holds, with its reason. */
function Held({ weighing, mayLift, run }: PieceProps & { mayLift: boolean }) {
  const t = usePriorityT()
  const held = weighing.override
  if (!held) return null
  return (
    <div className={styles.held}>
      <p>
        {t('priority.part.overridden', { by: held.by, answered: t(`priority.level.${held.answered}`) })}{' '}
        <Time at={held.at} />
      </p>
      <blockquote>
        <Shown text={held.reason} />
      </blockquote>
      {mayLift && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void run('lift-override', t('priority.part.lifted'))}
        >
          {t('priority.part.lift')}
        </Button>
      )}
    </div>
  )
}

function Answers({ weighing }: { weighing: Weighing }) {
  const t = usePriorityT()
  const phrase = usePhrase()
  if (!weighing.is_asked) return <p className={styles.small}>{t('priority.part.neverAsked')}</p>
  return (
    <>
      {weighing.outdated_by.map((reason) => (
        <p key={reason} className={styles.old}>
          {t(`priority.part.old.${reason}`)}
        </p>
      ))}
      <dl className={styles.answers}>
        {weighing.answers.map(({ question, answer }) => {
          const chosen = question.answers.find(({ key }) => key === answer)
          return (
            <div key={question.key}>
              <dt>{phrase('desk', question)}</dt>
              <dd>{chosen ? phrase('desk', chosen) : t('priority.ask.open')}</dd>
            </div>
          )
        })}
        {weighing.criticality !== 0 && (
          <div>
            <dt>{t('priority.part.criticality')}</dt>
            <dd>{t(`priority.points.${String(weighing.criticality) as '1'}`)}</dd>
          </div>
        )}
      </dl>
    </>
  )
}
