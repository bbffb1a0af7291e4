/** The settings of one webhook. Its address is never sent back, so that its field is empty. */
import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { CheckboxField, SelectField, SwitchField, TextField } from '../../../../web/kit/fields.tsx'
import { confirmed } from '../../../../web/shell/step-up.ts'
import {
  categoriesQuery,
  type Format,
  formats,
  type Kind,
  kinds,
  previewQuery,
  sentenceOf,
  teamsQuery,
  type Webhook,
} from './data.ts'
import { useWebhooksT } from './useWebhooksT.ts'
import styles from './webhooks.module.css'

const fresh = {
  name: '',
  format: 'wardline' as Format,
  kinds: [] as Kind[],
  team_ids: [] as string[],
  category_ids: [] as string[],
  priorities: [] as number[],
  sends_restricted: false,
  is_on: true,
  kept_days: 14,
}
type Draft = typeof fresh

function draftOf(hook: Webhook | undefined): Draft {
  if (!hook) return fresh
  const { name, format, team_ids, category_ids, priorities, sends_restricted, is_on, kept_days } = hook
  return {
    ...{ name, format, team_ids, category_ids, priorities, sends_restricted, is_on, kept_days },
    kinds: hook.kinds,
  }
}

type FormProps = { hook?: Webhook; onDone: (id: string) => Promise<void>; onCancel?: () => void }

export function WebhookForm({ hook, onDone, onCancel }: FormProps) {
  const t = useWebhooksT()
  const [draft, setDraft] = useState<Draft>(() => draftOf(hook))
  const [url, setUrl] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }))
  const send = (): Promise<{ id: string }> =>
    hook
      ? ask(
          api.PUT('/api/webhooks/{id}', {
            params: { path: { id: hook.id } },
            body: { ...draft, version: hook.version, ...(url === '' ? {} : { url }) },
          }),
        )
      : ask(api.POST('/api/webhooks', { body: { ...draft, url } }))
  const save = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { id } = await confirmed(send)
      await onDone(id)
    } catch (error) {
      if (!(error instanceof ProblemError && error.type === 'step-up-needed')) setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Where draft={draft} change={change} host={hook?.host} url={url} setUrl={setUrl} />
      <What draft={draft} change={change} />
      <OnlyFor draft={draft} change={change} />
      <Preview format={draft.format} kind={draft.kinds[0] ?? 'created'} />
      {problem !== undefined && (
        <p role="alert" className={styles.failure}>
          {sentenceOf(problem) || t('webhooks.failed')}
        </p>
      )}
      <p className={styles.small}>{t('webhooks.ownerNote')}</p>
      <Group gap="xs">
        <Button type="submit" loading={isBusy} disabled={draft.kinds.length === 0}>
          {t('webhooks.save')}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t('webhooks.cancel')}
          </Button>
        )}
      </Group>
    </form>
  )
}

type PartProps = { draft: Draft; change: (next: Partial<Draft>) => void }
type WhereProps = PartProps & { host: string | undefined; url: string; setUrl: (url: string) => void }

function Where({ draft, change, host, url, setUrl }: WhereProps) {
  const t = useWebhooksT()
  return (
    <div className={styles.fields}>
      <TextField
        label={t('webhooks.name')}
        required
        maxLength={100}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <SelectField
        label={t('webhooks.format')}
        data={formats.map((value) => ({ value, label: t(`webhooks.formats.${value}`) }))}
        value={draft.format}
        onChange={(event) => change({ format: event.currentTarget.value as Format })}
      />
      <TextField
        label={t('webhooks.url')}
        hint={host === undefined ? t('webhooks.urlHint') : t('webhooks.urlKept', { host })}
        required={host === undefined}
        type="url"
        maxLength={2000}
        autoComplete="off"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <TextField
        type="number"
        label={t('webhooks.kept')}
        min={1}
        max={90}
        required
        value={Number.isNaN(draft.kept_days) ? '' : draft.kept_days}
        onChange={(event) => change({ kept_days: event.currentTarget.valueAsNumber })}
      />
      <SwitchField
        label={t('webhooks.on')}
        checked={draft.is_on}
        onChange={(event) => change({ is_on: event.currentTarget.checked })}
      />
    </div>
  )
}

function What({ draft, change }: PartProps) {
  const t = useWebhooksT()
  return (
    <Choices
      legend={t('webhooks.kinds')}
      hint={t('webhooks.kindsHint')}
      options={kinds.map((value) => ({ value, label: t(`webhooks.kind.${value}`) }))}
      chosen={draft.kinds}
      onChange={(chosen) => change({ kinds: chosen })}
    />
  )
}

function OnlyFor({ draft, change }: PartProps) {
  const t = useWebhooksT()
  const teams = useQuery(teamsQuery).data ?? []
  const categories = useQuery(categoriesQuery).data ?? []
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }))
  // Open from the start where there is something to see, and then as the reader wants it.
  const [isOpen] = useState(
    () => draft.team_ids.length + draft.category_ids.length + draft.priorities.length > 0,
  )
  return (
    <>
      <details open={isOpen}>
        <summary>{t('webhooks.filters')}</summary>
        <p className={styles.small}>{t('webhooks.filtersHint')}</p>
        <Choices
          legend={t('webhooks.priorities')}
          options={[1, 2, 3, 4, 5].map((value) => ({ value, label: t('webhooks.priority', { n: value }) }))}
          chosen={draft.priorities}
          onChange={(chosen) => change({ priorities: chosen })}
        />
        <Choices
          legend={t('webhooks.teams')}
          options={named(teams)}
          chosen={draft.team_ids}
          onChange={(chosen) => change({ team_ids: chosen })}
        />
        <Choices
          legend={t('webhooks.categories')}
          options={named(categories)}
          chosen={draft.category_ids}
          onChange={(chosen) => change({ category_ids: chosen })}
        />
      </details>
      <CheckboxField
        label={t('webhooks.restricted')}
        hint={t('webhooks.restrictedHint')}
        checked={draft.sends_restricted}
        onChange={(event) => change({ sends_restricted: event.currentTarget.checked })}
      />
    </>
  )
}

type ChoicesProps<Value> = {
  legend: string
  hint?: ReactNode
  options: readonly { value: Value; label: string }[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}

function Choices<Value extends string | number>(props: ChoicesProps<Value>) {
  const { legend, hint, options, chosen, onChange } = props
  if (options.length === 0) return null
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      {hint && <p className={styles.small}>{hint}</p>}
      <div className={styles.boxes}>
        {options.map(({ value, label }) => (
          <CheckboxField
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked ? [...chosen, value] : chosen.filter((each) => each !== value),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

function Preview({ format, kind }: { format: Format; kind: Kind }) {
  const t = useWebhooksT()
  const { data } = useQuery(previewQuery(format, kind))
  return (
    <details>
      <summary>{t('webhooks.preview')}</summary>
      <p className={styles.small}>{t('webhooks.previewNote')}</p>
      {data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
        <section className={styles.body} tabIndex={0} aria-label={t('webhooks.previewOf')}>
          <pre>{data.body}</pre>
        </section>
      )}
    </details>
  )
}
