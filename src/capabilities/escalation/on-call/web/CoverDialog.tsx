import { useState } from 'react'
import { api, ask, idempotencyKey } from '../../../../web/api/client.ts'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { type RotaShown, type Shift, useRefresh } from './data.ts'
import { errorOf, FormDialog } from './FormDialog.tsx'
import { useOnCallT } from './useOnCallT.ts'
import { momentOf, wallOf } from './wall.ts'

type CoverDialogProps = { rota: RotaShown; shift?: Shift; onClose: () => void }

/** Puts somebody in the place of whoever would be on call, at first for the whole of a shift. */
export function CoverDialog({ rota, shift, onClose }: CoverDialogProps) {
  const t = useOnCallT()
  const refresh = useRefresh()
  const zone = rota.time_zone
  const [layer_id, setLayer] = useState(shift?.layer_id ?? rota.layers[0]?.id ?? '')
  const [person_id, setPerson] = useState('')
  const [from, setFrom] = useState(wallOf(shift?.from ?? Date.now(), zone))
  const [to, setTo] = useState(wallOf(shift?.to ?? Date.now() + 86_400_000, zone))
  const [key] = useState(idempotencyKey)
  const iso = (wall: string) => new Date(momentOf(wall, zone)).toISOString()
  const send = async () => {
    await ask(
      api.POST('/api/teams/{id}/rota/covers', {
        params: { path: { id: rota.team.id }, header: { 'idempotency-key': key } },
        body: { layer_id, person_id, from: iso(from), to: iso(to) },
      }),
    )
    toast.show(t('on_call.cover.added'), 'success')
    await refresh()
  }
  return (
    <FormDialog
      title={t('on_call.cover.add')}
      submitLabel={t('on_call.cover.add')}
      isReady={person_id !== '' && from !== '' && to !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <SelectField
            label={t('on_call.column.layer')}
            value={layer_id}
            data={rota.layers.map(({ id, name }) => ({ value: id, label: name }))}
            {...errorOf(errors, 'layer_id')}
            onChange={(event) => setLayer(event.currentTarget.value)}
          />
          <SelectField
            label={t('on_call.column.person')}
            value={person_id}
            data-autofocus
            data={[
              { value: '', label: t('on_call.choose') },
              ...rota.people
                .filter(({ is_there }) => is_there)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...errorOf(errors, 'person_id')}
            onChange={(event) => setPerson(event.currentTarget.value)}
          />
          <TextField
            type="datetime-local"
            label={t('on_call.column.from')}
            hint={t('on_call.zoneIs', { zone })}
            value={from}
            {...errorOf(errors, 'from')}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextField
            type="datetime-local"
            label={t('on_call.column.to')}
            value={to}
            {...errorOf(errors, 'to')}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
