/** What the list of needs and one need show alike. */
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import type { Need, ShownTicket } from './data.ts'
import { Table } from './parts.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

const tones: Readonly<Record<Need['state'], Tone>> = {
  proposed: 'accent',
  confirmed: 'info',
  planned: 'info',
  delivered: 'info',
  evaluated: 'info',
  closed: 'success',
  rejected: 'neutral',
}

export function NeedState({ state }: { state: Need['state'] }) {
  const t = useTrainingT()
  return <StatusBadge tone={tones[state]} label={t(`training.needState.${state}`)} />
}

/** How much is asked: who asked, and the rate with its interval; of a few people, that it is not told. */
export function NeedNumbers({ need }: { need: Need }) {
  const t = useTrainingT()
  const format = useFormat()
  if (need.survey !== null)
    return (
      <>
        {t('training.needs.surveyCount', {
          count: need.people ?? 0,
          asked: format.number(need.users ?? 0),
          below: format.number(need.survey.below),
        })}
        <div className={styles.small}>{t('training.needs.fromSurvey')}</div>
      </>
    )
  if (need.tickets === null) return <p className={styles.small}>{t('training.needs.few')}</p>
  const ofTen = (rate: number) => format.number(rate * 10, { maximumFractionDigits: 1 })
  return (
    <>
      {t('training.needs.count', {
        count: need.tickets,
        people: format.number(need.people ?? 0),
        users: format.number(need.users ?? 0),
      })}
      {need.rate && (
        <div className={styles.small}>
          {t('training.needs.rate', {
            rate: ofTen(need.rate.rate),
            low: ofTen(need.rate.low),
            high: ofTen(need.rate.high),
            days: format.number(need.days),
          })}
        </div>
      )}
    </>
  )
}

/** Tickets as links, the newest first. */
export function Tickets({ label, rows }: { label: string; rows: readonly ShownTicket[] }) {
  const t = useTrainingT()
  const format = useFormat()
  return (
    <Table label={label} heads={[t('training.needs.ticket'), t('training.needs.filed')]}>
      {rows.map(({ id, number, title, created_at }) => (
        <tr key={id}>
          <th scope="row">
            <AppLink className={styles.link} href={`/desk/tickets/${id}`}>
              {`#${number} ${title}`}
            </AppLink>
          </th>
          <td>{format.date(created_at)}</td>
        </tr>
      ))}
    </Table>
  )
}
