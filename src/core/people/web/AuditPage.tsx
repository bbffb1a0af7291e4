import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { type AuditLine, base, type Named } from './data.ts'
import styles from './organization.module.css'
import { PersonPicker } from './pickers.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

type Search = { action?: string; person?: string; from?: string; to?: string }
const actions = [
  'signed_in',
  'sign_in_failed',
  'people.',
  'roles.',
  'teams.',
  'organization.',
  'sessions.',
  'tickets.',
  'audit.',
] as const

/** Who did what beside the tickets: filters are in the address, the export takes the same. */
export function Page() {
  const t = useOrganizationT()
  const search = useSearch({ strict: false }) as Search
  const query = queryOf(search)
  const found = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/audit', {
          params: { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const exportHref = `/api/audit/export?${new URLSearchParams(query as Record<string, string>)}`
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('organization.audit.title')}
        note={t('organization.audit.note')}
        actions={
          <Button
            component="a"
            href={exportHref}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('organization.audit.export')}
          </Button>
        }
      />
      <Filters search={search} />
      {found.error ? (
        <ErrorState problem={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState title={t('organization.audit.empty')}>{t('organization.audit.emptyBody')}</EmptyState>
      ) : (
        <Lines rows={rows} />
      )}
      {found.hasNextPage && (
        <div className={styles.bar}>
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('organization.showMore')}
          </Button>
        </div>
      )}
    </div>
  )
}

function queryOf({ action, person, from, to }: Search) {
  const day = (text: string, plus = 0) =>
    new Date(new Date(`${text}T00:00:00`).getTime() + plus).toISOString()
  return {
    ...(action ? { action } : {}),
    ...(person ? { person_id: person } : {}),
    ...(from ? { from: day(from) } : {}),
    ...(to ? { to: day(to, 86_400_000) } : {}),
  }
}

function Filters({ search }: { search: Search }) {
  const t = useOrganizationT()
  const router = useRouter()
  const [person, setPerson] = useState<Named | null>(null)
  const change = (part: Search) => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value)
    router.history.push(`${base}/audit?${new URLSearchParams(next as [string, string][])}`)
  }
  return (
    <search className={styles.filters}>
      <SelectField
        label={t('organization.audit.action')}
        value={search.action ?? ''}
        data={[
          { value: '', label: t('organization.pick.all') },
          ...actions.map((value) => ({
            value,
            label: t(`organization.audit.actions.${value.replace('.', '') as 'people'}`),
          })),
        ]}
        onChange={(event) => change({ action: event.currentTarget.value })}
      />
      <PersonPicker
        label={t('organization.audit.person')}
        value={search.person ? person : null}
        isClearable
        onChange={(chosen) => {
          setPerson(chosen)
          change({ person: chosen?.id ?? '' })
        }}
      />
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          type="date"
          label={t(`organization.audit.${end}`)}
          value={search[end] ?? ''}
          onChange={(event) => change({ [end]: event.currentTarget.value })}
        />
      ))}
    </search>
  )
}

function Lines({ rows }: { rows: readonly AuditLine[] }) {
  const t = useOrganizationT()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={t('organization.audit.title')}>
      <table className={styles.plain}>
        <thead>
          <tr>
            {(['when', 'who', 'what', 'address', 'details'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`organization.audit.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Time at={row.at} as="dateTime" />
              </td>
              <td>
                {row.actor ? (
                  <AppLink className={styles.link} href={`${base}/people/${row.actor.id}`}>
                    {row.actor.name}
                  </AppLink>
                ) : (
                  t('organization.audit.nobody')
                )}
              </td>
              <td>
                <code>{row.action}</code>
              </td>
              <td>{row.address}</td>
              <td className={styles.small}>{wordsOf(row.data)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The data of a line as it was written down: ids and counts, never anybody's words. */
function wordsOf(data: Record<string, unknown>): string {
  return Object.entries(data)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ')
}
