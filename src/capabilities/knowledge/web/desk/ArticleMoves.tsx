import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { useShortcut } from '../../../../web/kit/shortcuts/useShortcut.ts'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import type { ArticlePage } from '../answers/library.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { type Move, moveArticle, sendBack } from './articles.ts'
import { LookDialog } from './LookDialog.tsx'
import { RedactDialog } from './RedactDialog.tsx'

const asked: ReadonlySet<Move> = new Set(['unpublish', 'archive'])
const showing: ReadonlySet<Move> = new Set(['submit', 'validate', 'publish'])

/** What may be done with the article now, as the server said. What takes it from its readers is asked first. */
export function ArticleMoves({ article }: { article: ArticlePage }) {
  const t = useKnowledgeT()
  const router = useRouter()
  const { run, isBusy, asking, setAsking, refresh } = useMoves(article)
  const [isReturning, setReturning] = useState(false)
  const [isRedacting, setRedacting] = useState(false)
  const [looking, setLooking] = useState<Move>()
  const may = new Set(article.may)
  const isNew = article.state !== 'validated' || article.has_unpublished_changes
  // Who may publish does both at once, unless only the department is to read it.
  const isForAll = article.audience !== 'internal'
  const canPublish =
    may.has('knowledge.publish') && isForAll && (isNew || article.shown_to !== article.audience)
  const canValidate = may.has('knowledge.validate') && isNew && !canPublish
  const edit = () => router.history.push(`/desk/knowledge/${article.id}/edit`)
  useShortcut('e', t('knowledge.move.edit'), edit, { isEnabled: may.has('knowledge.edit') })
  const begin = (move: Move) => {
    if (article.is_from_ticket && showing.has(move)) setLooking(move)
    else if (asked.has(move) && article.shown_to !== null) setAsking(move)
    else void run(move)
  }
  const button = (move: Move, isMain = false) => (
    <Button key={move} variant={isMain ? 'filled' : 'default'} disabled={isBusy} onClick={() => begin(move)}>
      {t(`knowledge.move.${move}`)}
    </Button>
  )
  return (
    <>
      {canPublish && button('publish', true)}
      {canValidate && button('validate', true)}
      {may.has('knowledge.submit') && button('submit', !canPublish)}
      {may.has('knowledge.edit') && article.state !== 'archived' && (
        <Button variant="default" onClick={edit} aria-keyshortcuts="e">
          {t('knowledge.move.edit')}
        </Button>
      )}
      {may.has('knowledge.send_back') && (
        <Button variant="default" disabled={isBusy} onClick={() => setReturning(true)}>
          {t('knowledge.move.send_back')}
        </Button>
      )}
      {may.has('knowledge.unpublish') && button('unpublish')}
      {may.has('knowledge.archive') && button('archive')}
      {may.has('knowledge.revive') && button('revive', true)}
      {may.has('knowledge.redact') && (
        <Button variant="default" onClick={() => setRedacting(true)}>
          {t('knowledge.redact.open')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={asking !== undefined}
        title={t(`knowledge.asked.${asking === 'unpublish' ? 'unpublish' : 'archive'}`, {
          title: article.title,
        })}
        confirmLabel={t(`knowledge.move.${asking ?? 'archive'}`)}
        isBusy={isBusy}
        onConfirm={() => asking && void run(asking)}
        onCancel={() => setAsking(undefined)}
      >
        {t('knowledge.asked.body')}
      </ConfirmDialog>
      {looking && (
        <LookDialog article={article} move={looking} onDone={refresh} onClose={() => setLooking(undefined)} />
      )}
      {isRedacting && <RedactDialog article={article} onDone={refresh} onClose={() => setRedacting(false)} />}
      {isReturning && <ReturnDialog article={article} onDone={refresh} onClose={() => setReturning(false)} />}
    </>
  )
}

function useMoves(article: ArticlePage) {
  const t = useKnowledgeT()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [asking, setAsking] = useState<Move>()
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['record', article.id] })
    void queries.invalidateQueries({ queryKey: ['articles'] })
  }
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
      refresh()
    }
  }
  return { run, isBusy, asking, setAsking, refresh }
}

type ReturnDialogProps = { article: ArticlePage; onDone: () => void; onClose: () => void }

/** The reason for which a text goes back to its author. */
function ReturnDialog({ article, onDone, onClose }: ReturnDialogProps) {
  const t = useKnowledgeT()
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      title={t('knowledge.return.title')}
      submitLabel={t('knowledge.move.send_back')}
      onSubmit={async () => {
        await sendBack(article.id, reason.trim(), article.version)
        toast.show(t('knowledge.moved.send_back'), 'success')
        onDone()
        onClose()
      }}
      onClose={onClose}
    >
      {(errors) => (
        <TextAreaField
          label={t('knowledge.return.reason')}
          hint={t('knowledge.return.hint')}
          value={reason}
          error={errors.get('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
