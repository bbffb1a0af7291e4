import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import type { Ticket } from '../../web/data/ticket.ts'
import { refresh } from './data.ts'
import { useMergingT } from './useMergingT.ts'

/** Files a part of the ticket for the same requester and team. */
export function NewPartDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useMergingT()
  const queries = useQueryClient()
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  // Sent again after a lost answer, it is still one part.
  const key = useRef(crypto.randomUUID())
  const submit = async () => {
    const made = await ask(
      api.POST('/api/tickets', {
        body: {
          kind: ticket.kind,
          title: title.trim(),
          body,
          channel: 'api',
          ...(ticket.requester ? { requester_id: ticket.requester.id } : {}),
          ...(ticket.team && ticket.may.includes('tickets.assign') ? { team_id: ticket.team.id } : {}),
          links: [{ type: 'parent', to_id: ticket.id }],
        },
        params: { header: { 'idempotency-key': key.current } },
      }),
    )
    await refresh(queries)
    toast.show(t('merging.parts.made', { number: made.number }), 'success')
  }
  return (
    <FormDialog
      title={t('merging.parts.newTitle', { number: ticket.number })}
      submitLabel={t('merging.parts.make')}
      isReady={title.trim() !== '' && body.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('merging.split.name')}
            value={title}
            maxLength={500}
            data-autofocus
            error={errors.get('title') ?? ''}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextAreaField
            label={t('merging.split.body')}
            hint={t('merging.split.bodyHint', { name: ticket.requester?.name ?? '' })}
            value={body}
            error={errors.get('body') ?? ''}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
