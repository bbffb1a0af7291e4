/** The settings of one mailbox. The secret is never sent back, so that its field is empty. */
import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { PasswordField, SelectField, SwitchField, TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { categoriesQuery, type Mailbox, teamsQuery } from './mail-data.ts'
import { useChannelsT } from './useChannelsT.ts'

const fresh = {
  name: '',
  address: '',
  host: '',
  port: 993,
  security: 'tls' as Mailbox['security'],
  username: '',
  sign_in: 'password' as Mailbox['sign_in'],
  token_url: null as string | null,
  client_id: null as string | null,
  scope: null as string | null,
  team_id: null as string | null,
  category_id: null as string | null,
  kept_days: 30,
  is_on: true,
}
type Draft = typeof fresh

function draftOf(box: Mailbox | undefined): Draft {
  if (!box) return fresh
  const { name, address, host, port, security, username, is_on } = box
  const { sign_in, token_url, client_id, scope, team_id, category_id, kept_days } = box
  return {
    ...{ name, address, host, port, security, username, is_on },
    ...{ sign_in, token_url, client_id, scope, team_id, category_id, kept_days },
  }
}

const noSecrets = { secret: '', clientSecret: '' }
type Secrets = typeof noSecrets

function sent(draft: Draft, { secret, clientSecret }: Secrets, box?: Mailbox): Promise<unknown> {
  const isFor = clientSecret !== '' && draft.sign_in === 'refresh'
  const body = { ...draft, ...(isFor ? { client_secret: clientSecret } : {}) }
  if (!box) return ask(api.POST('/api/mail/mailboxes', { body: { ...body, secret } }))
  return ask(
    api.PUT('/api/mail/mailboxes/{id}', {
      params: { path: { id: box.id } },
      body: { ...body, version: box.version, ...(secret === '' ? {} : { secret }) },
    }),
  )
}

export function MailboxForm({ box, onDone }: { box?: Mailbox; onDone: () => void }) {
  const t = useChannelsT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(() => draftOf(box))
  const [secrets, setSecrets] = useState(noSecrets)
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }))
  const send = () => sent(draft, secrets, box)
  const save = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      await confirmed<unknown>(send)
      await queries.invalidateQueries({ queryKey: ['mail', 'boxes'] })
      toast.show(t('channels.mail.saved'), 'success')
      onDone()
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
        void save()
      }}
    >
      <div className={styles.fields}>
        <Server draft={draft} change={change} />
        <Service draft={draft} change={change} />
        <Secrets
          isKept={box !== undefined}
          signIn={draft.sign_in}
          secrets={secrets}
          change={(next) => setSecrets((before) => ({ ...before, ...next }))}
        />
        <Routing draft={draft} change={change} />
      </div>
      {problem !== undefined && (
        <p role="alert" className={styles.failure}>
          {sentenceOf(problem) || t('channels.failed')}
        </p>
      )}
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={isBusy}>
          {t('channels.mail.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('channels.mail.cancel')}
        </Button>
      </Group>
    </form>
  )
}

type PartProps = { draft: Draft; change: (next: Partial<Draft>) => void }

function Server({ draft, change }: PartProps) {
  const t = useChannelsT()
  const securities = ['tls', 'starttls', 'none'] as const
  const signIns = ['password', 'refresh', 'client', 'token'] as const
  return (
    <>
      {(['name', 'address', 'host', 'username'] as const).map((field) => (
        <TextField
          key={field}
          label={t(`channels.mail.${field}`)}
          required
          value={draft[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      ))}
      <NumberField
        label={t('channels.mail.port')}
        max={65_535}
        value={draft.port}
        onChange={(port) => change({ port })}
      />
      <SelectField
        label={t('channels.mail.security')}
        data={securities.map((value) => ({ value, label: t(`channels.mail.security_${value}`) }))}
        value={draft.security}
        onChange={(event) => change({ security: event.currentTarget.value as Draft['security'] })}
      />
      <SelectField
        label={t('channels.mail.signIn')}
        data={signIns.map((value) => ({ value, label: t(`channels.mail.signIn_${value}`) }))}
        value={draft.sign_in}
        onChange={(event) => change({ sign_in: event.currentTarget.value as Draft['sign_in'] })}
      />
    </>
  )
}

type SecretsProps = {
  isKept: boolean
  signIn: Draft['sign_in']
  secrets: Secrets
  change: (next: Partial<Secrets>) => void
}

function Secrets({ isKept, signIn, secrets, change }: SecretsProps) {
  const t = useChannelsT()
  return (
    <>
      <PasswordField
        label={t(`channels.mail.secret_${signIn}`)}
        hint={isKept && t('channels.mail.secretKept')}
        required={!isKept}
        autoComplete="off"
        value={secrets.secret}
        onChange={(event) => change({ secret: event.currentTarget.value })}
      />
      {signIn === 'refresh' && (
        <PasswordField
          label={t('channels.mail.clientSecret')}
          hint={isKept ? t('channels.mail.secretKept') : t('channels.mail.ifAsked')}
          autoComplete="off"
          value={secrets.clientSecret}
          onChange={(event) => change({ clientSecret: event.currentTarget.value })}
        />
      )}
    </>
  )
}

/** Who gives the tokens, where they are fetched. */
function Service({ draft, change }: PartProps) {
  const t = useChannelsT()
  if (draft.sign_in !== 'refresh' && draft.sign_in !== 'client') return null
  return (['token_url', 'client_id', 'scope'] as const).map((field) => (
    <TextField
      key={field}
      label={t(`channels.mail.${field}`)}
      hint={field === 'scope' ? t('channels.mail.ifAsked') : undefined}
      required={field !== 'scope'}
      value={draft[field] ?? ''}
      onChange={(event) => change({ [field]: event.currentTarget.value || null })}
    />
  ))
}

function Routing({ draft, change }: PartProps) {
  const t = useChannelsT()
  const teams = useQuery(teamsQuery).data ?? []
  const categories = useQuery(categoriesQuery).data ?? []
  const none = { value: '', label: t('channels.mail.none') }
  const choices = (rows: readonly { id: string; name: string }[]) => [
    none,
    ...rows.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      <SelectField
        label={t('channels.mail.team')}
        data={choices(teams)}
        value={draft.team_id ?? ''}
        onChange={(event) => change({ team_id: event.currentTarget.value || null })}
      />
      <SelectField
        label={t('channels.mail.category')}
        data={choices(categories)}
        value={draft.category_id ?? ''}
        onChange={(event) => change({ category_id: event.currentTarget.value || null })}
      />
      <NumberField
        label={t('channels.mail.kept')}
        max={365}
        value={draft.kept_days}
        onChange={(kept_days) => change({ kept_days })}
      />
      <SwitchField
        label={t('channels.mail.on')}
        checked={draft.is_on}
        onChange={(event) => change({ is_on: event.currentTarget.checked })}
      />
    </>
  )
}

type NumberProps = { label: string; max: number; value: number; onChange: (value: number) => void }

function NumberField({ label, max, value, onChange }: NumberProps) {
  return (
    <TextField
      type="number"
      label={label}
      min={1}
      max={max}
      required
      value={Number.isNaN(value) ? '' : value}
      onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
    />
  )
}
