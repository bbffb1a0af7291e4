import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { act, namesIn, type Ticket } from '../../web/data/ticket.ts'
import { PersonPicker } from '../../web/ticket/Picker.tsx'
import { useTicketsT } from '../../web/useTicketsT.ts'
import { refresh } from './data.ts'
import styles from './merging.module.css'
import { useMergingT } from './useMergingT.ts'

const WORDS_SHOWN = 240

/** Files a ticket of its own for another matter in the thread, and shows the chosen messages there too. */
export function SplitDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useMergingT()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const [requester, setRequester] = useState(ticket.requester)
  const [chosen, setChosen] = useState<string[]>([])
  const submit = async () => {
    const wanted = {
      title: title.trim(),
      body,
      message_ids: chosen,
      ...(requester ? { requester_id: requester.id } : {}),
    }
    // Of the version that is seen: what arrived, and is sent again because no answer came, is refused.
    const { ticket: made } = await act(ticket.id, 'split', wanted, ticket.version)
    await refresh(queries)
    toast.show(t('merging.split.done', { number: made.number }), 'success')
    void navigate({ to: `/desk/tickets/${made.id}` })
  }
  return (
    <FormDialog
      title={t('merging.split.title', { number: ticket.number })}
      submitLabel={t('merging.split.do')}
      isReady={title.trim() !== '' && body.trim() !== '' && chosen.length > 0}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p className={styles.dim}>{t('merging.split.what')}</p>
          <Messages ticket={ticket} chosen={chosen} onChange={setChosen} error={errors.get('message_ids')} />
          <TextField
            label={t('merging.split.name')}
            value={title}
            maxLength={500}
            error={errors.get('title') ?? ''}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextAreaField
            label={t('merging.split.body')}
            hint={t('merging.split.bodyHint', { name: requester?.name ?? '' })}
            value={body}
            error={errors.get('body') ?? ''}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          <PersonPicker
            label={t('merging.split.requester')}
            value={requester}
            onChange={setRequester}
            error={errors.get('requester_id')}
          />
        </>
      )}
    </FormDialog>
  )
}

type MessagesProps = {
  ticket: Ticket
  chosen: string[]
  onChange: (ids: string[]) => void
  error: string | undefined
}

function Messages({ ticket, chosen, onChange, error }: MessagesProps) {
  const t = useMergingT()
  const tickets = useTicketsT()
  const names = namesIn(ticket)
  const own = ticket.messages.filter((message) => message.origin_id === null)
  return (
    <Checkbox.Group label={t('merging.split.messages')} value={chosen} onChange={onChange} error={error}>
      <div className={styles.choices}>
        {own.map((message) => {
          const name = names.get(message.author_id ?? '') ?? tickets('tickets.system')
          return (
            <Checkbox
              key={message.id}
              value={message.id}
              label={message.is_internal ? t('merging.split.note', { name }) : name}
              description={<span className={styles.words}>{message.body.slice(0, WORDS_SHOWN)}</span>}
            />
          )
        })}
      </div>
    </Checkbox.Group>
  )
}
