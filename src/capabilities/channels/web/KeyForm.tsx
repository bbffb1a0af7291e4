/** What a new key opens, and until when. Nothing is chosen beforehand: a key opens as little as it needs. */
import { Button, Group, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type OrganizationKey, useOrganizationT } from '../../../core/people/web/useOrganizationT.ts'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { CheckboxField, SelectField, TextField } from '../../../web/kit/fields.tsx'
import { confirmed } from '../../../web/shell/step-up.ts'
import type { Keys } from './connect-data.ts'
import { sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { useChannelsT } from './useChannelsT.ts'

const daysOffered = [30, 90, 180, 366] as const

type Draft = { name: string; days: number; owner: string }
type FormProps = {
  keys: Keys
  isForService: boolean
  onMade: (key: { name: string; secret: string }) => void
  onCancel: () => void
}

export function KeyForm({ keys, isForService, onMade, onCancel }: FormProps) {
  const t = useChannelsT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>({ name: '', days: 90, owner: keys.services[0]?.id ?? '' })
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }))
  const { name, days, owner } = draft
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const offered = isForService ? (keys.services.find(({ id }) => id === owner)?.scopes ?? []) : keys.scopes
  const chosen = offered.filter((scope) => scopes.has(scope))
  const send = () =>
    ask(
      api.POST('/api/keys', {
        body: { name, days, scopes: chosen as never, ...(isForService ? { person_id: owner } : {}) },
      }),
    )
  const make = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { secret } = await confirmed(send)
      await queries.invalidateQueries({ queryKey: ['keys'] })
      onMade({ name, secret })
    } catch (error) {
      if (!(error instanceof ProblemError && error.type === 'step-up-needed')) setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={styles.mail}
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <Fields keys={keys} isForService={isForService} draft={draft} change={change} />
      <Scopes offered={offered} chosen={scopes} onChange={setScopes} />
      {problem !== undefined && (
        <p role="alert" className={styles.failure}>
          {sentenceOf(problem) || t('channels.failed')}
        </p>
      )}
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={isBusy} disabled={chosen.length === 0}>
          {t('channels.keys.make')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('channels.mail.cancel')}
        </Button>
      </Group>
    </form>
  )
}

type FieldsProps = Pick<FormProps, 'keys' | 'isForService'> & {
  draft: Draft
  change: (next: Partial<Draft>) => void
}

function Fields({ keys, isForService, draft, change }: FieldsProps) {
  const t = useChannelsT()
  return (
    <div className={styles.fields}>
      <TextField
        label={t('channels.keys.name')}
        required
        maxLength={100}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {isForService && (
        <SelectField
          label={t('channels.keys.service')}
          data={keys.services.map(({ id, name: label }) => ({ value: id, label }))}
          value={draft.owner}
          onChange={(event) => change({ owner: event.currentTarget.value })}
        />
      )}
      <SelectField
        label={t('channels.keys.days')}
        data={daysOffered.map((each) => ({
          value: String(each),
          label: t('channels.keys.dayCount', { count: each }),
        }))}
        value={String(draft.days)}
        onChange={(event) => change({ days: Number(event.currentTarget.value) })}
      />
    </div>
  )
}

type ScopesProps = {
  offered: readonly string[]
  chosen: ReadonlySet<string>
  onChange: (next: ReadonlySet<string>) => void
}

function Scopes({ offered, chosen, onChange }: ScopesProps) {
  const t = useChannelsT()
  const organization = useOrganizationT()
  const labelOf = (scope: string) =>
    scope === 'everyday.read'
      ? t('channels.keys.everyday')
      : organization(`organization.permission.${scope.replace('.', '_')}` as OrganizationKey)
  const toggle = (scope: string) => {
    const next = new Set(chosen)
    if (!next.delete(scope)) next.add(scope)
    onChange(next)
  }
  return (
    <fieldset className={styles.scopes}>
      <legend>{t('channels.keys.scopes')}</legend>
      <Stack gap="xs">
        {offered.map((scope) => (
          <CheckboxField
            key={scope}
            label={labelOf(scope)}
            checked={chosen.has(scope)}
            onChange={() => toggle(scope)}
          />
        ))}
      </Stack>
    </fieldset>
  )
}
