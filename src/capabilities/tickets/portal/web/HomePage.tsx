import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useTitle } from '../../../../web/kit/useTitle.ts'
import { PortalParts } from '../../../../web/shell/PortalParts.tsx'
import { NeedBox } from './NeedBox.tsx'
import styles from './portal.module.css'
import { RequestList } from './RequestList.tsx'
import { byNeed, homeQuery, sharedQuery, useFreshLists } from './requests.ts'
import { usePortalT } from './usePortalT.ts'

const ROWS_MAX = 6

/** One box for everything one may need, and below it how one's own requests stand. */
export function Page() {
  const t = usePortalT()
  const home = useQuery(homeQuery)
  const [words, setWords] = useState('')
  useTitle(t('portal.nav.home'))
  useFreshLists()
  const rows = home.data?.rows ?? []
  const open = byNeed(rows.filter((row) => row.category !== 'done' || row.state === 'resolved'))
  const waiting = home.data?.counts.waiting_on_me ?? 0
  return (
    <div className={styles.home}>
      <PortalParts on="home" />
      <NeedBox words={words} onWords={setWords} rows={rows} />
      <section aria-labelledby="mine" className={styles.section}>
        <div className={styles.sectionHead}>
          <h2 id="mine" className={styles.sectionTitle}>
            {t('portal.home.yours')}
          </h2>
          {rows.length > 0 && <AppLink href="/requests">{t('portal.home.all')}</AppLink>}
        </div>
        {waiting > 0 && <p className={styles.needsYou}>{t('portal.home.needsYou', { count: waiting })}</p>}
        {home.isPending && <ListSkeleton rows={3} />}
        {home.isError && <ErrorState problem={home.error} onRetry={() => home.refetch()} />}
        {home.data && open.length === 0 && (
          <EmptyState title={t('portal.home.empty')}>{t('portal.home.emptyBody')}</EmptyState>
        )}
        {open.length > 0 && <RequestList rows={open.slice(0, ROWS_MAX)} label={t('portal.home.yours')} />}
      </section>
      <Shared />
    </div>
  )
}

/** What others asked and she was brought into; nothing where there is none. */
function Shared() {
  const t = usePortalT()
  const { data: rows = [] } = useQuery(sharedQuery)
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="shared" className={styles.section}>
      <div className={styles.sectionHead}>
        <h2 id="shared" className={styles.sectionTitle}>
          {t('portal.home.shared')}
        </h2>
        <AppLink href="/requests?show=shared">{t('portal.home.allShared')}</AppLink>
      </div>
      <RequestList rows={rows} label={t('portal.home.shared')} />
    </section>
  )
}
