import { Button } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { CheckboxField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { type QueueSearch, viewOf } from '../data/queue.ts'
import { useTicketsT } from '../useTicketsT.ts'
import { savedViewsQuery } from './ViewsPane.tsx'

/** Keeps the filter, the words, the order and the columns under a name. */
export function SaveView({ search }: { search: QueueSearch }) {
  const t = useTicketsT()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconBookmark size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('tickets.queue.saveView')}
      </Button>
      {isOpen && <SaveDialog search={search} onClose={() => setOpen(false)} />}
    </>
  )
}

function SaveDialog({ search, onClose }: { search: QueueSearch; onClose: () => void }) {
  const t = useTicketsT()
  const may = useMay()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const save = async () => {
    const { id } = await ask(
      api.POST('/api/tickets/views', { body: { name: name.trim(), ...viewOf(search) } }),
    )
    if (isShared)
      await ask(
        api.POST('/api/tickets/views/{id}/share', { params: { path: { id } }, body: { is_shared: true } }),
      )
    await queries.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
    toast.show(t('tickets.queue.viewSaved'), 'success')
  }
  return (
    <FormDialog
      title={t('tickets.queue.saveTitle')}
      submitLabel={t('tickets.queue.saveDo')}
      isReady={name.trim() !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('tickets.queue.saveName')}
            value={name}
            maxLength={100}
            error={errors.get('name')}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {may('views.share') && (
            <CheckboxField
              label={t('tickets.queue.saveShare')}
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
