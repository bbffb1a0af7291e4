import { Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { eventsPath, type Level, levels, type Setting, settingQuery, useAskAgain } from './data.ts'
import { RiskMatrix } from './RiskMatrix.tsx'
import styles from './safety.module.css'
import { useSafetyT } from './useSafetyT.ts'

const outcomes = ['severe_harm', 'harm', 'near_miss'] as const

/** Hours, owner and matrix. */
export function Page() {
  const t = useSafetyT()
  const { data, error, refetch } = useQuery(settingQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('safety.settings.title')}
        above={
          <AppLink className={styles.link} href={eventsPath}>
            {t('safety.event.back')}
          </AppLink>
        }
      />
      <Form key={data.version} setting={data} />
    </div>
  )
}

function Form({ setting }: { setting: Setting }) {
  const t = useSafetyT()
  const askAgain = useAskAgain()
  const { officers, ...stored } = setting
  const [draft, setDraft] = useState(stored)
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(api.PUT('/api/safety/settings', { body: draft }))
    toast.show(t('safety.field.saved'), 'success')
    await askAgain()
  })
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="lg" align="flex-start">
        <section className={styles.card} aria-labelledby="hours">
          <h2 id="hours">{t('safety.settings.hours')}</h2>
          <p className={styles.small}>{t('safety.settings.hoursHint')}</p>
          <div className={styles.pair}>
            {outcomes.map((outcome) => (
              <TextField
                key={outcome}
                label={t(`safety.short.${outcome}`)}
                type="number"
                min={1}
                max={8760}
                value={draft.hours[outcome] || ''}
                {...(problem?.fields.has(`hours/${outcome}`)
                  ? { error: problem.fields.get(`hours/${outcome}`) as string }
                  : {})}
                onChange={(event) => {
                  const hours = Math.floor(Number(event.currentTarget.value))
                  setDraft({ ...draft, hours: { ...draft.hours, [outcome]: hours } })
                }}
              />
            ))}
          </div>
        </section>
        <SelectField
          label={t('safety.settings.owner')}
          hint={t('safety.settings.ownerHint')}
          value={draft.owner_id ?? ''}
          data={[
            { value: '', label: t('safety.settings.taker') },
            ...officers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => setDraft({ ...draft, owner_id: event.currentTarget.value || null })}
        />
        <section className={styles.card} aria-labelledby="matrix">
          <h2 id="matrix">{t('safety.settings.matrix')}</h2>
          <Cells draft={draft} onChange={setDraft} />
        </section>
        <Failure problem={problem} />
        <Button type="submit" loading={isBusy}>
          {t('safety.field.save')}
        </Button>
      </Stack>
    </form>
  )
}

type Draft = Omit<Setting, 'officers'>

function Cells({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const t = useSafetyT()
  const choose = (severity: number, likelihood: number, level: Level) => {
    const row = draft.matrix[severity - 1] ?? []
    onChange({ ...draft, matrix: draft.matrix.with(severity - 1, row.with(likelihood - 1, level)) })
  }
  return (
    <RiskMatrix
      caption={t('safety.settings.matrixHint')}
      matrix={draft.matrix}
      cell={(severity, likelihood, level) => (
        <select
          aria-label={t('safety.settings.cell', {
            severity: t(`safety.severity.${severity}` as 'safety.severity.1'),
            likelihood: t(`safety.likelihood.${likelihood}` as 'safety.likelihood.1'),
          })}
          value={level}
          onChange={(event) => choose(severity, likelihood, event.currentTarget.value as Level)}
        >
          {levels.map((each) => (
            <option key={each} value={each}>
              {t(`safety.cell.${each}`)}
            </option>
          ))}
        </select>
      )}
    />
  )
}
