import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import styles from './approvals.module.css'
import { listQuery, usePlace } from './data.ts'
import { RowList } from './RowList.tsx'
import { useApprovalsT } from './useApprovalsT.ts'

const rows_max = 5

/** On the first page of the portal and of the desk: what waits for one’s approval; nothing while nothing does. */
export function WaitingBlock() {
  return <Waiting className={styles.section} />
}

function Waiting({ className }: { className: string | undefined }) {
  const t = useApprovalsT()
  const { base } = usePlace()
  const { data } = useQuery(listQuery('waiting'))
  if (!data || data.rows.length === 0) return null
  return (
    <section className={className} aria-labelledby="to-approve">
      <div className={styles.head}>
        <h2 id="to-approve">{t('approvals.home.title')}</h2>
        <AppLink href={base}>{t('approvals.home.all')}</AppLink>
      </div>
      <RowList rows={data.rows.slice(0, rows_max)} label={t('approvals.home.title')} />
    </section>
  )
}

export function TodayBlock() {
  return <Waiting className={styles.today} />
}
