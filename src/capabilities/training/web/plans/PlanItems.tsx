import { Button } from '@mantine/core'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { useDay } from '../parts.tsx'
import { myClassesPath, playerPath, quizPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import type { Plan, PlanItem } from './data.ts'
import { sentOf, useSend } from './send.ts'

/** What stands in the plan, in its order. */
export function PlanItems({ plan }: { plan: Plan }) {
  const t = useTrainingT()
  if (plan.plan.length === 0)
    return <EmptyState title={t('training.plans.nothing')}>{t('training.plans.nothingBody')}</EmptyState>
  return (
    <ol className={styles.lines} aria-label={t('training.plans.items')}>
      {plan.plan.map((item, at) => (
        <Item key={item.id} plan={plan} item={item} at={at} />
      ))}
    </ol>
  )
}

function Item({ plan, item, at }: { plan: Plan; item: PlanItem; at: number }) {
  const t = useTrainingT()
  const day = useDay()
  const format = useFormat()
  const href = wayOf(item)
  return (
    <li>
      <div className={styles.row}>
        {href === null ? (
          <span>{item.title}</span>
        ) : (
          <AppLink className={styles.link} href={href}>
            {item.title}
          </AppLink>
        )}
        <StatusBadge
          tone={item.done_at !== null ? 'success' : item.is_late ? 'danger' : 'neutral'}
          label={t(item.done_at !== null ? 'training.plans.isDone' : 'training.plans.isOpen')}
        />
      </div>
      <p className={styles.small}>
        {[
          t(`training.planItem.${item.kind}`),
          item.level_name,
          item.starts_at === null ? null : format.dateTime(item.starts_at),
          t(`training.planOrigin.${item.origin}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className={item.done_at === null && item.is_late ? styles.late : styles.small}>
        {item.done_at === null
          ? t(item.is_late ? 'training.when.overdue' : 'training.when.due', { day: day(item.due_on) })
          : t('training.plans.doneOn', { day: format.date(item.done_at) })}
      </p>
      <ItemButtons plan={plan} item={item} at={at} />
    </li>
  )
}

function wayOf({ kind, target }: PlanItem): string | null {
  if (kind === 'package') return `${playerPath}/${target}`
  if (kind === 'quiz') return `${quizPath}/${target}`
  return kind === 'class' || kind === 'course' ? myClassesPath : null
}

function ItemButtons({ plan, item, at }: { plan: Plan; item: PlanItem; at: number }) {
  const t = useTrainingT()
  const send = useSend(plan)
  const { isBusy, problem, submit } = useSubmit(() => send.confirm(item.id))
  const change = useSubmit(() => send.edit(plan.plan.filter(({ id }) => id !== item.id).map(sentOf)))
  const raise = useSubmit(() => {
    const items = plan.plan.map(sentOf)
    return send.edit([
      ...items.slice(0, at - 1),
      ...items.slice(at, at + 1),
      ...items.slice(at - 1, at),
      ...items.slice(at + 1),
    ])
  })
  const name = item.title
  return (
    <div className={styles.row}>
      {plan.steps.includes('confirm') && item.kind === 'words' && item.done_at === null && (
        <Button
          variant="default"
          loading={isBusy}
          aria-label={t('training.plans.confirmOf', { name })}
          onClick={() => void submit()}
        >
          {t('training.plans.confirm')}
        </Button>
      )}
      {plan.steps.includes('edit') && at > 0 && (
        <Button
          variant="subtle"
          loading={raise.isBusy}
          aria-label={t('training.plans.upOf', { name })}
          onClick={() => void raise.submit()}
        >
          {t('training.plans.up')}
        </Button>
      )}
      {plan.steps.includes('edit') && (plan.state === 'draft' || plan.plan.length > 1) && (
        <Button
          variant="subtle"
          loading={change.isBusy}
          aria-label={t('training.classes.removeTrainer', { name })}
          onClick={() => void change.submit()}
        >
          {t('training.classes.remove')}
        </Button>
      )}
      <Failure problem={problem ?? change.problem ?? raise.problem} />
    </div>
  )
}
