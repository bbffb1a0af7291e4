import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask, idempotencyKey } from '../../../../web/api/client.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import { type Choice, usePlaces } from '../../web/data/directory.ts'
import { ListPicker } from '../../web/ticket/Picker.tsx'
import { usePhoneT } from './usePhoneT.ts'

type UnknownCallerProps = {
  place: Choice | null
  onDone: (caller: Choice, place: Choice | null) => void
  onClose: () => void
}

/** Somebody who is not in the directory: with a name a new contact, without one the unknown caller of the place. */
export function UnknownCaller({ place: known, onDone, onClose }: UnknownCallerProps) {
  const t = usePhoneT()
  const places = usePlaces()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [place, setPlace] = useState(known)
  const [key] = useState(idempotencyKey)
  return (
    <FormDialog
      title={t('phone.unknown.add')}
      submitLabel={name.trim() ? t('phone.unknown.named') : t('phone.unknown.nameless')}
      onSubmit={async () => {
        const body = {
          ...(name.trim() ? { name: name.trim() } : {}),
          ...(phone.trim() ? { phone: phone.trim() } : {}),
          ...(place ? { place_id: place.id } : {}),
        }
        const made = await ask(
          api.POST('/api/phone/add-caller', {
            body,
            headers: { 'idempotency-key': `${key}${JSON.stringify(body).length}` },
          }),
        )
        onDone(made, place)
      }}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('phone.unknown.name')}
            hint={t('phone.unknown.nameHint')}
            required={false}
            maxLength={200}
            value={name}
            data-autofocus
            {...(errors.has('name') ? { error: errors.get('name') as string } : {})}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextField
            label={t('phone.fact.phone')}
            required={false}
            type="tel"
            maxLength={60}
            value={phone}
            {...(errors.has('phone') ? { error: errors.get('phone') as string } : {})}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <ListPicker
            label={t('phone.fact.place')}
            value={place}
            choices={places}
            onChange={setPlace}
            error={errors.get('place_id')}
            isClearable
          />
        </>
      )}
    </FormDialog>
  )
}
