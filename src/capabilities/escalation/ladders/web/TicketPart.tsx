import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { StatusBadge, type Tone } from '../../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { type Climbing, climbingQuery } from './data.ts'
import styles from './ladders.module.css'
import { useLaddersT } from './useLaddersT.ts'
import { useStepWords } from './useStepWords.ts'

const tones = {
  open: 'neutral',
  waiting: 'info',
  held: 'warning',
  done: 'success',
  skipped: 'neutral',
} as const satisfies Record<string, Tone>

/** On a ticket's page: the steps of its ladder, what became of each, and the button to take the next one now. */
export function TicketPart({ id, version }: { id: string; version: number }) {
  const t = useLaddersT()
  const { data, refetch } = useQuery(climbingQuery(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may have moved it on.
  useEffect(() => void refetch(), [version, refetch])
  if (!data?.ladder) return null
  return (
    <PanelSection title={t('ladders.part.title')}>
      <p className={styles.small}>{data.ladder.name}</p>
      <ol className={styles.steps}>
        {data.steps.map((step) => (
          <StepLine key={step.id} step={step} />
        ))}
      </ol>
      {data.may_start && data.next !== null && <Start id={id} next={data.next} />}
    </PanelSection>
  )
}

function StepLine({ step }: { step: Climbing['steps'][number] }) {
  const t = useLaddersT()
  const words = useStepWords()
  const at = step.state === 'waiting' ? step.due_at : step.ended_at
  return (
    <li>
      <span>{words(step, () => step.to_name ?? undefined)}</span>
      <span className={styles.state}>
        <StatusBadge tone={tones[step.state]} label={t(`ladders.part.state.${step.state}`)} />
        {at && (
          <span className={styles.small}>
            <Time at={at} />
          </span>
        )}
      </span>
    </li>
  )
}

function Start({ id, next }: { id: string; next: number }) {
  const t = useLaddersT()
  const queries = useQueryClient()
  const start = useSubmit(async () => {
    await ask(api.POST('/api/tickets/{id}/start-step', { params: { path: { id } }, body: { step: next } }))
    toast.show(t('ladders.part.started', { number: next }), 'success')
    await queries.invalidateQueries({ queryKey: ['record', id] })
  })
  return (
    <>
      <Failure problem={start.problem} />
      <Button size="compact-sm" variant="default" loading={start.isBusy} onClick={() => void start.submit()}>
        {t('ladders.part.start', { number: next })}
      </Button>
    </>
  )
}
