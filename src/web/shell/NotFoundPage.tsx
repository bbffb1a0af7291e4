import { IconMapOff } from '@tabler/icons-react'
import { AppLink } from '../kit/AppLink.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { useShellT } from './useShellT.ts'

/** What does not exist and what one may not see look the same. */
export function NotFoundPage() {
  const t = useShellT()
  return (
    <div>
      <PageHeader title={t('shell.notFound.title')} />
      <EmptyState
        title={t('shell.notFound.body')}
        icon={<IconMapOff size={24} />}
        action={<AppLink href="/">{t('shell.notFound.home')}</AppLink>}
      />
    </div>
  )
}
