import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { VisuallyHidden } from '../../../web/kit/VisuallyHidden.tsx'
import styles from './catalog.module.css'
import { itemsAbout, type Offered, type OfferedItem, offeredQuery } from './data.ts'
import { ItemPicture } from './ItemIcon.tsx'
import { useCatalogT, useSaid } from './useCatalogT.ts'
import { useExpected } from './useExpected.ts'

/** Everything that one may ask for, under headings; a word narrows it. */
export function Page() {
  const t = useCatalogT()
  const offered = useQuery(offeredQuery)
  const { q = '' } = useSearch({ strict: false }) as { q?: string }
  const navigate = useNavigate()
  const words = String(q)
  const rows = offered.data ? itemsAbout(offered.data.rows, words) : []
  return (
    <div className={styles.page}>
      <PageHeader title={t('catalog.title')} note={t('catalog.note')} />
      <search>
        <TextField
          type="search"
          label={t('catalog.search')}
          value={words}
          maxLength={100}
          autoComplete="off"
          onChange={(event) =>
            navigate({
              to: '.',
              search: event.currentTarget.value ? { q: event.currentTarget.value } : {},
              replace: true,
            })
          }
        />
      </search>
      <VisuallyHidden>
        <span role="status">{words && offered.data ? t('catalog.found', { count: rows.length }) : ''}</span>
      </VisuallyHidden>
      {offered.isPending && <ListSkeleton rows={4} />}
      {offered.isError && <ErrorState problem={offered.error} onRetry={() => offered.refetch()} />}
      {offered.data && rows.length === 0 && <Nothing words={words} />}
      {offered.data && <Groups offered={offered.data} rows={rows} isSearch={words.trim() !== ''} />}
    </div>
  )
}

function Nothing({ words }: { words: string }) {
  const t = useCatalogT()
  const isDesk = useIsDesk()
  const href = isDesk ? '/desk/tickets/new' : `/requests/new${words ? `?q=${encodeURIComponent(words)}` : ''}`
  return (
    <EmptyState
      title={t(words ? 'catalog.nothing' : 'catalog.empty')}
      action={<AppLink href={href}>{t('catalog.otherwise')}</AppLink>}
    >
      {t('catalog.nothingBody')}
    </EmptyState>
  )
}

/** What was found stands in one list, the nearest first; without words each heading has its own. */
function Groups({ offered, rows, isSearch }: { offered: Offered; rows: OfferedItem[]; isSearch: boolean }) {
  const t = useCatalogT()
  const said = useSaid()
  if (rows.length === 0) return null
  if (isSearch) return <Items rows={rows} label={t('catalog.title')} />
  const groups = offered.groups.map(({ id, name }) => ({
    id,
    name: said(name),
    rows: rows.filter((row) => row.group_id === id),
  }))
  const others = rows.filter((row) => !offered.groups.some(({ id }) => id === row.group_id))
  const all = [...groups, { id: 'others', name: t('catalog.others'), rows: others }]
  return all
    .filter((group) => group.rows.length > 0)
    .map((group) => (
      <section key={group.id} className={styles.group} aria-labelledby={`group-${group.id}`}>
        <h2 id={`group-${group.id}`}>{group.name}</h2>
        <Items rows={group.rows} label={group.name} />
      </section>
    ))
}

function Items({ rows, label }: { rows: readonly OfferedItem[]; label: string }) {
  const isDesk = useIsDesk()
  return (
    <ul className={styles.items} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id}>
          <ItemCard item={row} href={`${isDesk ? '/desk' : ''}/catalog/${row.id}`} />
        </li>
      ))}
    </ul>
  )
}

export function ItemCard({ item, href }: { item: OfferedItem; href: string }) {
  const said = useSaid()
  const expected = useExpected()
  return (
    <AppLink href={href} className={styles.card}>
      <ItemPicture icon={item.icon} picture={item.picture} />
      <span className={styles.cardWords}>
        <span className={styles.cardName}>{said(item.name)}</span>
        <span>{said(item.summary)}</span>
        {item.hours !== null && <span className={styles.small}>{expected(item.hours)}</span>}
      </span>
    </AppLink>
  )
}

/** The same pages stand in the portal and at the desk, where one asks for a caller. */
export function useIsDesk(): boolean {
  return useRouterState({ select: (state) => state.location.pathname.startsWith('/desk/') })
}
