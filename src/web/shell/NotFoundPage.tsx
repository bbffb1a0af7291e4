import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { AppLink } from '../kit/AppLink.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import styles from './shell.module.css'
import { useShellT } from './useShellT.ts'

/** The same where no frame stands around it: an address that belongs to no area. */
export function LostPage() {
  return (
    <main id="main" tabIndex={-1}>
      <NotFoundPage />
    </main>
  )
}

/** What does not exist and what one may not see look the same. */
export function NotFoundPage() {
  const t = useShellT()
  return (
    <div className={styles.nowhere}>
      <PageHeader title={t('shell.notFound.title')} />
      <EmptyState
        title={t('shell.notFound.body')}
        icon={<IconMapOff size={24} />}
        action={
          <Button component={AppLink} href="/" variant="default">
            {t('shell.notFound.home')}
          </Button>
        }
      />
    </div>
  )
}
