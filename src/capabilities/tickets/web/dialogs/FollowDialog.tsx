import { useState } from 'react'
import { ChoiceField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import type { Choice } from '../data/directory.ts'
import { PersonPicker } from '../ticket/Picker.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import type { DialogProps } from './PassDialogs.tsx'

const ways = ['participant', 'watcher'] as const

/** Has somebody follow the ticket: from outside as a participant, or a colleague who watches it. */
export function FollowDialog({ ticket, run, onClose }: DialogProps) {
  const t = useTicketsT()
  const [person, setPerson] = useState<Choice | null>(null)
  const [way, setWay] = useState<(typeof ways)[number]>('participant')
  const submit = () => {
    const body = { person_id: person?.id ?? '' }
    const said = t('tickets.did.follow', { name: person?.name ?? '' })
    return way === 'participant'
      ? run('add-participant', body, {
          throws: true,
          said,
          undo: { verb: 'remove-participant', body: body as never },
        })
      : run('watch', body, { throws: true, said, undo: { verb: 'unwatch', body: body as never } })
  }
  return (
    <FormDialog
      title={t('tickets.dialog.followTitle', { number: ticket.number })}
      submitLabel={t('tickets.dialog.followDo')}
      isReady={person !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <PersonPicker
            label={t('tickets.dialog.followWho')}
            value={person}
            onChange={setPerson}
            error={errors.get('person_id')}
            autoFocus
          />
          <ChoiceField
            label={t('tickets.dialog.followHow')}
            value={way}
            onChange={setWay}
            options={ways.map((value) => ({
              value,
              label: t(`tickets.dialog.follow.${value}`),
              hint: t(`tickets.dialog.followHint.${value}`),
            }))}
          />
        </>
      )}
    </FormDialog>
  )
}
