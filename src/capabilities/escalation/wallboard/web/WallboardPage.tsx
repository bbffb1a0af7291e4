import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { useFormat, useNow } from '../../../../web/i18n/useFormat.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { useTitle } from '../../../../web/kit/useTitle.ts'
import { isLive, onRecordNews } from '../../../../web/shell/live.ts'
import { meQuery } from '../../../../web/shell/session.ts'
import { useLiveNews } from '../../../../web/shell/useSignedIn.ts'
import { Lines } from './Lines.tsx'
import { OnCallNow } from './OnCallNow.tsx'
import { useWallboardT } from './useWallboardT.ts'
import styles from './wallboard.module.css'

export type Board = paths['/api/wallboard']['get']['responses'][200]['content']['application/json']

const news_ms = 5_000
const poll_ms = 30_000
const look_ms = 1_000
const figures = ['open', 'unassigned', 'overdue', 'due_soon', 'came_in', 'went_out'] as const
const columns = ['open', 'unassigned', 'overdue'] as const

/** The desk at a glance, for a screen that nobody touches: it follows the news, and asks by itself where none come. */
export function Page() {
  const t = useWallboardT()
  useTitle(t('wallboard.title'))
  useDark()
  // Its questions keep the session of this screen alive, since nobody is there to touch it.
  const { data: board, error } = useQuery({
    queryKey: ['wallboard'],
    queryFn: () => ask(api.GET('/api/wallboard')),
    refetchInterval: poll_ms,
    refetchIntervalInBackground: true,
    retry: false,
  })
  useQuery({ ...meQuery, enabled: board !== undefined })
  if (!board) return <main className={styles.wall}>{error && <ErrorState problem={error} />}</main>
  return <Wall board={board} isAway={error !== null} />
}

function Wall({ board, isAway }: { board: Board; isAway: boolean }) {
  const t = useWallboardT()
  const format = useFormat()
  const now = useNow()
  useLiveNews()
  useFresh()
  const isConnected = useConnection() && !isAway
  return (
    <main className={styles.wall}>
      <header className={styles.head}>
        <h1>{board.organization}</h1>
        <p role="status" className={styles.status} data-away={!isConnected}>
          {isConnected ? t('wallboard.live') : t('wallboard.away', { at: format.time(board.at) })}
        </p>
        <time className={styles.clock} dateTime={new Date(now).toISOString()}>
          {format.time(now)}
        </time>
      </header>
      <dl className={styles.figures} aria-label={t('wallboard.figures')}>
        {figures.map((name) => (
          <div key={name} data-look={name === 'overdue' && board.overdue > 0 ? 'late' : 'calm'}>
            <dt>{t(`wallboard.${name}`)}</dt>
            <dd>{format.number(board[name])}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.parts}>
        <Lines title={t('wallboard.overdue_longest')} lines={board.overdue_longest} tells="late" />
        <Lines title={t('wallboard.due_next')} lines={board.due_next} tells="left" />
        <Lines title={t('wallboard.unassigned_longest')} lines={board.unassigned_longest} tells="since" />
        <Counts
          title={t('wallboard.byPriority')}
          of={t('wallboard.priority')}
          rows={board.priorities.map((row) => ({
            ...row,
            name: t(`wallboard.p${(row.priority as 1 | 2 | 3 | 4 | null) ?? 'none'}`),
          }))}
        />
        <Counts
          title={t('wallboard.byTeam')}
          of={t('wallboard.team')}
          rows={board.teams.map((row) => ({ ...row, name: row.team ?? t('wallboard.noTeam') }))}
        />
        <OnCallNow />
      </div>
    </main>
  )
}

type Counted = { name: string } & Record<(typeof columns)[number], number>

function Counts({ title, of, rows }: { title: string; of: string; rows: readonly Counted[] }) {
  const t = useWallboardT()
  const format = useFormat()
  return (
    <section className={styles.card} aria-label={title}>
      <h2>{title}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`wallboard.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {columns.map((column) => (
                <td key={column} data-look={column === 'overdue' && row.overdue > 0 ? 'late' : 'calm'}>
                  {format.number(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Dark, as a screen in a room should be, unless its address says otherwise. */
function useDark(): void {
  const { look } = useSearch({ strict: false }) as { look?: unknown }
  useLayoutEffect(() => {
    if (look === 'light') return
    const root = document.documentElement
    const name = 'data-mantine-color-scheme'
    const before = root.getAttribute(name)
    const darken = () => root.getAttribute(name) !== 'dark' && root.setAttribute(name, 'dark')
    darken()
    // The theme sets what the reader prefers after the page is drawn.
    const watch = new MutationObserver(darken)
    watch.observe(root, { attributeFilter: [name] })
    return () => {
      watch.disconnect()
      if (before !== null) root.setAttribute(name, before)
    }
  }, [look])
}

/** Asks again soon after something changed; a storm of news is one question. */
function useFresh(): void {
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onRecordNews(({ kind }) => {
      if (kind !== 'ticket') return
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries({ queryKey: ['wallboard'] })
      }, news_ms)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [queries])
}

/** Whether news arrive. */
function useConnection(): boolean {
  const [isOpen, setOpen] = useState(true)
  useEffect(() => {
    const timer = setInterval(() => setOpen(isLive()), look_ms)
    return () => clearInterval(timer)
  }, [])
  return isOpen
}
