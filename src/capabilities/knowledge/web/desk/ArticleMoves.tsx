import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { useShortcut } from '../../../../web/kit/shortcuts/useShortcut.ts'
import { toast } from '../../../../web/kit/toast.ts'
import type { ArticlePage } from '../answers/library.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { type Move, moveArticle } from './articles.ts'

const asked: ReadonlySet<Move> = new Set(['unpublish', 'archive'])

/** What may be done with the article now, as the server said. What takes it from its readers is asked first. */
export function ArticleMoves({ article }: { article: ArticlePage }) {
  const t = useKnowledgeT()
  const router = useRouter()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [asking, setAsking] = useState<Move>()
  const may = new Set(article.may)
  const canPublish =
    may.has('knowledge.publish') && (article.state !== 'published' || article.has_unpublished_changes)
  const edit = () => router.history.push(`/desk/knowledge/${article.id}/edit`)
  useShortcut('e', t('knowledge.move.edit'), edit, { isEnabled: may.has('knowledge.edit') })
  const run = async (move: Move) => {
    setBusy(true)
    try {
      await moveArticle(article.id, move, article.version)
      toast.show(t(`knowledge.moved.${move}`), 'success')
    } catch (error) {
      toast.show(
        error instanceof ProblemError ? (error.detail ?? error.title) : t('knowledge.network'),
        'danger',
      )
    } finally {
      setBusy(false)
      setAsking(undefined)
      void queries.invalidateQueries({ queryKey: ['record', article.id] })
      void queries.invalidateQueries({ queryKey: ['articles'] })
    }
  }
  const button = (move: Move, isMain = false) => (
    <Button
      key={move}
      variant={isMain ? 'filled' : 'default'}
      disabled={isBusy}
      onClick={() => (asked.has(move) && article.state === 'published' ? setAsking(move) : void run(move))}
    >
      {t(`knowledge.move.${move}`)}
    </Button>
  )
  return (
    <>
      {canPublish && button('publish', true)}
      {may.has('knowledge.edit') && article.state !== 'archived' && (
        <Button variant="default" onClick={edit} aria-keyshortcuts="e">
          {t('knowledge.move.edit')}
        </Button>
      )}
      {may.has('knowledge.unpublish') && button('unpublish')}
      {may.has('knowledge.archive') && button('archive')}
      {may.has('knowledge.revive') && button('revive', true)}
      <ConfirmDialog
        isOpen={asking !== undefined}
        title={t(`knowledge.asked.${asking ?? 'archive'}`, { title: article.title })}
        confirmLabel={t(`knowledge.move.${asking ?? 'archive'}`)}
        isBusy={isBusy}
        onConfirm={() => asking && void run(asking)}
        onCancel={() => setAsking(undefined)}
      >
        {t('knowledge.asked.body')}
      </ConfirmDialog>
    </>
  )
}
