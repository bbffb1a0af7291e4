import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { TextAreaField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { FormDialog } from '../../../web/records/FormDialog.tsx'
import { ColleaguePicker } from './ColleaguePicker.tsx'
import type { Decision } from './data.ts'
import { useApprovalsT } from './useApprovalsT.ts'

type DialogProps = { decision: Decision; onClose: () => void }

/** The reason is what the requester reads. */
export function DeclineDialog({ decision, onClose }: DialogProps) {
  const t = useApprovalsT()
  const [reason, setReason] = useState('')
  const name = decision.requester?.name
  const send = async () => {
    const path = { id: decision.id }
    await ask(api.POST('/api/approvals/{id}/decline', { params: { path }, body: { reason } }))
    toast.show(t('approvals.done.declined'), 'success')
  }
  return (
    <FormDialog
      title={t('approvals.declineDialog.title')}
      submitLabel={t('approvals.decision.decline')}
      isDanger
      isReady={reason.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <TextAreaField
          label={t('approvals.declineDialog.reason')}
          hint={name ? t('approvals.declineDialog.hint', { name }) : t('approvals.declineDialog.hintNobody')}
          maxLength={5000}
          value={reason}
          {...(errors.has('reason') ? { error: errors.get('reason') as string } : {})}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}

export function AskDialog({ decision, onClose }: DialogProps) {
  const t = useApprovalsT()
  const [question, setQuestion] = useState('')
  const send = async () => {
    const path = { id: decision.id }
    await ask(api.POST('/api/approvals/{id}/ask-back', { params: { path }, body: { question } }))
    toast.show(t('approvals.done.asked'), 'success')
  }
  return (
    <FormDialog
      title={t('approvals.askDialog.title')}
      submitLabel={t('approvals.askDialog.send')}
      isReady={question.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <TextAreaField
          label={t('approvals.askDialog.question')}
          hint={t('approvals.askDialog.hint')}
          maxLength={5000}
          value={question}
          {...(errors.has('question') ? { error: errors.get('question') as string } : {})}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}

export function DelegateDialog({ decision, onClose }: DialogProps) {
  const t = useApprovalsT()
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const send = async () => {
    const body = { person_id: person?.id ?? '' }
    await ask(api.POST('/api/approvals/{id}/delegate', { params: { path: { id: decision.id } }, body }))
    toast.show(t('approvals.done.delegated'), 'success')
  }
  return (
    <FormDialog
      title={t('approvals.delegateDialog.title')}
      submitLabel={t('approvals.delegateDialog.send')}
      isReady={person !== null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <ColleaguePicker
          label={t('approvals.delegateDialog.person')}
          value={person}
          onChange={setPerson}
          error={errors.get('person_id')}
        />
      )}
    </FormDialog>
  )
}
