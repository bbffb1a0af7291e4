import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, FormDialog, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { TextAreaField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { PlanForNeedDialog } from './classes/PlanForNeedDialog.tsx'
import { classTones } from './classes-data.ts'
import { type Need, needQuery, needsKey, type ShownNeed } from './data.ts'
import { NeedNumbers, NeedState, Tickets } from './needs.tsx'
import { Tabs } from './parts.tsx'
import { classesPath, needsPath, surveysPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** One need with the tickets that show it, and what a trainer makes of it. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(needQuery(id))
  return (
    <div className={styles.page}>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Shown need={data} />
      ) : (
        <ListSkeleton rows={6} />
      )}
    </div>
  )
}

function Shown({ need }: { need: ShownNeed }) {
  const t = useTrainingT()
  const format = useFormat()
  return (
    <>
      <PageHeader
        title={[need.application, need.category].filter(Boolean).join(' · ')}
        note={t('training.needs.of', {
          number: need.number,
          department: need.department || t('training.surveys.everybody'),
        })}
      />
      <Tabs here={needsPath} />
      <div className={styles.row}>
        <NeedState state={need.state} />
        <div>
          <NeedNumbers need={need} />
        </div>
      </div>
      {need.reason !== null && (
        <>
          <h2 className={styles.heading}>{t('training.needs.why')}</h2>
          <p className={styles.words}>{need.reason}</p>
        </>
      )}
      <Moves need={need} />
      <PlannedClasses need={need} />
      <h2 className={styles.heading}>
        {t(need.survey === null ? 'training.needs.evidence' : 'training.needs.evidenceSurvey')}
      </h2>
      {need.survey !== null ? (
        <p>
          <AppLink className={styles.link} href={`${surveysPath}/${need.survey.id}`}>
            {t('training.needs.survey', { title: need.survey.title })}
          </AppLink>
        </p>
      ) : need.evidence.length > 0 ? (
        <Tickets label={t('training.needs.evidence')} rows={need.evidence} />
      ) : (
        <p className={styles.small}>
          {t(need.tickets === null ? 'training.needs.few' : 'training.needs.unseen')}
        </p>
      )}
      <p className={`${styles.small} ${styles.more}`}>
        {t('training.needs.counted', { at: format.dateTime(need.counted_at) })}
      </p>
    </>
  )
}

type Move = Need['moves'][number]
type At = { params: { path: { id: string } } }
const send: Readonly<Record<Exclude<Move, 'decline'>, (at: At) => Promise<unknown>>> = {
  confirm: (at) => ask(api.POST('/api/training-needs/{id}/confirm', { ...at, body: {} })),
  plan: (at) => ask(api.POST('/api/training-needs/{id}/plan', { ...at, body: {} })),
  deliver: (at) => ask(api.POST('/api/training-needs/{id}/deliver', { ...at, body: {} })),
  evaluate: (at) => ask(api.POST('/api/training-needs/{id}/evaluate', { ...at, body: {} })),
  close: (at) => ask(api.POST('/api/training-needs/{id}/close', { ...at, body: {} })),
}

/** The classes that were planned for it. */
function PlannedClasses({ need }: { need: ShownNeed }) {
  const t = useTrainingT()
  const format = useFormat()
  if (need.classes.length === 0) return null
  return (
    <>
      <h2 className={styles.heading}>{t('training.needs.classes')}</h2>
      <ul className={styles.chosen}>
        {need.classes.map((each) => (
          <li key={each.id}>
            <AppLink className={styles.link} href={`${classesPath}/${each.id}`}>
              {`#${each.number} · ${format.dateTime(each.starts_at)}`}
            </AppLink>
            <StatusBadge tone={classTones[each.state]} label={t(`training.classes.state.${each.state}`)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Moves({ need }: { need: ShownNeed }) {
  const t = useTrainingT()
  const [isDeclining, setDeclining] = useState(false)
  const [isPlanning, setPlanning] = useState(false)
  if (need.moves.length === 0) return null
  return (
    <div className={`${styles.row} ${styles.more}`}>
      {need.may_plan_class && (
        <Button onClick={() => setPlanning(true)}>{t('training.needs.planClass')}</Button>
      )}
      {need.moves.map((move, place) =>
        move === 'decline' ? (
          <Button key={move} variant="default" onClick={() => setDeclining(true)}>
            {t('training.needMove.decline')}
          </Button>
        ) : (
          <MoveButton key={move} id={need.id} move={move} isFirst={place === 0 && !need.may_plan_class} />
        ),
      )}
      {isPlanning && <PlanForNeedDialog id={need.id} onClose={() => setPlanning(false)} />}
      {isDeclining && <Decline id={need.id} onClose={() => setDeclining(false)} />}
    </div>
  )
}

function MoveButton({ id, move, isFirst }: { id: string; move: keyof typeof send; isFirst: boolean }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const { isBusy, problem, submit } = useSubmit(async () => {
    await send[move]({ params: { path: { id } } })
    await queries.invalidateQueries({ queryKey: needsKey })
  })
  return (
    <>
      <Button variant={isFirst ? 'filled' : 'default'} loading={isBusy} onClick={() => void submit()}>
        {t(`training.needMove.${move}`)}
      </Button>
      <Failure problem={problem} />
    </>
  )
}

function Decline({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const decline = async () => {
    await ask(
      api.POST('/api/training-needs/{id}/decline', {
        params: { path: { id } },
        body: { reason: reason.trim() },
      }),
    )
    await queries.invalidateQueries({ queryKey: needsKey })
  }
  return (
    <FormDialog
      title={t('training.needs.decline')}
      submitLabel={t('training.needMove.decline')}
      isReady={reason.trim() !== ''}
      onSubmit={decline}
      onClose={onClose}
    >
      {(errors) => (
        <TextAreaField
          data-autofocus
          label={t('training.needs.why')}
          value={reason}
          maxLength={2000}
          {...(errors.has('reason') ? { error: errors.get('reason') as string } : {})}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
