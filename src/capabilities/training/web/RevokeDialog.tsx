import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { TextField } from '../../../web/kit/fields.tsx'
import type { LearningLine } from './data.ts'
import { useTrainingT } from './useTrainingT.ts'

/** Says that a line counts no more, and why. */
export function RevokeDialog({ line, onClose }: { line: LearningLine; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [why, setWhy] = useState('')
  const send = async () => {
    await ask(
      api.POST('/api/training/records/{id}/revoke', {
        params: { path: { id: line.id } },
        body: { evidence: why.trim() },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t('training.revoke.title')}
      submitLabel={t('training.revoke.send')}
      isDanger
      isReady={why.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <TextField
          data-autofocus
          label={t('training.revoke.why')}
          hint={t('training.record.noPatient')}
          value={why}
          maxLength={1000}
          {...(errors.has('evidence') ? { error: errors.get('evidence') as string } : {})}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
