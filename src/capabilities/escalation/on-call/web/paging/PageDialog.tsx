import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../../web/api/client.ts'
import { SelectField, TextAreaField } from '../../../../../web/kit/fields.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { nowQuery, rotaQuery } from '../data.ts'
import { errorOf, FormDialog } from '../FormDialog.tsx'
import { NowList } from '../NowList.tsx'
import { useOnCallT } from '../useOnCallT.ts'

/** Calls who is on call in a team, showing beforehand who that is. */
export function PageDialog({ ticketId, onClose }: { ticketId: string; onClose: () => void }) {
  const t = useOnCallT()
  const queries = useQueryClient()
  const { data: teams = [] } = useQuery(nowQuery())
  const [team_id, setTeam] = useState('')
  const [person_id, setPerson] = useState('')
  const [reason, setReason] = useState('')
  const { data: rota } = useQuery({ ...rotaQuery(team_id), enabled: team_id !== '' })
  const members = (rota?.people ?? []).filter(({ is_there }) => is_there)
  const team = teams.find((each) => each.team.id === team_id)
  const send = async () => {
    await ask(
      api.POST('/api/tickets/{id}/page', {
        params: { path: { id: ticketId } },
        body: { reason: reason.trim(), ...(team_id ? { team_id } : {}), ...(person_id ? { person_id } : {}) },
      }),
    )
    toast.show(t('on_call.page.done'), 'success')
    await queries.invalidateQueries({ queryKey: ['record', ticketId] })
  }
  return (
    <FormDialog
      title={t('on_call.page.do')}
      submitLabel={t('on_call.page.submit')}
      isReady={reason.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <SelectField
            label={t('on_call.page.whom')}
            value={team_id}
            data={[
              { value: '', label: t('on_call.page.ownTeam') },
              ...teams.map((each) => ({ value: each.team.id, label: each.team.name })),
            ]}
            {...errorOf(errors, 'team_id')}
            onChange={(event) => {
              setTeam(event.currentTarget.value)
              setPerson('')
            }}
          />
          {team && <NowList team={team} />}
          {members.length > 0 && (
            <SelectField
              label={t('on_call.page.person')}
              value={person_id}
              data={[
                { value: '', label: t('on_call.page.whoever') },
                ...members.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              {...errorOf(errors, 'person_id')}
              onChange={(event) => setPerson(event.currentTarget.value)}
            />
          )}
          <TextAreaField
            label={t('on_call.page.why')}
            hint={t('on_call.page.whyHint')}
            maxLength={2000}
            data-autofocus
            value={reason}
            {...errorOf(errors, 'reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
