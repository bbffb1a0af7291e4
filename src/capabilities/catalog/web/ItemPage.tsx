import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useIsDesk } from './CatalogPage.tsx'
import styles from './catalog.module.css'
import { type AskedItem, itemQuery } from './data.ts'
import { OnePage } from './form/OnePage.tsx'
import { Screens } from './form/Screens.tsx'
import { useAsking } from './form/useAsking.ts'
import { useCatalogT } from './useCatalogT.ts'

/** The form of one item: one question a screen on a phone, all on one page where there is room. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const item = useQuery(itemQuery(id))
  if (item.isPending) return <PageSkeleton />
  if (item.isError) return <Lost problem={item.error} onRetry={() => item.refetch()} />
  return <Item item={item.data} key={item.data.id} />
}

function Item({ item }: { item: AskedItem }) {
  const isDesk = useIsDesk()
  const asking = useAsking(item, isDesk)
  const isNarrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false })
  return isNarrow && !isDesk ? (
    <Screens item={item} asking={asking} />
  ) : (
    <OnePage item={item} asking={asking} above={<BackToCatalog />} />
  )
}

function BackToCatalog() {
  const t = useCatalogT()
  const isDesk = useIsDesk()
  return (
    <AppLink href={isDesk ? '/desk/catalog' : '/catalog'} className={styles.back}>
      <IconChevronLeft size={20} aria-hidden />
      {t('catalog.title')}
    </AppLink>
  )
}

function Lost({ problem, onRetry }: { problem: Error; onRetry: () => void }) {
  const t = useCatalogT()
  const isMissing = problem instanceof ProblemError && problem.status === 404
  return (
    <div className={styles.page}>
      <PageHeader title={t('catalog.lost')} above={<BackToCatalog />} />
      {isMissing ? (
        <EmptyState title={t('catalog.lostTitle')}>{t('catalog.lostBody')}</EmptyState>
      ) : (
        <ErrorState problem={problem} onRetry={onRetry} />
      )}
    </div>
  )
}
