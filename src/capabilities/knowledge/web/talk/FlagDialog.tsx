import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { ChoiceField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { type FlagReason, flagReasons } from './data.ts'

/** What is not right with the article; whoever keeps it is told. */
export function FlagDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useKnowledgeT()
  const queries = useQueryClient()
  const [reason, setReason] = useState<FlagReason>('wrong')
  const [body, setBody] = useState('')
  const send = async () => {
    const params = { path: { id } }
    await ask(
      api.POST('/api/articles/{id}/flag', { params, body: { reason, ...(body.trim() ? { body } : {}) } }),
    )
    toast.show(t('knowledge.flag.sent'), 'success')
    await queries.invalidateQueries({ queryKey: ['record', id] })
  }
  return (
    <FormDialog
      title={t('knowledge.flag.title')}
      submitLabel={t('knowledge.flag.send')}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ChoiceField
            label={t('knowledge.flag.reason')}
            value={reason}
            onChange={setReason}
            error={errors.get('reason')}
            options={flagReasons.map((value) => ({ value, label: t(`knowledge.flagReason.${value}`) }))}
          />
          <TextAreaField
            label={t('knowledge.flag.body')}
            hint={t('knowledge.flag.hint')}
            required={false}
            maxLength={2000}
            value={body}
            error={errors.get('body')}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
