import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { ChoiceField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import styles from './candidates.module.css'
import { useCandidatesT } from './useCandidatesT.ts'

type Setting = paths['/api/teams/{id}/assignment']['get']['responses'][200]['content']['application/json']

const modes = ['off', 'suggest', 'assign'] as const

/** On the page of a team: how its tickets are given out. Its lead and those who manage teams change it here. */
export function TeamPart({ id }: { id: string }) {
  const t = useCandidatesT()
  const { data } = useQuery({
    queryKey: ['team-assignment', id],
    queryFn: () => ask(api.GET('/api/teams/{id}/assignment', { params: { path: { id } } })),
    retry: false,
  })
  if (!data) return null
  return (
    <section className={styles.card} aria-labelledby="team-assignment">
      <h2 id="team-assignment">{t('candidates.team.title')}</h2>
      {data.may_edit ? (
        <SettingForm key={`${data.mode} ${data.open_max}`} id={id} setting={data} />
      ) : (
        <>
          <p className={styles.small}>{t(`candidates.team.${data.mode}`)}</p>
          <p className={styles.small}>
            {t('candidates.team.max')}: {data.open_max ?? t('candidates.team.noMax')}
          </p>
        </>
      )}
    </section>
  )
}

function SettingForm({ id, setting }: { id: string; setting: Setting }) {
  const t = useCandidatesT()
  const queries = useQueryClient()
  const [mode, setMode] = useState(setting.mode)
  const [max, setMax] = useState(setting.open_max === null ? '' : String(setting.open_max))
  const save = useSubmit(async () => {
    const open_max = max.trim() === '' ? null : Number(max)
    await ask(api.PUT('/api/teams/{id}/assignment', { params: { path: { id } }, body: { mode, open_max } }))
    toast.show(t('candidates.team.saved'), 'success')
    await queries.invalidateQueries({ queryKey: ['team-assignment', id] })
  })
  const error = save.problem?.fields.get('open_max')
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save.submit()
      }}
    >
      <ChoiceField
        label={t('candidates.team.mode')}
        value={mode}
        onChange={setMode}
        options={modes.map((value) => ({
          value,
          label: t(`candidates.team.${value}`),
          hint: t(`candidates.team.${value}Hint`),
        }))}
      />
      <TextField
        mt="sm"
        label={t('candidates.team.max')}
        hint={t('candidates.team.maxHint')}
        type="number"
        min={1}
        max={500}
        required={false}
        value={max}
        {...(error ? { error } : {})}
        onChange={(event) => setMax(event.currentTarget.value)}
      />
      {!error && <Failure problem={save.problem} />}
      <Button type="submit" mt="sm" variant="default" loading={save.isBusy}>
        {t('candidates.team.save')}
      </Button>
    </form>
  )
}
