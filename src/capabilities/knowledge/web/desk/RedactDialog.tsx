import { useState } from 'react'
import { CheckboxField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import type { ArticlePage } from '../answers/library.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { redact } from './articles.ts'

type RedactDialogProps = { article: ArticlePage; onDone: () => void; onClose: () => void }

const picture = /!\[([^\]]*)\]\(\/api\/attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g

/** What must be in no version of the article: a passage, and pictures of the text that is shown. */
export function RedactDialog({ article, onDone, onClose }: RedactDialogProps) {
  const t = useKnowledgeT()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const pictures = new Map([...article.body.matchAll(picture)].map(([, name = '', id = '']) => [id, name]))
  return (
    <FormDialog
      title={t('knowledge.redact.title')}
      submitLabel={t('knowledge.redact.submit')}
      isDanger
      isReady={text.trim() !== '' || chosen.length > 0}
      onSubmit={async () => {
        const { places, pictures: removed } = await redact(article.id, text, chosen, article.version)
        toast.show(t('knowledge.redact.done', { places, pictures: removed }), 'success')
        onDone()
      }}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextAreaField
            label={t('knowledge.redact.text')}
            hint={t('knowledge.redact.hint')}
            value={text}
            error={errors.get('text')}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {[...pictures].map(([id, name], at) => (
            <CheckboxField
              key={id}
              label={t('knowledge.redact.picture', { number: at + 1, name })}
              checked={chosen.includes(id)}
              onChange={(event) =>
                setChosen(
                  event.currentTarget.checked ? [...chosen, id] : chosen.filter((each) => each !== id),
                )
              }
            />
          ))}
        </>
      )}
    </FormDialog>
  )
}
