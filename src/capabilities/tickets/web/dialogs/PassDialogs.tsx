import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import type { Choice } from '../data/directory.ts'
import type { Ticket } from '../data/ticket.ts'
import { ListPicker } from '../ticket/Picker.tsx'
import type { Run } from '../ticket/useAct.ts'
import { useTicketsT } from '../useTicketsT.ts'

export type DialogProps = { ticket: Ticket; run: Run; onClose: () => void }

const TRIED_MAX = 20_000

/** On to more experienced hands, with what was tried: the internal notes are the first draft of that. */
export function EscalateDialog({ ticket, run, onClose }: DialogProps) {
  const t = useTicketsT()
  const [team, setTeam] = useState<Choice | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(() => triedSoFar(ticket))
  const { data } = useQuery({
    queryKey: ['escalation-targets', ticket.id],
    queryFn: () =>
      ask(api.GET('/api/tickets/{id}/escalation-targets', { params: { path: { id: ticket.id } } })),
  })
  const choices = (data?.rows ?? [])
    .toSorted((a, b) => Number(b.fits) - Number(a.fits) || a.tier - b.tier)
    .map(({ id, name, tier, fits, skills }) => ({
      id,
      name,
      note: [
        t('tickets.dialog.tier', { tier }),
        fits ? t('tickets.dialog.escalateFits') : '',
        skills.join(', '),
      ]
        .filter(Boolean)
        .join(' · '),
    }))
  const submit = () =>
    run(
      'escalate',
      { team_id: team?.id ?? '', reason: reason.trim(), tried: tried.trim() },
      { throws: true, said: t('tickets.did.escalate', { to: team?.name ?? '' }) },
    )
  return (
    <FormDialog
      title={t('tickets.dialog.escalateTitle', { number: ticket.number })}
      submitLabel={t('tickets.move.escalate')}
      isReady={team !== null && reason.trim() !== '' && tried.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ListPicker
            label={t('tickets.dialog.escalateTo')}
            value={team}
            onChange={setTeam}
            error={errors.get('team_id')}
            choices={choices}
            autoFocus
          />
          <TextField
            label={t('tickets.dialog.reason')}
            value={reason}
            maxLength={2000}
            error={errors.get('reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <TextAreaField
            label={t('tickets.dialog.tried')}
            hint={t('tickets.dialog.triedHint')}
            minRows={5}
            maxLength={TRIED_MAX}
            value={tried}
            error={errors.get('tried')}
            onChange={(event) => setTried(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

function triedSoFar(ticket: Ticket): string {
  return ticket.messages
    .filter((message) => message.is_internal && message.redacted_at === null)
    .map((message) => `- ${message.body.trim().replace(/\n+/g, '\n  ')}`)
    .join('\n')
    .slice(0, TRIED_MAX)
}

/** Back to the team that it came from. */
export function HandBackDialog({ ticket, run, onClose }: DialogProps) {
  const t = useTicketsT()
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const submit = () =>
    run(
      'hand-back',
      { reason: reason.trim(), ...(note.trim() ? { note: note.trim() } : {}) },
      { throws: true, said: t('tickets.did.hand_back') },
    )
  return (
    <FormDialog
      title={t('tickets.dialog.handBackTitle', { number: ticket.number })}
      submitLabel={t('tickets.move.hand_back')}
      isReady={reason.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('tickets.dialog.handBackReason')}
            value={reason}
            maxLength={2000}
            error={errors.get('reason')}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <TextAreaField
            label={t('tickets.dialog.handBackNote')}
            required={false}
            value={note}
            error={errors.get('note')}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
