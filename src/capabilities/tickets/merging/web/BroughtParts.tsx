import { useQuery } from '@tanstack/react-query'
import { api, ask, background } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { useCapabilities } from '../../../../web/shell/capabilities-context.ts'
import { type TicketsKey, useTicketsT } from '../../web/useTicketsT.ts'
import styles from './merging.module.css'
import { useMergingT } from './useMergingT.ts'

/** What the merged tickets are linked with, and what has to be done on them: told here, changed there. */
export function BroughtParts({ id }: { id: string }) {
  const t = useMergingT()
  const words = useTicketsT()
  const pages = useCapabilities().flatMap(({ recordPages = [] }) => recordPages)
  const { data } = useQuery({
    queryKey: ['record', id, 'merged-parts'],
    queryFn: () =>
      ask(api.GET('/api/tickets/{id}/merged-parts', { ...background, params: { path: { id } } })),
    retry: false,
  })
  return data?.rows.map((row) => (
    <div key={row.id}>
      <p className={styles.dim}>{t('merging.list.of', { number: row.number })}</p>
      <ul className={styles.list} aria-label={t('merging.list.of', { number: row.number })}>
        {row.links.map((link) => (
          <li key={`${link.reads_as} ${link.id}`}>
            <span>
              <span className={styles.dim}>{words(`tickets.linkType.${link.reads_as}` as TicketsKey)}</span>{' '}
              <AppLink
                href={
                  pages.find(({ kind }) => kind === link.kind)?.href(link.id) ?? `/desk/tickets/${link.id}`
                }
              >
                <span className="wl-figures">#{link.number}</span> <Shown text={link.title} />
              </AppLink>
            </span>
          </li>
        ))}
        {row.checklists.map((list) => {
          const done = list.items.filter(({ done_at }) => done_at !== null).length
          const open = list.items.filter(({ done_at }) => done_at === null).map(({ title }) => title)
          return (
            <li key={list.id}>
              <span>
                <AppLink href={`/desk/tickets/${row.id}`}>
                  {list.title || t('merging.list.fulfilment')}
                </AppLink>{' '}
                <span className={styles.dim}>
                  {t('merging.list.done', { done, total: list.items.length })}
                  {open.length > 0 && ` ${open.join(', ')}`}
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  ))
}
