import { Button, TextInput } from '@mantine/core'
import { IconFileImport, IconSearch, IconUserPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { DataTable } from '../../../web/kit/table/DataTable.tsx'
import type { Column } from '../../../web/kit/table/types.ts'
import { useMay } from '../../../web/shell/session.ts'
import { base, type PersonLine, structureQuery } from './data.ts'
import styles from './organization.module.css'
import { PersonForm } from './PersonForm.tsx'
import { ListField } from './pickers.tsx'
import { type OrganizationKey, useOrganizationT } from './useOrganizationT.ts'

type Search = { q?: string; department?: string; team?: string; role?: string; inactive?: string }
const TYPING_MS = 250

/** The directory: found by words, narrowed by department, team and role; all of it is in the address. */
export function Page() {
  const t = useOrganizationT()
  const may = useMay()
  const router = useRouter()
  const search = useSearch({ strict: false }) as Search
  const [isAdding, setAdding] = useState(false)
  const change = (part: Search, isReplaced = false) => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value)
    router.history[isReplaced ? 'replace' : 'push'](
      `${base}/people?${new URLSearchParams(next as [string, string][])}`,
    )
  }
  return (
    <div className={styles.tall}>
      <PageHeader
        title={t('organization.people.title')}
        actions={
          <>
            {may('people.manage') && (
              <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
                {t('organization.people.add')}
              </Button>
            )}
            {may('people.import') && (
              <Button
                component={AppLink}
                href={`${base}/people/import`}
                variant="default"
                leftSection={<IconFileImport size={16} aria-hidden />}
              >
                {t('organization.people.import')}
              </Button>
            )}
          </>
        }
      />
      <Filters search={search} change={change} />
      <div className={styles.table}>
        <People search={search} />
      </div>
      {isAdding && (
        <PersonForm
          onClose={() => setAdding(false)}
          onDone={(id) => router.history.push(`${base}/people/${id}`)}
        />
      )}
    </div>
  )
}

function Filters({
  search,
  change,
}: {
  search: Search
  change: (part: Search, isReplaced?: boolean) => void
}) {
  const t = useOrganizationT()
  const { data } = useQuery(structureQuery())
  const [typed, setTyped] = useState(String(search.q ?? ''))
  // biome-ignore lint/correctness/useExhaustiveDependencies: A change of the address must not start the timer again.
  useEffect(() => {
    if (typed.trim() === String(search.q ?? '')) return
    const timer = setTimeout(() => change({ q: typed.trim() }, true), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <search className={styles.filters}>
      <TextInput
        label={t('organization.people.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ListField
        label={t('organization.person.department')}
        list={data?.departments}
        value={search.department ?? null}
        none={t('organization.pick.all')}
        onChange={(id) => change({ department: id ?? '' })}
      />
      <ListField
        label={t('organization.people.team')}
        list={data?.teams}
        value={search.team ?? null}
        none={t('organization.pick.all')}
        onChange={(id) => change({ team: id ?? '' })}
      />
      <ListField
        label={t('organization.people.role')}
        list={data?.roles}
        value={search.role ?? null}
        none={t('organization.pick.all')}
        onChange={(id) => change({ role: id ?? '' })}
      />
      <CheckboxField
        label={t('organization.people.inactive')}
        checked={Boolean(search.inactive)}
        onChange={(event) => change({ inactive: event.currentTarget.checked ? '1' : '' })}
      />
    </search>
  )
}

function People({ search }: { search: Search }) {
  const t = useOrganizationT()
  const query = {
    ...(search.q ? { q: String(search.q) } : {}),
    ...(search.department ? { department_id: search.department } : {}),
    ...(search.team ? { team_id: search.team } : {}),
    ...(search.role ? { role_id: search.role } : {}),
    ...(search.inactive ? { is_active: false } : {}),
  }
  const found = useInfiniteQuery({
    queryKey: ['people', query],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/people', {
          params: { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <DataTable
      id="organization.people"
      label={t('organization.people.title')}
      columns={columns(t)}
      rows={rows}
      rowKey={(row) => row.id}
      rowName={(row) => row.name}
      rowHref={(row) => `${base}/people/${row.id}`}
      isLoading={found.isFetching}
      hasMore={found.hasNextPage}
      loadMore={() => void found.fetchNextPage()}
      empty={
        <EmptyState title={t('organization.people.empty')}>{t('organization.people.emptyBody')}</EmptyState>
      }
      error={
        found.error && rows.length === 0 ? (
          <ErrorState problem={found.error} onRetry={() => void found.refetch()} />
        ) : undefined
      }
    />
  )
}

function columns(t: (key: OrganizationKey) => string): Column<PersonLine>[] {
  return [
    {
      key: 'name',
      header: t('organization.person.name'),
      render: (row) => row.name,
      isMain: true,
      width: 'minmax(10rem, 1.2fr)',
    },
    {
      key: 'title',
      header: t('organization.person.title'),
      render: (row) => row.title ?? '',
      canHide: true,
      narrow: 'show',
    },
    {
      key: 'department',
      header: t('organization.person.department'),
      render: (row) => row.department?.name ?? '',
      canHide: true,
      narrow: 'show',
    },
    {
      key: 'teams',
      header: t('organization.person.teams'),
      render: (row) => row.teams.map((team) => team.name).join(', '),
      canHide: true,
    },
    { key: 'email', header: t('organization.person.email'), render: (row) => row.email ?? '', canHide: true },
    {
      key: 'phone',
      header: t('organization.person.phone'),
      render: (row) => row.phone ?? '',
      canHide: true,
      width: '9rem',
    },
  ]
}
