import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { linesOf, templatesQuery } from './data.ts'
import { useChecklistsT } from './useChecklistsT.ts'

/** Puts a checklist onto the ticket: one of the organization's, or an own one. */
export function AddDialog({ ticketId, onClose }: { ticketId: string; onClose: () => void }) {
  const t = useChecklistsT()
  const queries = useQueryClient()
  const { data } = useQuery(templatesQuery)
  const [template, setTemplate] = useState('')
  const [title, setTitle] = useState('')
  const [lines, setLines] = useState('')
  const send = async () => {
    const own = {
      title: title.trim(),
      steps: linesOf(lines).map((line) => ({ title: line, as: 'check' as const })),
    }
    const body = template ? { template_id: template } : own
    await ask(api.POST('/api/tickets/{id}/add-checklist', { params: { path: { id: ticketId } }, body }))
    await queries.invalidateQueries({ queryKey: ['record', ticketId] })
  }
  return (
    <FormDialog
      title={t('checklists.dialog.title')}
      submitLabel={t('checklists.save')}
      isReady={template !== '' || title.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {data && data.rows.length > 0 && (
        <SelectField
          label={t('checklists.dialog.template')}
          value={template}
          data={[
            { value: '', label: t('checklists.dialog.own') },
            ...data.rows.map((row) => ({ value: row.id, label: row.name })),
          ]}
          onChange={(event) => setTemplate(event.currentTarget.value)}
        />
      )}
      {template === '' && (
        <>
          <TextField
            label={t('checklists.dialog.name')}
            maxLength={300}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextAreaField
            label={t('checklists.dialog.steps')}
            required={false}
            value={lines}
            onChange={(event) => setLines(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
