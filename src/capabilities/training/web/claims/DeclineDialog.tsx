import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import type { Claim } from './data.ts'

/** Says why not. */
export function DeclineDialog({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const send = async () => {
    await ask(
      api.POST('/api/training/claims/{id}/decline', {
        params: { path: { id: claim.id } },
        body: { reason: reason.trim() },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training', 'claims'] })
  }
  return (
    <FormDialog
      title={t('training.claims.declineTitle', { title: claim.title, name: claim.person.name })}
      submitLabel={t('training.claims.decline')}
      isDanger
      isReady={reason.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p className={styles.small}>{t('training.claims.declineNote')}</p>
          <TextAreaField
            data-autofocus
            maxLength={1000}
            label={t('training.claims.reason')}
            hint={t('training.record.noPatient')}
            value={reason}
            {...(errors.has('reason') ? { error: errors.get('reason') as string } : {})}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
