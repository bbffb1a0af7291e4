import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { findRecords } from '../dialogs/LinkDialog.tsx'
import styles from '../NewTicketPage.module.css'
import { useTicketsT } from '../useTicketsT.ts'

const SIMILAR_MS = 350

/** Open tickets and answers that look like what is being typed, so that nothing is filed twice. */
export function Similar({ title, hasTickets = true }: { title: string; hasTickets?: boolean }) {
  const t = useTicketsT()
  const [words] = useDebouncedValue(title.trim(), SIMILAR_MS)
  const { data } = useQuery({
    queryKey: ['similar', words, hasTickets],
    enabled: words.length >= 8,
    placeholderData: (before) => before,
    retry: false,
    queryFn: async () => {
      const [tickets, answers] = await Promise.all([
        hasTickets ? findRecords(words, 'ticket').catch(() => []) : [],
        ask(api.GET('/api/search/suggest', { params: { query: { text: words } } })).catch(() => ({
          rows: [],
        })),
      ])
      return { tickets: tickets.slice(0, 4), answers: answers.rows.slice(0, 3) }
    },
  })
  if (words.length < 8 || !data || data.tickets.length + data.answers.length === 0) return null
  return (
    <div className={styles.similar} role="status">
      {data.tickets.length > 0 && (
        <>
          <p className={styles.similarTitle}>{t('tickets.new.similar')}</p>
          <ul>
            {data.tickets.map((ticket) => (
              <li key={ticket.id}>
                <AppLink href={`/desk/tickets/${ticket.id}`} target="_blank">
                  {ticket.name}
                </AppLink>
              </li>
            ))}
          </ul>
        </>
      )}
      {data.answers.length > 0 && (
        <>
          <p className={styles.similarTitle}>{t('tickets.new.answers')}</p>
          <ul>
            {data.answers.map((answer) => (
              <li key={answer.id}>
                <AppLink href={`/desk/knowledge/${answer.id}`} target="_blank">
                  {answer.title}
                </AppLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
