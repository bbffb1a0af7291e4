import { useState } from 'react'
import { CheckboxField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import type { ArticlePage } from '../answers/library.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { type Move, moveArticle } from './articles.ts'

type LookDialogProps = { article: ArticlePage; move: Move; onDone: () => void; onClose: () => void }

/** Before words out of a ticket are shown to more people, a person says that they looked through them. */
export function LookDialog({ article, move, onDone, onClose }: LookDialogProps) {
  const t = useKnowledgeT()
  const [isLooked, setLooked] = useState(false)
  return (
    <FormDialog
      title={t('knowledge.look.title')}
      submitLabel={t(`knowledge.move.${move}`)}
      onSubmit={async () => {
        try {
          await moveArticle(article.id, move, article.version, { is_looked_through: isLooked })
        } finally {
          onDone()
        }
        toast.show(t(`knowledge.moved.${move}`), 'success')
      }}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p>{t('knowledge.look.body')}</p>
          <CheckboxField
            label={t('knowledge.look.confirm')}
            checked={isLooked}
            error={errors.get('is_looked_through')}
            onChange={(event) => setLooked(event.currentTarget.checked)}
          />
        </>
      )}
    </FormDialog>
  )
}
