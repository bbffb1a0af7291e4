import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { nextDay, startOfDay } from '../../../web/i18n/day.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { AuditLines } from './AuditLines.tsx'
import { type AuditLine, base, personQuery } from './data.ts'
import styles from './organization.module.css'
import { PersonPicker } from './pickers.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

/** What the log may be narrowed to, and the actions that belong to it. */
const groups = {
  signIn: 'signed_in,signed_out,password_accepted,confirmed,reset_asked,reset_sent',
  failed: 'sign_in_failed,factor_failed,proof_failed,throttled',
  denied: 'denied',
  proof: 'password_changed,password_chosen,factor_added,factor_removed,recovery_codes_made',
  people: 'people.',
  roles: 'roles.',
  teams: 'teams.',
  sessions: 'sessions.',
  settings:
    'organization_created,organization.,audit.edit_settings,sites.,departments.,places.,workstations.,skills.,synonyms.,tickets.create_category,tickets.edit_category',
  exports: 'audit.export,audit.exported,tickets.export',
  imports: 'imports.,people.import',
  redactions: 'tickets.redact',
  mail: 'outbox.',
  search: 'search.,tickets.list',
  files: 'attachments.',
  views: 'views.',
} as const
const groupNames = Object.keys(groups) as (keyof typeof groups)[]

const outcomes = ['done', 'refused', 'failed'] as const

type Search = {
  what?: keyof typeof groups
  person?: string
  record?: string
  outcome?: (typeof outcomes)[number]
  searched?: string
  from?: string
  to?: string
}

/** Who did what beside the tickets: filters are in the address, the export takes the same. */
export function Page() {
  const t = useOrganizationT()
  const search = useSearch({ strict: false }) as Search
  const { zone } = useFormat()
  const query = queryOf(search, zone)
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
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('organization.audit.title')}
        note={t('organization.audit.note', { zone: zone ?? '' })}
        actions={<Export query={query} />}
      />
      <Filters search={search} />
      {search.record !== undefined && <OfRecord search={search} line={rows.find(({ record }) => record)} />}
      {found.error ? (
        <ErrorState problem={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState title={t('organization.audit.empty')}>{t('organization.audit.emptyBody')}</EmptyState>
      ) : (
        <AuditLines rows={rows} />
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

type Query = {
  action?: string
  person_id?: string
  record_id?: string
  outcome?: (typeof outcomes)[number]
  searched?: string
  with_timeline?: boolean
  from?: string
  to?: string
}

/** Says which record the page is about, and leads back to all. */
function OfRecord({ search, line }: { search: Search; line: AuditLine | undefined }) {
  const t = useOrganizationT()
  const { record: _record, ...others } = search
  const name = line?.record
    ? `#${line.record.number} ${line.record.title}`
    : t('organization.audit.oneRecord')
  return (
    <p>
      {t('organization.audit.about', { name })}{' '}
      <AppLink
        className={styles.link}
        href={`${base}/audit?${new URLSearchParams(others as Record<string, string>)}`}
      >
        {t('organization.audit.allRecords')}
      </AppLink>
    </p>
  )
}

function Export({ query }: { query: Query }) {
  const t = useOrganizationT()
  const filter = Object.entries(query).map(([name, value]) => [name, String(value)])
  return (['csv', 'jsonl'] as const).map((format) => (
    <Button
      key={format}
      component="a"
      href={`/api/audit/export?${new URLSearchParams([...filter, ['format', format]])}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {t(format === 'csv' ? 'organization.audit.export' : 'organization.audit.exportJson')}
    </Button>
  ))
}

// The last day is shown whole: the API's end is the first moment that does not count any more.
function queryOf(
  { what, person, record, outcome, searched, from, to }: Search,
  zone: string | undefined,
): Query {
  const action = what && groups[what]
  const begin = from && startOfDay(from, zone)
  const after = to && nextDay(to)
  const end = after && startOfDay(after, zone)
  return {
    ...(action ? { action } : {}),
    ...(person ? { person_id: person } : {}),
    ...(record ? { record_id: record } : {}),
    ...(person || record ? { with_timeline: true } : {}),
    ...(outcome ? { outcome } : {}),
    ...(searched ? { searched } : {}),
    ...(begin ? { from: begin } : {}),
    ...(end ? { to: end } : {}),
  }
}

function Filters({ search }: { search: Search }) {
  const t = useOrganizationT()
  const router = useRouter()
  const { person: id } = search
  const { data } = useQuery({ ...personQuery(id ?? ''), enabled: id !== undefined })
  const change = (part: Partial<Record<keyof Search, string>>) => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value)
    router.history.push(`${base}/audit?${new URLSearchParams(next as [string, string][])}`)
  }
  return (
    <search className={styles.filters}>
      <SelectField
        label={t('organization.audit.action')}
        value={search.what ?? ''}
        data={[
          { value: '', label: t('organization.pick.all') },
          ...groupNames.map((value) => ({ value, label: t(`organization.audit.groups.${value}`) })),
        ]}
        onChange={(event) => change({ what: event.currentTarget.value })}
      />
      <PersonPicker
        label={t('organization.audit.person')}
        value={id === undefined ? null : { id, name: data?.name ?? '…' }}
        isClearable
        onChange={(chosen) => change({ person: chosen?.id ?? '' })}
      />
      <SelectField
        label={t('organization.audit.outcome')}
        value={search.outcome ?? ''}
        data={[
          { value: '', label: t('organization.pick.all') },
          ...outcomes.map((value) => ({ value, label: t(`organization.audit.outcomes.${value}`) })),
        ]}
        onChange={(event) => change({ outcome: event.currentTarget.value })}
      />
      <SearchedField word={search.searched ?? ''} onChange={(searched) => change({ searched })} />
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

/** One word, looked for when it is whole: the log holds no words, only what shows that it was this one. */
function SearchedField({ word, onChange }: { word: string; onChange(word: string): void }) {
  const t = useOrganizationT()
  const [typed, setTyped] = useState(word)
  return (
    <form
      style={{ display: 'contents' }}
      onSubmit={(event) => {
        event.preventDefault()
        onChange(typed.trim())
      }}
    >
      <TextField
        label={t('organization.audit.searched')}
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => typed.trim() !== word && onChange(typed.trim())}
      />
    </form>
  )
}
