import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import type { OneClass } from '../classes-data.ts'
import { useTrainingT } from '../useTrainingT.ts'
import { FollowingField } from './FollowingField.tsx'

/** Calls a class off, with the reason that those who were to come read on its page. */
export function CancelClassDialog({ of, onClose }: { of: OneClass; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [withFollowing, setWithFollowing] = useState(false)
  const send = async () => {
    await ask(
      api.POST('/api/classes/{id}/cancel', {
        params: { path: { id: of.id } },
        body: { reason: reason.trim(), with_following: withFollowing },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t('training.classes.cancelClass')}
      submitLabel={t('training.classes.cancelClass')}
      isDanger
      isReady={reason.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p>{t('training.classes.cancelBody', { count: of.booked + of.waiting + of.requested })}</p>
          <TextAreaField
            data-autofocus
            label={t('training.classes.cancelReason')}
            hint={t('training.classes.cancelReasonHint')}
            value={reason}
            maxLength={500}
            {...(errors.has('reason') ? { error: errors.get('reason') as string } : {})}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <FollowingField count={of.following} isChecked={withFollowing} onChange={setWithFollowing} />
        </>
      )}
    </FormDialog>
  )
}
