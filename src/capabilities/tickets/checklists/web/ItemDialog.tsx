import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { localMinute } from '../../web/dialogs/WorkDialogs.tsx'
import { PersonPicker } from '../../web/ticket/Picker.tsx'
import { type Item, useAct } from './data.ts'
import { useChecklistsT } from './useChecklistsT.ts'

/** The words of an item, who does it, and until when. */
export function ItemDialog({
  ticketId,
  item,
  onClose,
}: {
  ticketId: string
  item: Item
  onClose: () => void
}) {
  const t = useChecklistsT()
  const act = useAct(ticketId)
  const [title, setTitle] = useState(item.title)
  const [person, setPerson] = useState<{ id: string; name: string } | null>(item.assigned_to)
  const [due, setDue] = useState(item.due_at === null ? '' : localMinute(new Date(item.due_at)))
  const save = async () => {
    const body = {
      item_id: item.id,
      title: title.trim(),
      assigned_to_id: person?.id ?? null,
      due_at: due === '' ? null : new Date(due).toISOString(),
    }
    const params = { path: { id: ticketId } }
    // A refusal is shown at its field; only what was saved is asked for anew.
    await ask(api.POST('/api/tickets/{id}/change-checklist-item', { params, body }))
    await act(Promise.resolve())
  }
  return (
    <FormDialog
      title={t('checklists.editTitle')}
      submitLabel={t('checklists.templates.save')}
      isReady={title.trim() !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('checklists.words')}
            maxLength={300}
            value={title}
            error={errors.get('title') ?? ''}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <PersonPicker
            label={t('checklists.who')}
            value={person}
            error={errors.get('assigned_to_id')}
            isClearable
            onChange={setPerson}
          />
          <TextField
            type="datetime-local"
            label={t('checklists.until')}
            required={false}
            value={due}
            error={errors.get('due_at') ?? ''}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
