import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useRefresh } from '../data.ts'
import { errorOf } from '../error-of.ts'
import { useIncidentsT } from '../useIncidentsT.ts'

/** Says what it is and why it looks like one matter with many reports. */
export function ProposeDialog({ ticketId, onClose }: { ticketId: string; onClose: () => void }) {
  const t = useIncidentsT()
  const refresh = useRefresh(ticketId)
  const [title, setTitle] = useState('')
  const [why, setWhy] = useState('')
  const send = async () => {
    await ask(
      api.POST('/api/incidents', { body: { title: title.trim(), why: why.trim(), ticket_id: ticketId } }),
    )
    toast.show(t('incidents.propose.done'), 'success')
    await refresh()
  }
  return (
    <FormDialog
      title={t('incidents.propose.do')}
      submitLabel={t('incidents.propose.submit')}
      isReady={title.trim() !== '' && why.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('incidents.propose.title')}
            hint={t('incidents.propose.titleHint')}
            maxLength={200}
            value={title}
            {...errorOf(errors, 'title')}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextAreaField
            label={t('incidents.propose.why')}
            hint={t('incidents.propose.whyHint')}
            maxLength={2000}
            value={why}
            {...errorOf(errors, 'why')}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
