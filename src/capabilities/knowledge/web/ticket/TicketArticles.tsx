import { Button } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { useCommandSource } from '../../../../web/kit/shortcuts/useCommandSource.ts'
import { useShortcut } from '../../../../web/kit/shortcuts/useShortcut.ts'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { ofTicketQuery } from './data.ts'
import styles from './ticket.module.css'
import { Verdict } from './Verdict.tsx'

const KEYS = 'shift+a'

/** On a ticket's page: its articles with what came of them, and the one keystroke that writes the missing one. */
export function TicketArticles({ id }: { id: string; version: number }) {
  const t = useKnowledgeT()
  const router = useRouter()
  const { data } = useQuery(ofTicketQuery(id))
  const isWriter = data?.may_write === true
  const write = useCallback(() => router.history.push(`/desk/knowledge/new?ticket=${id}`), [router, id])
  useShortcut(KEYS, t('knowledge.fromTicket.do'), write, { isEnabled: isWriter })
  const source = useMemo(
    () => ({
      id: 'ticket-article',
      group: t('knowledge.desk.title'),
      order: 6,
      commands: isWriter
        ? [
            {
              id: 'ticket-article:write',
              label: t('knowledge.fromTicket.do'),
              shortcut: KEYS,
              icon: <IconBook2 size={16} />,
              run: write,
            },
          ]
        : [],
    }),
    [isWriter, write, t],
  )
  useCommandSource(source)
  if (!data || (data.rows.length === 0 && !isWriter)) return null
  return (
    <PanelSection title={t('knowledge.fromTicket.panel')}>
      <ul className={styles.list}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <AppLink href={`/desk/knowledge/${row.id}`}>{row.title}</AppLink>
            <Verdict ticketId={id} article={row} />
          </li>
        ))}
      </ul>
      {isWriter && (
        <Button size="compact-sm" variant="default" onClick={write} aria-keyshortcuts="Shift+A">
          {t('knowledge.fromTicket.do')}
        </Button>
      )}
    </PanelSection>
  )
}
