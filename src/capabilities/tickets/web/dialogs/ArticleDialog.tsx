import { Modal } from '@mantine/core'
import { Suspense } from 'react'
import { useKitT } from '../../../../web/i18n/useKitT.ts'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { ArticlePicker } from '../../../knowledge/web/index.ts'
import { useTicketsT } from '../useTicketsT.ts'
import type { DialogProps } from './PassDialogs.tsx'

export type Insertion = { isForColleagues: boolean; insert: (markdown: string) => void }

/** Finds an article for the answer under way. What is put into the answer is linked to the ticket as well. */
export function ArticleDialog({ ticket, run, onClose, insertion }: DialogProps & { insertion: Insertion }) {
  const t = useTicketsT()
  const kit = useKitT()
  const use = (markdown: string, article: { id: string }) => {
    onClose()
    // The dialog holds the focus until it is gone.
    setTimeout(() => insertion.insert(markdown))
    if (!ticket.may.includes('tickets.link') || ticket.links.some((link) => link.id === article.id)) return
    const body = { type: 'relates_to', to_id: article.id } as const
    void run('link', body, {
      said: t('tickets.did.linkArticle'),
      undo: { verb: 'unlink', body: body as never },
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('tickets.dialog.articleTitle')}
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      <Suspense fallback={<TextSkeleton />}>
        <ArticlePicker
          words={ticket.title}
          isForColleagues={insertion.isForColleagues}
          onInsert={use}
          onDone={onClose}
          {...(ticket.may.includes('tickets.link') ? { ticketId: ticket.id } : {})}
        />
      </Suspense>
    </Modal>
  )
}
