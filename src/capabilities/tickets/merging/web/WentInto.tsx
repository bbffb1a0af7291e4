import { Button } from '@mantine/core'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import type { Ticket } from '../../web/data/ticket.ts'
import { StateBadge } from '../../web/look.tsx'
import styles from './merging.module.css'
import { useMergingT } from './useMergingT.ts'
import { useUnmerge } from './useUnmerge.ts'

type Into = NonNullable<Ticket['merged_into']>

/** Where the work goes on, with the way there and the way back. */
export function WentInto({ ticket, into }: { ticket: Ticket; into: Into }) {
  const t = useMergingT()
  const unmerge = useUnmerge()
  return (
    <div className={styles.notice}>
      <p>
        {into.id ? (
          <AppLink href={`/desk/tickets/${into.id}`}>
            {t('merging.into.link', { number: into.number ?? 0, title: into.title ?? '' })}
          </AppLink>
        ) : (
          t('merging.into.hidden')
        )}
      </p>
      <StateBadge state={into.state} />
      {ticket.may.includes('tickets.unmerge') && (
        <Button size="compact-sm" variant="default" onClick={() => void unmerge(ticket)}>
          {t('merging.unmerge.button')}
        </Button>
      )}
    </div>
  )
}
