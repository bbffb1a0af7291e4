import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { useMay } from '../../../web/shell/session.ts'
import styles from './desk/desk.module.css'
import { useKnowledgeT } from './useKnowledgeT.ts'

/** On the desk's first page: what waits for who keeps articles right; nothing when nothing does. */
export function KnowledgeToday() {
  const t = useKnowledgeT()
  const isWriter = useMay()('knowledge.write')
  const { data } = useQuery({
    queryKey: ['articles', 'work'],
    queryFn: () => ask(api.GET('/api/articles/work')),
    enabled: isWriter,
  })
  if (!data || data.flags.length + data.reviews.length + data.waiting.length === 0) return null
  return (
    <section className={styles.today} aria-labelledby="knowledge-today">
      <h2 id="knowledge-today">{t('knowledge.today.title')}</h2>
      <Lines
        title={t('knowledge.today.flags')}
        rows={data.flags.map((row) => ({
          ...row,
          key: row.flag_id,
          said: t(`knowledge.flagReason.${row.reason}`),
        }))}
      />
      <Lines
        title={t('knowledge.today.waiting')}
        rows={data.waiting.map((row) => ({ ...row, key: row.id }))}
      />
      <Lines
        title={t('knowledge.today.reviews')}
        rows={data.reviews.map((row) => ({ ...row, key: row.id }))}
      />
    </section>
  )
}

type Line = { key: string; id: string; number: number; title: string; at: string; said?: string }

function Lines({ title, rows }: { title: string; rows: readonly Line[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.key}>
            <AppLink href={`/desk/knowledge/${row.id}`}>{row.title}</AppLink>{' '}
            <span className={styles.quiet}>
              {row.said && `${row.said} · `}
              <Time at={row.at} as="date" />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
