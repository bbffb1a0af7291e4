import { useBlocker } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useKitT } from '../i18n/useKitT.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'

/**
 * Asks before unsaved words are left behind, by a link, Back or a closed tab. Render what it returns.
 * A form that keeps a draft does not need it.
 */
export function useUnsavedGuard(isUnsaved: boolean): ReactNode {
  const t = useKitT()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => isUnsaved,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      isOpen={blocker.status === 'blocked'}
      title={t('kit.unsaved.title')}
      confirmLabel={t('kit.unsaved.leave')}
      cancelLabel={t('kit.unsaved.stay')}
      tone="danger"
      onConfirm={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('kit.unsaved.body')}
    </ConfirmDialog>
  )
}
