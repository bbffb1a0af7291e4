import { Button, Menu } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField, SelectField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useCapabilities } from '../../../web/shell/capabilities-context.ts'
import { useShellT } from '../../../web/shell/useShellT.ts'
import { type Filter, type KindName, type Notice, noticesQuery, refresh } from './data.ts'
import { kindNames } from './kind-names.ts'
import styles from './notices.module.css'
import { useBase } from './useBase.ts'
import { useNoticesT } from './useNoticesT.ts'

/** Everything that the reader was told, why she was, and what she wants to hear no more of. */
export function Page() {
  const t = useNoticesT()
  const base = useBase()
  const queries = useQueryClient()
  const { kind, unread } = useSearch({ strict: false }) as { kind?: KindName; unread?: string | number }
  const filter: Filter = { ...(kind ? { kind } : {}), ...(unread ? { is_unread: true } : {}) }
  const found = useInfiniteQuery(noticesQuery(filter))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const readAll = async () => {
    await api.POST('/api/notifications/read', { body: {} })
    await refresh(queries)
  }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('notices.title')}
        note={t('notices.note')}
        actions={
          <>
            <Button variant="default" onClick={() => void readAll()}>
              {t('notices.readAll')}
            </Button>
            <AppLink href={`${base}/settings`} className={styles.link}>
              {t('notices.settings.link')}
            </AppLink>
          </>
        }
      />
      <Filters filter={filter} />
      {found.error ? (
        <ErrorState problem={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState title={t('notices.none')}>{t('notices.noneBody')}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {rows.map((notice) => (
            <Line key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('notices.more')}
        </Button>
      )}
    </div>
  )
}

function Filters({ filter }: { filter: Filter }) {
  const t = useNoticesT()
  const base = useBase()
  const router = useRouter()
  const show = ({ kind, is_unread }: Filter) => {
    const query = new URLSearchParams({ ...(kind ? { kind } : {}), ...(is_unread ? { unread: '1' } : {}) })
    router.history.push(query.size > 0 ? `${base}?${query}` : base)
  }
  return (
    <div className={styles.filters}>
      <SelectField
        label={t('notices.kind')}
        value={filter.kind ?? ''}
        data={[
          { value: '', label: t('notices.allKinds') },
          ...kindNames.map((kind) => ({ value: kind, label: t(`notices.kinds.${kind}.name`) })),
        ]}
        onChange={(event) => {
          const { kind: _kind, ...rest } = filter
          const kind = kindNames.find((each) => each === event.currentTarget.value)
          show(kind ? { ...rest, kind } : rest)
        }}
      />
      <CheckboxField
        label={t('notices.onlyUnread')}
        checked={filter.is_unread ?? false}
        onChange={(event) => show({ ...filter, is_unread: event.currentTarget.checked })}
      />
    </div>
  )
}

function Line({ notice }: { notice: Notice }) {
  const t = useNoticesT()
  const shell = useShellT()
  const queries = useQueryClient()
  const href = useHref(notice)
  const { record, id } = notice
  const isUnread = notice.read_at === null
  const who = notice.by?.name ?? shell('shell.product')
  const told = shell(`shell.news.reason.${notice.reason}`, { who })
  const title = record ? `#${record.number} ${record.title}` : told
  const mark = async () => {
    if (isUnread) await api.POST('/api/notifications/read', { body: { ids: [id] } })
    else await api.POST('/api/notices/unread', { body: { id } })
    await refresh(queries)
  }
  return (
    <li data-unread={isUnread}>
      <span className={styles.words}>
        <span className={styles.title}>
          {isUnread && <span className={styles.unread}>{t('notices.unread')}</span>}
          {href ? (
            <AppLink href={href} onClick={() => void (isUnread && mark())}>
              {title}
            </AppLink>
          ) : (
            <strong>{title}</strong>
          )}
        </span>
        {record && <span>{told}</span>}
        <span className={styles.small}>
          {t(`notices.why.${notice.why}`)} · <Time at={notice.created_at} />
          {notice.is_record_muted && ` · ${t('notices.muted')}`}
        </span>
      </span>
      <span className={styles.buttons}>
        <Button
          variant="default"
          size="compact-md"
          aria-label={`${t(isUnread ? 'notices.markRead' : 'notices.markUnread')}: ${title}`}
          onClick={() => void mark()}
        >
          {t(isUnread ? 'notices.markRead' : 'notices.markUnread')}
        </Button>
        <MuteMenu notice={notice} title={title} />
      </span>
    </li>
  )
}

function MuteMenu({ notice, title }: { notice: Notice; title: string }) {
  const t = useNoticesT()
  const queries = useQueryClient()
  const { record, kind, is_record_muted } = notice
  const doing = async (work: () => Promise<unknown>, said: string) => {
    try {
      await work()
      toast.show(said, 'success')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title, 'danger')
    } finally {
      await refresh(queries)
    }
  }
  if (record === null && !notice.may_mute_kind) return null
  const name = t(`notices.kinds.${kind}.name`)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size="compact-md" aria-label={`${t('notices.mute')}: ${title}`}>
          {t('notices.mute')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {record && (
          <Menu.Item
            onClick={() =>
              void doing(
                () =>
                  ask(
                    api.POST('/api/notices/mute-record', {
                      body: { record_id: record.id, is_muted: !is_record_muted },
                    }),
                  ),
                t(is_record_muted ? 'notices.heardAgain' : 'notices.recordMuted', { number: record.number }),
              )
            }
          >
            {t(is_record_muted ? 'notices.unmuteRecord' : 'notices.muteRecord', { number: record.number })}
          </Menu.Item>
        )}
        {notice.may_mute_kind && kind !== 'on_call' && kind !== 'account' && (
          <Menu.Item
            onClick={() =>
              void doing(
                () => ask(api.POST('/api/notices/mute-kind', { body: { kind, is_muted: true } })),
                t('notices.kindMuted', { name }),
              )
            }
          >
            {t('notices.muteKind', { name })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Where the reader finds it: at the desk its record's page, in the portal her request. */
function useHref({ reason, record }: Notice): string | undefined {
  const capabilities = useCapabilities()
  const isDesk = useBase().startsWith('/desk')
  const news = capabilities.flatMap(({ newsPages = [] }) => newsPages).find((each) => each.reason === reason)
  if (news) return news.href
  if (!record) return undefined
  if (!isDesk) return record.kind === 'ticket' ? `/requests/${record.id}` : undefined
  return capabilities
    .flatMap(({ recordPages = [] }) => recordPages)
    .find(({ kind }) => kind === record.kind)
    ?.href(record.id)
}
