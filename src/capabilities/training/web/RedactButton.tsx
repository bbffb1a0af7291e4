import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { TextAreaField } from '../../../web/kit/fields.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

type Props = {
  kind: 'course' | 'class' | 'question' | 'quiz' | 'rubric' | 'survey'
  id: string
  onDone?: () => void
}

/** Takes words that should never have been written out of all versions. */
export function RedactButton(props: Props) {
  const t = useTrainingT()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('training.redact.open')}
      </Button>
      {isOpen && <RedactDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function RedactDialog({ kind, id, onDone, onClose }: Props & { onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const send = async () => {
    await redact(kind, id, text.trim())
    await queries.invalidateQueries({ queryKey: ['training'] })
    onDone?.()
  }
  return (
    <FormDialog
      title={t('training.redact.title')}
      submitLabel={t('training.redact.send')}
      isDanger
      isReady={text.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p className={styles.small}>{t('training.redact.note')}</p>
          <TextAreaField
            data-autofocus
            maxLength={2000}
            label={t('training.redact.text')}
            value={text}
            {...(errors.has('text') ? { error: errors.get('text') as string } : {})}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

function redact(kind: Props['kind'], id: string, text: string): Promise<unknown> {
  const of = { params: { path: { id } }, body: { text } }
  if (kind === 'course') return ask(api.POST('/api/courses/{id}/redact', of))
  if (kind === 'class') return ask(api.POST('/api/classes/{id}/redact', of))
  if (kind === 'survey') return ask(api.POST('/api/training/needs-surveys/{id}/redact', of))
  return ask(api.POST('/api/training/assessment/redact', { body: { kind, id, text } }))
}
