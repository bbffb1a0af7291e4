/** On a ticket: verifies its requester, and says how that ended. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { useMay, useMe } from '../../../web/shell/session.ts'
import { verifyCaller } from '../../../web/shell/verification.ts'
import styles from './callers.module.css'
import { listQuery } from './data.ts'
import { useCallersT } from './useCallersT.ts'

export function TicketPart({ id }: { id: string; version: number }) {
  const may = useMay()
  const me = useMe()
  const { data: ticket } = useQuery({
    queryKey: ['record', id],
    queryFn: () => ask(api.GET('/api/tickets/{id}', { params: { path: { id } } })),
  })
  const person = ticket?.requester
  if (!may('callers.verify') || !person || person.id === me.person_id) return null
  return <Requester ticketId={id} personId={person.id} />
}

function Requester({ ticketId, personId }: { ticketId: string; personId: string }) {
  const t = useCallersT()
  const { data } = useQuery(listQuery({ person_id: personId }))
  const here = data?.rows.filter((line) => line.ticket_id === ticketId) ?? []
  return (
    <PanelSection title={t('callers.ticket.title')}>
      {here.length > 0 && (
        <ul className={styles.list}>
          {here.map((line) => (
            <li key={line.id}>
              {t(`callers.act.${line.act}`)}: {t(`callers.state.${line.state}`)} ·{' '}
              <Time at={line.started_at} />
            </li>
          ))}
        </ul>
      )}
      <Button
        variant="default"
        size="compact-md"
        onClick={() => void verifyCaller({ person_id: personId, ticket_id: ticketId })}
      >
        {t('callers.ticket.verify')}
      </Button>
    </PanelSection>
  )
}
