/** What is enough for which act, which roles are high-risk, and the organization's own words to say. */
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField, SwitchField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMay } from '../../../web/shell/session.ts'
import { acts, methods } from '../words.ts'
import styles from './callers.module.css'
import { listPath, type Settings, settingsQuery, useSending } from './data.ts'
import { useCallersT } from './useCallersT.ts'

export function Page() {
  const t = useCallersT()
  const { data, error, refetch } = useQuery(settingsQuery)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('callers.settings.title')}
        note={t('callers.settings.note')}
        above={<AppLink href={listPath}>{t('callers.list.title')}</AppLink>}
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : (
        <Form key={data.version} settings={data} />
      )}
    </div>
  )
}

type Change = (change: Partial<Settings>) => void

function Form({ settings }: { settings: Settings }) {
  const t = useCallersT()
  const may = useMay()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(settings)
  const { run, isBusy, failure } = useSending()
  const change: Change = (next) => setDraft((before) => ({ ...before, ...next }))
  const save = () =>
    run(async () => {
      const roles = draft.roles.filter((role, at) => role.is_high !== settings.roles[at]?.is_high)
      const body = { ...draft, roles: roles.map(({ id, is_high }) => ({ id, is_high })) }
      await ask(api.PUT('/api/callers/settings', { body }))
      await queries.invalidateQueries({ queryKey: ['callers'] })
      toast.show(t('callers.settings.saved'), 'success')
    })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <fieldset disabled={!may('callers.manage')} className={styles.group}>
        <Enough draft={draft} change={change} />
        <Numbers draft={draft} change={change} />
        <Roles draft={draft} change={change} />
        <Scripts draft={draft} change={change} />
        {failure && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
        {may('callers.manage') && (
          <div>
            <Button type="submit" loading={isBusy}>
              {t('callers.settings.save')}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  )
}

type PartProps = { draft: Settings; change: Change }

function Enough({ draft, change }: PartProps) {
  const t = useCallersT()
  return acts.map((act) => (
    <fieldset key={act} className={styles.group}>
      <legend>{t('callers.settings.enough', { act: t(`callers.act.${act}`) })}</legend>
      <div className={styles.checks}>
        {methods.map((method) => {
          const chosen = draft.methods[act]
          const others = chosen.filter((each) => each !== method)
          return (
            <CheckboxField
              key={method}
              label={t(`callers.methodName.${method}`)}
              checked={chosen.includes(method)}
              // One way has to be left, or nobody could be helped.
              disabled={chosen.includes(method) && others.length === 0}
              onChange={(event) =>
                change({
                  methods: {
                    ...draft.methods,
                    [act]: event.currentTarget.checked ? [...others, method] : others,
                  },
                })
              }
            />
          )
        })}
      </div>
    </fieldset>
  ))
}

const numbers = { valid_minutes: [5, 240], hold_hours: [1, 168], contact_days: [1, 90] } as const

function Numbers({ draft, change }: PartProps) {
  const t = useCallersT()
  return (
    <>
      {(Object.keys(numbers) as (keyof typeof numbers)[]).map((name) => (
        <TextField
          key={name}
          type="number"
          label={t(`callers.settings.${name}`)}
          hint={t(`callers.settings.${name}_hint`)}
          min={numbers[name][0]}
          max={numbers[name][1]}
          required
          value={Number.isNaN(draft[name]) ? '' : draft[name]}
          onChange={(event) => change({ [name]: event.currentTarget.valueAsNumber })}
        />
      ))}
      <SwitchField
        label={t('callers.settings.is_import_trusted')}
        hint={t('callers.settings.is_import_trusted_hint')}
        checked={draft.is_import_trusted}
        onChange={(event) => change({ is_import_trusted: event.currentTarget.checked })}
      />
    </>
  )
}

function Roles({ draft, change }: PartProps) {
  const t = useCallersT()
  return (
    <fieldset className={styles.group}>
      <legend>{t('callers.settings.roles')}</legend>
      <p className={styles.small}>{t('callers.settings.rolesHint')}</p>
      <div className={styles.checks}>
        {draft.roles.map((role) => (
          <CheckboxField
            key={role.id}
            label={role.title}
            checked={role.is_high}
            onChange={(event) => {
              const is_high = event.currentTarget.checked
              change({
                roles: draft.roles.map((each) => (each.id === role.id ? { ...each, is_high } : each)),
              })
            }}
          />
        ))}
      </div>
    </fieldset>
  )
}

function Scripts({ draft, change }: PartProps) {
  const t = useCallersT()
  return (
    <fieldset className={styles.group}>
      <legend>{t('callers.settings.scripts')}</legend>
      <p className={styles.small}>{t('callers.settings.scriptsHint')}</p>
      {methods.flatMap((method) =>
        (['en', 'es'] as const).map((language) => (
          <TextAreaField
            key={`${method} ${language}`}
            label={`${t(`callers.methodName.${method}`)} (${t(`callers.language.${language}`)})`}
            value={draft.scripts[method]?.[language] ?? ''}
            maxLength={4000}
            onChange={(event) =>
              change({
                scripts: {
                  ...draft.scripts,
                  [method]: { ...draft.scripts[method], [language]: event.currentTarget.value },
                },
              })
            }
          />
        )),
      )}
    </fieldset>
  )
}
