import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, idempotencyKey } from '../../../web/api/client.ts'
import { ChoiceField, TextField } from '../../../web/kit/fields.tsx'
import { confirmed } from '../../../web/shell/step-up.ts'
import { structureQuery, type Team, useRefresh } from './data.ts'
import { FormDialog } from './FormDialog.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

type TeamFormProps = { team?: Team; onClose: () => void; onDone?: (id: string) => void }

/** Makes a team or changes one. */
export function TeamForm({ team, onClose, onDone }: TeamFormProps) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const { data } = useQuery(structureQuery())
  const [name, setName] = useState(team?.name ?? '')
  const [tier, setTier] = useState<'1' | '2' | '3'>(String(team?.tier ?? 1) as '1')
  const [email, setEmail] = useState(team?.email ?? '')
  const [skills, setSkills] = useState(team?.skills.map(({ id }) => id) ?? [])
  const [key] = useState(idempotencyKey)
  const send = async () => {
    const body = { name: name.trim(), tier: Number(tier), email: email.trim() || null, skill_ids: skills }
    const { id } = await confirmed(() =>
      team
        ? ask(api.PATCH('/api/teams/{id}', { params: { path: { id: team.id } }, body }))
        : ask(api.POST('/api/teams', { body, headers: { 'idempotency-key': key } })),
    )
    await refresh()
    onDone?.(id)
  }
  const error = (errors: ReadonlyMap<string, string>, field: string) =>
    errors.get(field) ? { error: errors.get(field) as string } : {}
  return (
    <FormDialog
      title={team ? t('organization.team.edit', { name: team.name }) : t('organization.team.add')}
      submitLabel={team ? t('organization.save') : t('organization.team.addSubmit')}
      isReady={name.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('organization.team.name')}
            value={name}
            maxLength={200}
            required
            data-autofocus
            {...error(errors, 'name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ChoiceField
            label={t('organization.team.tier')}
            value={tier}
            onChange={setTier}
            options={(['1', '2', '3'] as const).map((value) => ({
              value,
              label: t('organization.team.line', { tier: value }),
              hint: t(`organization.team.tierHint.${value}`),
            }))}
          />
          <TextField
            label={t('organization.team.email')}
            type="email"
            value={email}
            maxLength={320}
            {...error(errors, 'email')}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <MultiSelect
            label={t('organization.team.skills')}
            value={skills}
            onChange={setSkills}
            searchable
            data={(data?.skills ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </>
      )}
    </FormDialog>
  )
}
