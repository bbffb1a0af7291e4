import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { structureQuery } from '../../../core/people/web/data.ts'
import { ListField, PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { SelectField, TextAreaField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { FormDialog } from '../../../web/records/FormDialog.tsx'
import { type Named, useAskAgain } from './data.ts'
import { useRestrictionT } from './useRestrictionT.ts'

const day_ms = 86_400_000
const spans = [1, 7, 30, 90] as const

/** Opens the record for a person or a team, for a reason and for some days. */
export function GrantDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useRestrictionT()
  const askAgain = useAskAgain(id)
  const { data } = useQuery(structureQuery())
  const [person, setPerson] = useState<Named | null>(null)
  const [team, setTeam] = useState<string | null>(null)
  const [days, setDays] = useState('7')
  const [reason, setReason] = useState('')
  const submit = async () => {
    await send(id, { person, team, days: Number(days), reason })
    toast.show(t('restriction.grant.done'), 'success')
    await askAgain()
  }
  return (
    <FormDialog
      title={t('restriction.grant.title')}
      submitLabel={t('restriction.grant.save')}
      isReady={(person === null) !== (team === null) && reason.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <PersonPicker
            label={t('restriction.pick.person')}
            value={person}
            isClearable
            error={errors.get('person_id')}
            onChange={setPerson}
          />
          {person === null && (
            <ListField
              label={t('restriction.pick.orTeam')}
              none={t('restriction.pick.none')}
              list={data?.teams}
              value={team}
              onChange={setTeam}
            />
          )}
          <SelectField
            label={t('restriction.grant.days')}
            value={days}
            data={spans.map((each) => ({
              value: String(each),
              label: t('restriction.grant.span', { count: each }),
            }))}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
          <TextAreaField
            label={t('restriction.grant.reason')}
            maxLength={500}
            value={reason}
            {...(errors.has('reason') ? { error: errors.get('reason') as string } : {})}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

type Grant = { person: Named | null; team: string | null; days: number; reason: string }

function send(id: string, { person, team, days, reason }: Grant) {
  // A little less, so that the clocks of two computers do not make it too long.
  const until = new Date(Date.now() + days * day_ms - 60_000).toISOString()
  const body = {
    ...(person ? { person_id: person.id } : {}),
    ...(team ? { team_id: team } : {}),
    until,
    reason: reason.trim(),
  }
  return ask(api.POST('/api/restricted-records/{id}/grant', { params: { path: { id } }, body }))
}
