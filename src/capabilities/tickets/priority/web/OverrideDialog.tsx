import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ChoiceField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { act, type Ticket } from '../../web/data/ticket.ts'
import type { Weighing } from './asked.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

const REASON_LENGTH_MAX = 2000
const levels = ['1', '2', '3', '4'] as const
type DialogProps = { ticket: Ticket; weighing: Weighing; onClose: () => void }

/** Another priority than the answers give, and why. */
export function OverrideDialog({ ticket, weighing, onClose }: DialogProps) {
  const t = usePriorityT()
  const queries = useQueryClient()
  const mayCallP1 = useMay()('tickets.call_p1')
  const [priority, setPriority] = useState<(typeof levels)[number]>()
  const [reason, setReason] = useState('')
  const submit = async () => {
    await act(ticket.id, 'override-priority', {
      priority: Number(priority) as 1 | 2 | 3 | 4,
      reason: reason.trim(),
    })
    await queries.invalidateQueries({ queryKey: ['record', ticket.id] })
  }
  return (
    <FormDialog
      title={t('priority.dialog.override', { number: ticket.number })}
      submitLabel={t('priority.part.override')}
      isReady={priority !== undefined && reason.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ChoiceField
            label={t('priority.dialog.priority')}
            value={priority}
            onChange={setPriority}
            options={levels
              .filter((level) => Number(level) !== weighing.priority)
              .map((level) => ({
                value: level,
                label: t(`priority.level.${level}`),
                ...(level === '1' && !mayCallP1 ? { hint: t('priority.dialog.proposes') } : {}),
              }))}
          />
          <TextAreaField
            label={t('priority.dialog.reason')}
            hint={t('priority.dialog.reasonHint')}
            maxLength={REASON_LENGTH_MAX}
            value={reason}
            {...(errors.get('reason') ? { error: errors.get('reason') as string } : {})}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <p className={styles.small}>{t('priority.dialog.holds')}</p>
        </>
      )}
    </FormDialog>
  )
}
