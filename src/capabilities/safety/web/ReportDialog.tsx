import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { ChoiceField, TextAreaField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import type { SafetyRow } from './data.ts'
import { useSafetyT } from './useSafetyT.ts'

const outcomes = ['severe_harm', 'harm', 'near_miss'] as const

/** Two questions; the answers leave nothing on this workstation, and a failure keeps every word. */
export function ReportDialog({ ticketId, onClose }: { ticketId: string; onClose: () => void }) {
  const t = useSafetyT()
  const queries = useQueryClient()
  const [outcome, setOutcome] = useState<SafetyRow['outcome']>()
  const [description, setDescription] = useState('')
  // A report that is sent again after a lost answer stays one report.
  const [key] = useState(() => crypto.randomUUID())
  const send = async () => {
    if (outcome === undefined) return
    await ask(
      api.POST('/api/tickets/{id}/safety-reports', {
        params: { path: { id: ticketId }, header: { 'idempotency-key': key } },
        body: { outcome, description: description.trim() },
      }),
    )
    toast.show(t('safety.report.sent'), 'success')
    await queries.invalidateQueries({ queryKey: ['safety'] })
  }
  return (
    <FormDialog
      title={t('safety.report.title')}
      submitLabel={t('safety.report.send')}
      isReady={outcome !== undefined && description.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p>{t('safety.report.body')}</p>
          <ChoiceField
            label={t('safety.report.what')}
            value={outcome}
            options={outcomes.map((value) => ({ value, label: t(`safety.outcome.${value}`) }))}
            onChange={setOutcome}
          />
          <TextAreaField
            label={t('safety.report.words')}
            hint={t('safety.report.wordsHint')}
            maxLength={20_000}
            value={description}
            {...(errors.has('description') ? { error: errors.get('description') as string } : {})}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
