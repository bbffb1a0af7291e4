import { useQuery } from '@tanstack/react-query'
import styles from './approvals.module.css'
import { ofTicketQuery } from './data.ts'
import { useApprovalsT } from './useApprovalsT.ts'

const names_max = 2

/** On a request in the portal: for whose approval it waits, or who approved it. */
export function RequestPart({ id = '' }: { id?: string }) {
  const t = useApprovalsT()
  const { data } = useQuery(ofTicketQuery(id))
  const round = data?.rounds.at(-1)
  if (round?.state !== 'waiting' && round?.state !== 'approved') return null
  const asking = round.asked.find(({ state }) => state === 'asked')
  const states = round.state === 'waiting' ? ['open', 'asked'] : ['approved']
  const names = round.asked.filter(({ state }) => states.includes(state)).map(({ approver }) => approver.name)
  const shown = names.slice(0, names_max).join(', ')
  const count = names.length - names_max
  return (
    <section className={styles.notice} aria-label={t('approvals.request.label')}>
      {round.state === 'approved'
        ? t('approvals.request.approved', { names: names.join(', ') })
        : count > 0
          ? t('approvals.request.waitsMore', { names: shown, count })
          : t('approvals.request.waits', { names: shown })}
      {asking && (
        <>
          <br />
          <strong>{t('approvals.request.asked', { name: asking.approver.name })}</strong>
        </>
      )}
    </section>
  )
}
