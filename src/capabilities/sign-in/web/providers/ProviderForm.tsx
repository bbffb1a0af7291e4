import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { CheckboxField, PasswordField, SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import styles from '../sign-in.module.css'
import { useSending } from '../useSending.ts'
import { useSignInT } from '../useSignInT.ts'
import { bodyOf, type Draft, draftOf, type Provider, providersQuery, samlBodyOf } from './data.ts'
import { GroupRoles } from './GroupRoles.tsx'
import { SamlParts } from './SamlParts.tsx'

type ProviderFormProps = {
  organizationId: string
  provider: Provider | undefined
  kind: Provider['kind']
  /** Called with the id of one that was just made, which then shows the addresses to enter at the provider. */
  onClose: (made?: string) => void
}
export type PartProps = {
  draft: Draft
  /** What comes later than it was asked for says it of the draft as it is then, so that nothing typed meanwhile is lost. */
  set: (part: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void
  fields: ReadonlyMap<string, string>
}

/** One provider: how it is reached, who may come in by it, which roles its groups give. */
export function ProviderForm({ organizationId, provider, kind, onClose }: ProviderFormProps) {
  const t = useSignInT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(draftOf(provider, kind))
  const { run, isBusy, fields, failure } = useSending()
  const set: PartProps['set'] = (more) =>
    setDraft((now) => ({ ...now, ...(typeof more === 'function' ? more(now) : more) }))
  const part = { draft, fields, set }
  const save = () =>
    run(async () => {
      const made = provider ? await change(provider, draft) : await create(draft)
      toast.show(t('signIn.provider.saved'), 'success')
      await queries.invalidateQueries({ queryKey: providersQuery.queryKey })
      onClose(made)
    })
  return (
    <form
      noValidate
      className={styles.part}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2>{provider?.name ?? t('signIn.provider.add')}</h2>
      {kind === 'saml' ? (
        <SamlParts {...part} organizationId={organizationId} provider={provider} />
      ) : (
        <>
          <Reach {...part} provider={provider} />
          <Addresses organizationId={organizationId} provider={provider} />
        </>
      )}
      <Entry {...part} />
      <GroupRoles {...part} />
      <CheckboxField
        label={t('signIn.provider.isOn')}
        checked={draft.is_on}
        onChange={(event) => set({ is_on: event.currentTarget.checked })}
      />
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.row}>
        <Button type="submit" loading={isBusy}>
          {t('signIn.provider.save')}
        </Button>
        <Button variant="default" onClick={() => onClose()}>
          {t('signIn.provider.cancel')}
        </Button>
      </div>
    </form>
  )
}

async function create(draft: Draft): Promise<string> {
  const issuer = draft.issuer.trim()
  if (draft.kind === 'saml') {
    const body = { ...bodyOf(draft), issuer, saml: samlBodyOf(draft.saml) }
    return (await ask(api.POST('/api/providers/saml', { body }))).id
  }
  const body = { ...bodyOf(draft), issuer, secret: draft.secret }
  return (await ask(api.POST('/api/providers', { body }))).id
}

async function change({ id, version }: Provider, draft: Draft): Promise<undefined> {
  const params = { path: { id } }
  if (draft.kind === 'saml') {
    const body = { ...bodyOf(draft), version, saml: samlBodyOf(draft.saml) }
    await ask(api.PUT('/api/providers/{id}/saml', { params, body }))
    return
  }
  const body = { ...bodyOf(draft), version, ...(draft.secret ? { secret: draft.secret } : {}) }
  await ask(api.PUT('/api/providers/{id}', { params, body }))
}

function Reach({ draft, set, fields, provider }: PartProps & { provider: Provider | undefined }) {
  const t = useSignInT()
  return (
    <>
      <TextField
        label={t('signIn.provider.name')}
        hint={t('signIn.provider.nameHint')}
        maxLength={100}
        value={draft.name}
        error={fields.get('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextField
        label={t('signIn.provider.issuer')}
        hint={t('signIn.provider.issuerHint')}
        type="url"
        maxLength={500}
        readOnly={provider !== undefined}
        value={draft.issuer}
        error={fields.get('issuer')}
        onChange={(event) => set({ issuer: event.currentTarget.value })}
      />
      <TextField
        label={t('signIn.provider.clientId')}
        maxLength={300}
        autoComplete="off"
        value={draft.client_id}
        error={fields.get('client_id')}
        onChange={(event) => set({ client_id: event.currentTarget.value })}
      />
      <PasswordField
        label={t('signIn.provider.secret')}
        hint={t(provider ? 'signIn.provider.secretKept' : 'signIn.provider.secretHint')}
        autoComplete="off"
        value={draft.secret}
        error={fields.get('secret')}
        onChange={(event) => set({ secret: event.currentTarget.value })}
      />
    </>
  )
}

function Addresses({ organizationId, provider }: { organizationId: string; provider: Provider | undefined }) {
  const t = useSignInT()
  if (!provider) return <p className={styles.quiet}>{t('signIn.provider.afterSave')}</p>
  const { origin } = window.location
  const path = `${origin}/api/session/providers/${organizationId}/${provider.id}`
  return (
    <dl className={styles.addresses}>
      <dt>{t('signIn.provider.redirect')}</dt>
      <dd>{`${path}/callback`}</dd>
      <dt>{t('signIn.provider.ended')}</dt>
      <dd>{`${path}/ended`}</dd>
      <dt>{t('signIn.provider.signedOut')}</dt>
      <dd>{`${origin}/sign-in`}</dd>
    </dl>
  )
}

const factors = ['own', 'amr', 'always'] as const

function Entry({ draft, set, fields }: PartProps) {
  const t = useSignInT()
  return (
    <>
      <fieldset className={styles.group}>
        <legend>{t('signIn.provider.people')}</legend>
        <CheckboxField
          label={t('signIn.provider.makesPeople')}
          checked={draft.makes_people}
          onChange={(event) => set({ makes_people: event.currentTarget.checked })}
        />
        <CheckboxField
          label={t('signIn.provider.linksByEmail')}
          hint={t('signIn.provider.linksByEmailHint')}
          checked={draft.links_by_email}
          onChange={(event) => set({ links_by_email: event.currentTarget.checked })}
        />
        <TextField
          label={t('signIn.provider.domains')}
          hint={t('signIn.provider.domainsHint')}
          value={draft.domains}
          error={fields.get('domains')}
          onChange={(event) => set({ domains: event.currentTarget.value })}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('signIn.provider.strength')}</legend>
        <SelectField
          label={t('signIn.provider.factor')}
          value={draft.factor}
          data={factors.map((value) => ({ value, label: t(`signIn.provider.factors.${value}`) }))}
          onChange={(event) => set({ factor: event.currentTarget.value as Draft['factor'] })}
        />
        <CheckboxField
          label={t('signIn.provider.asksAgain')}
          hint={t('signIn.provider.asksAgainHint')}
          checked={draft.asks_again}
          onChange={(event) => set({ asks_again: event.currentTarget.checked })}
        />
      </fieldset>
    </>
  )
}
