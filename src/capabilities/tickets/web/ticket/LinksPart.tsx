import { LinksPanel } from '../../../../web/records/LinksPanel.tsx'
import { useCapabilities } from '../../../../web/shell/capabilities-context.ts'
import { type TicketsKey, useTicketsT } from '../useTicketsT.ts'
import type { SideProps } from './SidePanel.tsx'

/** The ticket's links in the words of their types. */
export function LinksPart({ ticket, run, onDialog }: SideProps) {
  const t = useTicketsT()
  const pages = useCapabilities().flatMap(({ recordPages = [] }) => recordPages)
  const links = ticket.links.map((link) => ({
    key: `${link.reads_as} ${link.id}`,
    id: link.id,
    type: link.reads_as,
    words: t(`tickets.linkType.${link.reads_as}` as TicketsKey),
    href: pages.find(({ kind }) => kind === link.kind)?.href(link.id) ?? `/desk/tickets/${link.id}`,
    number: link.number,
    title: link.title,
    isDone: link.category === 'done',
  }))
  return (
    <LinksPanel
      links={links}
      {...(ticket.may.includes('tickets.link') ? { onAdd: () => onDialog('link') } : {})}
      {...(ticket.may.includes('tickets.unlink')
        ? {
            onRemove: (link) =>
              void run(
                'unlink',
                { type: link.type as 'relates_to', to_id: link.id },
                {
                  atOnce: (shown) => ({
                    ...shown,
                    links: shown.links.filter((each) => each.id !== link.id || each.reads_as !== link.type),
                  }),
                  said: t('tickets.did.unlink'),
                  undo: { verb: 'link', body: { type: link.type, to_id: link.id } as never },
                },
              ),
          }
        : {})}
    />
  )
}
