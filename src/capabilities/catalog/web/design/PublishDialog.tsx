import { useQuery } from '@tanstack/react-query'
import type { useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { type Design, versionQuery } from '../data.ts'
import { useCatalogT, useLanguage } from '../useCatalogT.ts'
import design from './design.module.css'
import { differences, type Told } from './difference.ts'

type PublishDialogProps = { item: Design; publish: ReturnType<typeof useSubmit>; onClose: () => void }

/** What the new version changes, before it is what everybody is asked. */
export function PublishDialog({ item, publish, onClose }: PublishDialogProps) {
  const t = useCatalogT()
  const language = useLanguage()
  const { data: before } = useQuery({
    ...versionQuery(item.id, item.version ?? 1),
    enabled: item.version !== null,
  })
  const told = before ? differences(before.content, item.content, language) : []
  return (
    <ConfirmDialog
      isOpen
      title={t('catalog.publish.title', { number: (item.version ?? 0) + 1 })}
      confirmLabel={t('catalog.design.publish')}
      isBusy={publish.isBusy}
      onConfirm={() => void publish.submit().then(onClose)}
      onCancel={onClose}
    >
      {item.version === null
        ? t('catalog.publish.first')
        : told.length === 0
          ? t('catalog.publish.same')
          : t('catalog.publish.changes')}
      {told.length > 0 && <Differences told={told} />}
    </ConfirmDialog>
  )
}

/** One line for each change. */
export function Differences({ told }: { told: readonly Told[] }) {
  const t = useCatalogT()
  return (
    <span className={design.told}>
      {told.map((each) => (
        <span key={`${each.key} ${each.part ?? ''} ${each.name ?? ''}`}>
          {each.key === 'part' && each.part
            ? t('catalog.publish.part', { part: t(`catalog.publish.parts.${each.part}`) })
            : t(`catalog.publish.${each.key as 'added' | 'removed' | 'changed' | 'order'}`, {
                name: each.name ?? '',
              })}
        </span>
      ))}
    </span>
  )
}
