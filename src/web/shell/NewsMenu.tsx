import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, background } from '../api/client.ts'
import { Time } from '../i18n/Time.tsx'
import { AppLink } from '../kit/AppLink.tsx'
import { useShortcut } from '../kit/shortcuts/useShortcut.ts'
import { Shown } from '../records/masks/Shown.tsx'
import { useCapabilities } from './capabilities-context.ts'
import styles from './NewsMenu.module.css'
import { useShellT } from './useShellT.ts'

const countQuery = {
  queryKey: ['notifications', 'count'],
  queryFn: () => ask(api.GET('/api/notifications/count', background)),
}
const listQuery = {
  queryKey: ['notifications', 'list'],
  queryFn: () => ask(api.GET('/api/notifications', { ...background, params: { query: { limit: 30 } } })),
}
type News = Awaited<ReturnType<typeof listQuery.queryFn>>['rows'][number]

/** What happened for the reader: who mentioned, assigned, answered; each line leads to its record. */
export function NewsMenu() {
  const t = useShellT()
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery(countQuery)
  const unread = data?.unread ?? 0
  useShortcut('g n', t('shell.news.title'), () => setOpen(true))
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={380}
      trapFocus
      returnFocus
      closeOnEscape={false}
      withinPortal
    >
      <Popover.Target>
        <ActionIcon
          className={styles.bell}
          variant="subtle"
          color="gray"
          size={36}
          aria-label={unread > 0 ? t('shell.news.unread', { count: unread }) : t('shell.news.title')}
          onClick={() => setOpen(!isOpen)}
        >
          <IconBell size={20} stroke={1.6} aria-hidden />
          {unread > 0 && (
            <span className={styles.count} aria-hidden>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown
        className={styles.list}
        aria-label={t('shell.news.title')}
        onKeyDownCapture={(event) => {
          if (event.key !== 'Escape') return
          // It closes the list, and not the page's pane behind it too.
          event.preventDefault()
          setOpen(false)
        }}
      >
        <NewsList onDone={() => setOpen(false)} unread={unread} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** In the portal: how much is new, and the way to it. */
export function NewsLink() {
  const t = useShellT()
  const { data } = useQuery(countQuery)
  const unread = data?.unread ?? 0
  return (
    <AppLink
      href="/notices"
      className={styles.portalBell}
      aria-label={unread > 0 ? t('shell.news.unread', { count: unread }) : t('shell.news.title')}
    >
      <IconBell size={22} stroke={1.6} aria-hidden />
      {unread > 0 && (
        <span className={styles.count} aria-hidden>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </AppLink>
  )
}

function NewsList({ unread, onDone }: { unread: number; onDone: () => void }) {
  const t = useShellT()
  const queries = useQueryClient()
  const { data, isError } = useQuery(listQuery)
  const markRead = async (ids?: string[]) => {
    await api.POST('/api/notifications/read', { body: ids ? { ids } : {} })
    await queries.invalidateQueries({ queryKey: ['notifications'] })
  }
  return (
    <>
      <div className={styles.head}>
        <h2>{t('shell.news.title')}</h2>
        <Button variant="subtle" size="compact-sm" disabled={unread === 0} onClick={() => markRead()}>
          {t('shell.news.readAll')}
        </Button>
      </div>
      <AppLink href="/desk/notices" className={styles.all} onClick={onDone}>
        {t('shell.news.all')}
      </AppLink>
      {isError && <p role="alert">{t('shell.news.failed')}</p>}
      {data?.rows.length === 0 && <p className={styles.none}>{t('shell.news.none')}</p>}
      <ul>
        {data?.rows.map((news) => (
          <li key={news.id} data-unread={news.read_at === null}>
            <Line
              news={news}
              onOpen={() => {
                onDone()
                if (news.read_at === null) void markRead([news.id])
              }}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

function Line({ news, onOpen }: { news: News; onOpen: () => void }) {
  const t = useShellT()
  const capabilities = useCapabilities()
  const { record } = news
  const href =
    capabilities.flatMap(({ newsPages = [] }) => newsPages).find(({ reason }) => reason === news.reason)
      ?.href ??
    (record &&
      capabilities
        .flatMap(({ recordPages = [] }) => recordPages)
        .find(({ kind }) => kind === record.kind)
        ?.href(record.id))
  const who = news.by?.name ?? t('shell.product')
  const said = t(`shell.news.reason.${news.reason}`, { who })
  const title = record ? `#${record.number} ${record.title}` : href ? said : ''
  return (
    <>
      {href ? (
        <AppLink href={href} onClick={onOpen}>
          <Shown text={title} />
        </AppLink>
      ) : (
        <strong>{title}</strong>
      )}
      <span className={styles.told}>
        {title === said ? '' : `${said} · `}
        <Time at={news.created_at} />
      </span>
    </>
  )
}
