import {
  IconCircleCheck,
  IconCircleX,
  IconClockPause,
  IconMessageQuestion,
  IconUserShare,
} from '@tabler/icons-react'
import { Time } from '../../../web/i18n/Time.tsx'
import { type BadgeIcon, StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import styles from './approvals.module.css'
import type { Asked, Round } from './data.ts'
import { useApprovalsT } from './useApprovalsT.ts'

const looks: Record<Asked['state'], { tone: Tone; icon: BadgeIcon }> = {
  open: { tone: 'warning', icon: IconClockPause },
  asked: { tone: 'info', icon: IconMessageQuestion },
  approved: { tone: 'success', icon: IconCircleCheck },
  declined: { tone: 'danger', icon: IconCircleX },
  delegated: { tone: 'neutral', icon: IconUserShare },
  withdrawn: { tone: 'neutral', icon: IconCircleX },
}

export function StateBadge({ state }: { state: Asked['state'] }) {
  const t = useApprovalsT()
  return <StatusBadge label={t(`approvals.state.${state}`)} {...looks[state]} />
}

/** Everybody who was asked in the round, step after step: why, since when, and what became of it. */
export function Story({ round }: { round: Round }) {
  const t = useApprovalsT()
  const reached = round.steps.slice(0, round.step + 1)
  return (
    <ol className={styles.steps}>
      {reached.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a round never change their places.
        <li key={index} className={styles.words}>
          {(round.steps.length > 1 || step.name === '') && (
            <span className={styles.name}>
              {step.name === ''
                ? t('approvals.ticket.byHand')
                : t('approvals.ticket.step', { step: index + 1, name: step.name })}
            </span>
          )}
          {round.asked.filter((each) => each.step === index).length > 1 && (
            <span className={styles.small}>{t(`approvals.needs.${step.needs}`)}</span>
          )}
          <ul className={styles.steps}>
            {round.asked
              .filter((each) => each.step === index)
              .map((each) => (
                <li key={each.id}>
                  <AskedLine asked={each} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

function AskedLine({ asked }: { asked: Asked }) {
  const t = useApprovalsT()
  const by = asked.decided_by && asked.decided_by.id !== asked.approver.id ? asked.decided_by.name : undefined
  return (
    <div className={styles.asked}>
      <span className={styles.words}>
        <span>{asked.approver.name}</span>
        <span className={styles.small}>
          {t(`approvals.because.${asked.because}`)}
          {asked.instead_of && `, ${t(`approvals.insteadOf.${asked.instead_of}`)}`}
          {by && ` · ${t('approvals.byPerson', { name: by })}`}
          {' · '}
          <Time at={asked.decided_at ?? asked.began_at} />
          {asked.reminded_at && asked.decided_at === null && ` · ${t('approvals.reminded')}`}
        </span>
        {asked.escalated_to && asked.decided_at === null && (
          <span className={styles.small}>
            {t('approvals.ticket.escalated', { name: asked.escalated_to.name })}
          </span>
        )}
      </span>
      <StateBadge state={asked.state} />
    </div>
  )
}
