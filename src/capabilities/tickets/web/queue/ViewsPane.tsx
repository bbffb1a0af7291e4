import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ask, background } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useMay } from '../../../../web/shell/session.ts'
import { builtInViews, type QueueSearch, queueHref, viewOf } from '../data/queue.ts'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './Queue.module.css'

export const countsQuery = {
  queryKey: ['counts', 'tickets'],
  queryFn: () => ask(api.GET('/api/tickets/counts', background)) as Promise<Record<string, number>>,
}
export const savedViewsQuery = {
  queryKey: ['counts', 'ticket-views'],
  queryFn: async () => (await ask(api.GET('/api/tickets/views', background))).rows,
  retry: false,
}
type SavedView = Awaited<ReturnType<typeof savedViewsQuery.queryFn>>[number]

/** The address of a saved view: its filter, its order and its columns, and which view it is. */
export function savedHref(view: SavedView): string {
  return queueHref({
    ...(view.filter as Partial<QueueSearch>),
    ...(view.sort ? { sort: view.sort as NonNullable<QueueSearch['sort']> } : {}),
    ...(view.is_reversed ? { reverse: true } : {}),
    ...(view.columns.length > 0 ? { columns: view.columns.join(',') } : {}),
    saved: view.id,
  })
}

/** The views with their exact counts: the built-in ones, one's own, those that others share. */
export function ViewsPane({ search }: { search: QueueSearch }) {
  const t = useTicketsT()
  const format = useFormat()
  const { data: counts } = useQuery(countsQuery)
  const { data: saved = [] } = useQuery(savedViewsQuery)
  const own = saved.filter((view) => view.is_mine)
  const shared = saved.filter((view) => !view.is_mine)
  return (
    <nav aria-label={t('tickets.queue.views')} className={styles.views}>
      <ul>
        {builtInViews.map((view) => (
          <li key={view}>
            <AppLink
              href={queueHref({ view })}
              className={styles.view}
              title={t(`tickets.queue.hint.${view}`)}
              aria-current={!search.saved && search.view === view ? 'page' : undefined}
              data-alarm={view === 'overdue' && (counts?.[view] ?? 0) > 0}
            >
              <span>{t(`tickets.queue.view.${view}`)}</span>
              {counts?.[view] !== undefined && (
                <span className={styles.viewCount}>{format.number(counts[view])}</span>
              )}
            </AppLink>
          </li>
        ))}
      </ul>
      {own.length > 0 && <SavedViews title={t('tickets.queue.saved')} views={own} search={search} />}
      {shared.length > 0 && <SavedViews title={t('tickets.queue.shared')} views={shared} search={search} />}
    </nav>
  )
}

function SavedViews({
  title,
  views,
  search,
}: {
  title: string
  views: readonly SavedView[]
  search: QueueSearch
}) {
  const t = useTicketsT()
  const format = useFormat()
  return (
    <>
      <h2 className={styles.viewsHeading}>{title}</h2>
      <ul>
        {views.map((view) => (
          <li key={view.id} className={styles.savedView}>
            <AppLink
              href={savedHref(view)}
              className={styles.view}
              title={view.is_mine ? undefined : t('tickets.queue.sharedBy', { name: view.owner })}
              aria-current={search.saved === view.id ? 'page' : undefined}
            >
              <span>{view.name}</span>
              {view.count !== null && <span className={styles.viewCount}>{format.number(view.count)}</span>}
            </AppLink>
            <ViewMenu view={view} search={search} />
          </li>
        ))}
      </ul>
    </>
  )
}

function ViewMenu({ view, search }: { view: SavedView; search: QueueSearch }) {
  const t = useTicketsT()
  const may = useMay()
  const queries = useQueryClient()
  const renew = () => queries.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
  const share = async () => {
    await ask(
      api.POST('/api/tickets/views/{id}/share', {
        params: { path: { id: view.id } },
        body: { is_shared: !view.is_shared },
      }),
    )
    await renew()
  }
  const update = async () => {
    await ask(
      api.PATCH('/api/tickets/views/{id}', { params: { path: { id: view.id } }, body: viewOf(search) }),
    )
    await renew()
    toast.show(t('tickets.queue.viewSaved'), 'success')
  }
  const remove = async () => {
    await ask(api.DELETE('/api/tickets/views/{id}', { params: { path: { id: view.id } }, body: {} }))
    await renew()
    toast.undo(t('tickets.queue.viewRemoved'), () => void restore())
  }
  const restore = async () => {
    const { name, filter, is_reversed, columns } = view
    await ask(
      api.POST('/api/tickets/views', {
        body: {
          name,
          filter: filter as never,
          is_reversed,
          columns,
          ...(view.sort ? { sort: view.sort as never } : {}),
        },
      }),
    )
    await renew()
  }
  const mayShare = may('views.share')
  if (!mayShare && !view.is_mine) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          size="sm"
          className={styles.viewMenu}
          aria-label={t('tickets.queue.viewMenu', { name: view.name })}
        >
          <IconDots size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {view.is_mine && search.saved === view.id && (
          <Menu.Item onClick={() => void update()}>{t('tickets.queue.updateView')}</Menu.Item>
        )}
        {mayShare && (
          <Menu.Item onClick={() => void share()}>
            {t(view.is_shared ? 'tickets.queue.unshare' : 'tickets.queue.share')}
          </Menu.Item>
        )}
        {view.is_mine && <Menu.Item onClick={() => void remove()}>{t('tickets.queue.removeView')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
