import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { CheckboxField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import styles from '../sign-in.module.css'
import { useSending } from '../useSending.ts'
import { useSignInT } from '../useSignInT.ts'
import type { Provider, SamlDraft } from './data.ts'
import { KeyChange } from './KeyChange.tsx'
import type { PartProps } from './ProviderForm.tsx'

type SamlPartsProps = PartProps & {
  organizationId: string
  provider: Provider | undefined
}
type LineProps = {
  label: string
  hint?: string
  of: 'sign_in_url' | 'sign_out_url' | 'name_attribute' | 'email_attribute'
}
type CheckProps = { label: string; hint: string; of: 'signs_requests' | 'takes_unasked' | 'trusts_addresses' }

/** What a provider that speaks SAML is asked by: filled in by its metadata, and given ours. */
export function SamlParts({ draft, set, fields, organizationId, provider }: SamlPartsProps) {
  const t = useSignInT()
  const { saml } = draft
  const change = (part: Partial<SamlDraft>) => set({ saml: { ...saml, ...part } })
  const line = ({ of, ...words }: LineProps) => (
    <TextField
      {...words}
      maxLength={1000}
      value={saml[of]}
      error={fields.get(`saml/${of}`)}
      onChange={(event) => change({ [of]: event.currentTarget.value })}
    />
  )
  const check = ({ of, ...words }: CheckProps) => (
    <CheckboxField
      {...words}
      checked={saml[of]}
      onChange={(event) => change({ [of]: event.currentTarget.checked })}
    />
  )
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
      <Metadata
        onRead={(read) =>
          set((now) => ({ issuer: provider?.issuer ?? read.issuer, saml: { ...now.saml, ...read.saml } }))
        }
      />
      <TextField
        label={t('signIn.saml.entity')}
        hint={t('signIn.saml.entityHint')}
        maxLength={500}
        readOnly={provider !== undefined}
        value={draft.issuer}
        error={fields.get('issuer')}
        onChange={(event) => set({ issuer: event.currentTarget.value })}
      />
      {line({ label: t('signIn.saml.signIn'), of: 'sign_in_url' })}
      {line({ label: t('signIn.saml.signOut'), hint: t('signIn.saml.signOutHint'), of: 'sign_out_url' })}
      <TextAreaField
        label={t('signIn.saml.certificates')}
        hint={t('signIn.saml.certificatesHint')}
        value={saml.certificates}
        error={fields.get('saml/certificates')}
        onChange={(event) => change({ certificates: event.currentTarget.value })}
      />
      <TextField
        label={t('signIn.saml.own')}
        hint={t('signIn.saml.ownHint')}
        maxLength={300}
        value={draft.client_id}
        error={fields.get('client_id')}
        onChange={(event) => set({ client_id: event.currentTarget.value })}
      />
      <OwnMetadata organizationId={organizationId} provider={provider} />
      {line({ label: t('signIn.saml.nameAttribute'), of: 'name_attribute' })}
      {line({ label: t('signIn.saml.emailAttribute'), of: 'email_attribute' })}
      {check({ label: t('signIn.saml.trusts'), hint: t('signIn.saml.trustsHint'), of: 'trusts_addresses' })}
      {check({ label: t('signIn.saml.signs'), hint: t('signIn.saml.signsHint'), of: 'signs_requests' })}
      {check({ label: t('signIn.saml.unasked'), hint: t('signIn.saml.unaskedHint'), of: 'takes_unasked' })}
    </>
  )
}

type Read = { issuer: string; saml: Pick<SamlDraft, 'sign_in_url' | 'sign_out_url' | 'certificates'> }

/** The provider's metadata, pasted or from a file; what it says is filled into the fields below. */
function Metadata({ onRead }: { onRead: (read: Read) => void }) {
  const t = useSignInT()
  const [xml, setXml] = useState('')
  const { run, fields, failure } = useSending()
  const read = (text: string) => {
    setXml(text)
    if (text.trim() === '') return
    void run(async () => {
      const found = await ask(api.POST('/api/providers/metadata', { body: { xml: text } }))
      const { issuer, sign_in_url, sign_out_url, certificates } = found
      const saml = { sign_in_url, sign_out_url: sign_out_url ?? '', certificates: certificates.join('\n') }
      onRead({ issuer, saml })
    })
  }
  return (
    <>
      <TextAreaField
        label={t('signIn.saml.metadata')}
        hint={t('signIn.saml.metadataHint')}
        maxRows={6}
        value={xml}
        error={fields.get('xml') ?? failure}
        onChange={(event) => read(event.currentTarget.value)}
      />
      <label className={styles.quiet}>
        {t('signIn.saml.file')}{' '}
        <input
          type="file"
          accept=".xml,application/xml,text/xml"
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(read)}
        />
      </label>
    </>
  )
}

function OwnMetadata({
  organizationId,
  provider,
}: {
  organizationId: string
  provider: Provider | undefined
}) {
  const t = useSignInT()
  if (!provider) return <p className={styles.quiet}>{t('signIn.saml.afterSave')}</p>
  const path = `/api/session/providers/${organizationId}/${provider.id}`
  return (
    <>
      <dl className={styles.addresses}>
        <dt>{t('signIn.saml.ownMetadata')}</dt>
        <dd>
          <a href={`${path}/metadata`} download>
            {`${window.location.origin}${path}/metadata`}
          </a>
        </dd>
        <dt>{t('signIn.saml.acs')}</dt>
        <dd>{`${window.location.origin}${path}/acs`}</dd>
        <dt>{t('signIn.saml.ownSignOut')}</dt>
        <dd>{`${window.location.origin}${path}/sign-out`}</dd>
      </dl>
      <KeyChange provider={provider} />
    </>
  )
}
